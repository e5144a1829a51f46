import type { Row } from '#spec';
import { openBuild, type Build } from '#warehouse';
import { hashFiles, landFiles } from '../../src/intake/index.ts';
import type { Handed } from './handed.ts';

/** What the intake says of one sheet of a file. */
export interface LandedSheet {
  sheet: string;
  source: string;
  headerRow: number;
  read: number;
  totals: number;
  blank: number;
  rejected: number;
  /**
   * What each column of the sheet is: of the contract by `name`, else unknown; and the header as the contract has it.
   */
  places: { name: string | null; header: string; canonical?: string }[];
  /** By row: the cells of the contract by its names, and the unknown ones. */
  rows: Map<number, { cells: Record<string, string | null>; others: Record<string, string> }>;
  aside: Map<number, { what: string; cells: string[] }>;
}

export interface LandedFile {
  sheets: LandedSheet[];
  refused: number;
  encoding: string | null;
  defects: { sheet: string; check: string; row: number | null; column: string | null; effect: string }[];
  seconds: number;
}

/** Takes files through the intake into a warehouse in memory, and reads back all that it holds. */
export async function landAll(files: readonly Handed[]): Promise<Map<string, LandedFile>> {
  const build = await openBuild(':memory:', { threads: 1 });
  try {
    const starts: number[] = [];
    await landFiles(
      build,
      await hashFiles(
        files.map(({ path, diskPath, extension }) => ({ path, diskPath, extension, kind: 'file' as const }))
      ),
      { pipelines: 'pipelines', onFile: () => void starts.push(performance.now()) }
    );
    starts.push(performance.now());
    const landed = new Map<string, LandedFile>();
    for (const [i, { path }] of files.entries())
      landed.set(path, {
        sheets: [],
        refused: 0,
        encoding: null,
        defects: [],
        seconds: ((starts[i + 1] as number) - (starts[i] as number)) / 1000,
      });
    await readBack(build, landed);
    return landed;
  } finally {
    build.close();
  }
}

async function readBack(build: Build, landed: Map<string, LandedFile>): Promise<void> {
  const read = (sql: string) => build.read('fuzz', sql);
  const of = (row: Row) => landed.get(row.source_file as string) as LandedFile;
  const names = new Map(
    (await read('select source, name, header from sources.contracts')).map(({ source, name, header }) => [
      `${source as string} ${header as string}`,
      name as string,
    ])
  );
  for (const file of await read('from sources.files')) {
    const found = of(file);
    found.encoding = file.encoding as string | null;
    if (file.status === 'refused') found.refused += 1;
    else {
      found.sheets.push({
        sheet: file.source_sheet as string,
        source: file.source as string,
        headerRow: file.header_row as number,
        read: file.read as number,
        totals: file.totals as number,
        blank: file.blank as number,
        rejected: file.set_aside as number,
        places: JSON.parse(file.layout as string) as LandedSheet['places'],
        rows: new Map(),
        aside: new Map(),
      });
    }
  }
  const canonical = new Map(
    (await read('select source, name, header from sources.contracts')).map(({ source, name, header }) => [
      `${source as string} ${name as string}`,
      header as string,
    ])
  );
  for (const { sheets } of landed.values())
    for (const { source, places } of sheets)
      for (const column of places)
        if (column.name !== null) column.canonical = canonical.get(`${source} ${column.name}`) as string;
  const sheetOf = (row: Row) => of(row).sheets.find(({ sheet }) => sheet === row.source_sheet);
  for (const { source } of await read('select distinct source from sources.contracts')) {
    // As JSON: the client of the database takes a byte order mark off the front of a text.
    for (const { json } of await read(`select to_json(t)::varchar as json from sources."${source as string}" t`)) {
      const row = JSON.parse(json as string) as Row;
      const { source_file: _file, source_sheet: _sheet, source_row, file_order: _order, 其他列: others, ...rest } = row;
      const cells = Object.fromEntries(
        Object.entries(rest).flatMap(([header, value]) =>
          names.has(`${source as string} ${header}`)
            ? [[names.get(`${source as string} ${header}`) as string, value as string | null]]
            : []
        )
      );
      const rows = sheetOf(row)?.rows;
      if (!rows || rows.has(source_row as number))
        throw new Error(
          `${row.source_file as string}: row ${String(source_row)} of sources.${source as string} is of no sheet that was read, or there twice`
        );
      rows.set(source_row as number, {
        cells,
        others: others === null ? {} : (JSON.parse(others as string) as Record<string, string>),
      });
    }
  }
  for (const row of await read('from sources.set_aside'))
    sheetOf(row)?.aside.set(row.source_row as number, {
      what: row.what as string,
      cells: JSON.parse(row.cells as string) as string[],
    });
  for (const row of await read('from sources.defects')) {
    of(row).defects.push({
      sheet: row.source_sheet as string,
      check: row.check as string,
      row: row.source_row as number | null,
      column: row.column as string | null,
      effect: row.effect as string,
    });
  }
}
