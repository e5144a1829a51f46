import type { Row } from '#spec';
import { rowsOf, type Asking } from './answer.ts';
import { maskPersonal } from './personal.ts';

/** One row of a file, as somebody handed it in. */
export interface HandedRow {
  source: string;
  title: string;
  file: string;
  sheet: string;
  /** As the clerk's program numbers it. */
  row: number;
  sha256: string | null;
  /** Whether it counts: a later file's row may have taken its place, or a check refused it. */
  state: 'loaded' | 'superseded' | 'rejected';
  cells: HandedCell[];
}

export interface HandedCell {
  /** What the contract calls its column; null where it knows none. */
  name: string | null;
  header: string;
  /** The text of the cell; null where it was empty, and where it is personal and stays here. */
  value: string | null;
  isPrivate: boolean;
}

interface Contract {
  source: string;
  title: string;
  columns: { name: string; header: string; isPrivate: boolean }[];
}

/** A column of a file, in its place: the contract's name for it, or null where it knows none. */
interface Place {
  name: string | null;
  header: string;
  unit: string | null;
}

/** Where a row of a file stands. */
export interface Standing {
  file: string;
  sheet: string;
  row: number;
}

export const keyOf = ({ file, sheet, row }: Standing): string => JSON.stringify([file, sheet, row]);

/** Every row of every file that names one of these projects, by project, its cells in the order of the file. */
export async function rowsOfProjects(asking: Asking, ids: readonly string[]): Promise<Map<string, HandedRow[]>> {
  const named = (await contractsOf(asking)).filter(({ columns }) => columns.some(({ name }) => name === 'project_id'));
  const where = `staged.project_id in (select unnest(from_json($wanted, '["varchar"]')))`;
  return grouped(await Promise.all(named.map((contract) => rowsOfSource(asking, contract, { by: 'staged.project_id', where, wanted: ids }))));
}

/** The rows of files that stand there, by `keyOf` their standing. */
export async function rowsStanding(asking: Asking, standings: readonly Standing[]): Promise<Map<string, HandedRow[]>> {
  const where = `(landed.source_file, landed.source_sheet, landed.source_row) in (
      select (place.file, place.sheet, place.row) from (select unnest(from_json($wanted, '[{"file": "varchar", "sheet": "varchar", "row": "integer"}]')) as place)
    )`;
  const found = await Promise.all((await contractsOf(asking)).map((contract) => rowsOfSource(asking, contract, { by: 'null', where, wanted: standings })));
  return grouped(found.map((rows) => rows.map(([, row]) => [keyOf(row), row] as const)));
}

function grouped(found: readonly (readonly (readonly [string, HandedRow])[])[]): Map<string, HandedRow[]> {
  const groups = new Map<string, HandedRow[]>();
  for (const [key, row] of found.flat()) groups.set(key, [...(groups.get(key) ?? []), row]);
  return groups;
}

const contractsOf = async (asking: Asking) => (await rowsOf(asking, 'contracts', { sql: contractsQuery, values: {} })) as unknown as Contract[];

const contractsQuery = `
  select source, any_value(source_title) as title, list({'name': name, 'header': header, 'isPrivate': is_private} order by position) as columns
  from sources.contracts
  group by source
  order by min(rowid)`;

interface Wanted {
  by: string;
  where: string;
  wanted: readonly unknown[];
}

async function rowsOfSource(asking: Asking, contract: Contract, { by, where, wanted }: Wanted): Promise<(readonly [string, HandedRow])[]> {
  const { source, title } = contract;
  const sql = `
    select landed.*, ${by} as wanted_by, files.sha256, files.layout, coalesce(dropped.why, 'loaded') as state
    from sources."${source}" as landed
    join staging."${source}" as staged using (source_file, source_sheet, source_row)
    left join sources.files as files using (source_file, source_sheet)
    left join settled.dropped as dropped
      on dropped.source = '${source}' and dropped.source_file = landed.source_file
      and dropped.source_sheet = landed.source_sheet and dropped.source_row = landed.source_row
    where ${where}
    order by landed.file_order, landed.source_sheet, landed.source_row`;
  const rows = await rowsOf(asking, `rows of ${source}`, { sql, values: { wanted: JSON.stringify(wanted) } });
  return rows.map((row) => {
    const place = { file: String(row.source_file), sheet: String(row.source_sheet), row: Number(row.source_row) };
    return [String(row.wanted_by), { source, title, ...place, sha256: textOf(row.sha256), state: row.state as HandedRow['state'], cells: cellsOf(row, contract) }] as const;
  });
}

function cellsOf(row: Row, { columns }: Contract): HandedCell[] {
  const places = JSON.parse(textOf(row.layout) ?? '[]') as Place[];
  const others = JSON.parse(textOf(row['其他列']) ?? '{}') as Record<string, string>;
  return places.map(({ name, header, unit }, index) => {
    const column = columns.find((each) => each.name === name);
    const shown = unit === null || header.includes(unit) ? header : `${header}（${unit}）`;
    if (column) return { name, header: shown, value: column.isPrivate ? null : textOf(row[column.header]), isPrivate: column.isPrivate };
    // What no contract asks for may hold anything, and a header that is there twice is told apart by its place.
    const value = textOf(others[header] ?? others[`${header}（第 ${index + 1} 列）`]);
    return { name: null, header: shown, value: value === null ? null : maskPersonal(value), isPrivate: false };
  });
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
