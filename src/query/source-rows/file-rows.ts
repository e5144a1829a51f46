import {
  codes,
  codesOf,
  everything,
  type FileReceipt,
  type FileRow,
  type FileRows,
  type Paging,
  type Row,
  type RowSearch,
  type RowState,
  type Scope,
  type SourceCell,
} from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import { cellsAside } from './cells-aside.ts';
import { placeholders } from '../lists.ts';
import {
  contractsOf,
  headerOf,
  keyOf,
  placeOf,
  sheetColumnsOf,
  rowsAt,
  type SourceContract,
  type SheetColumn,
} from './source-rows.ts';
import { page } from '../page.ts';
import { readReach, reachValues, sheetKey, withinReach, type Reach } from './reach.ts';
import { readReasons, type Reasons } from './row-reasons.ts';

const rowStates = codesOf(codes.fate);

/** A sheet that was read; in SQL it is called by its number among those that are asked for. */
interface SheetPart extends Pick<FileReceipt, 'file' | 'sheet' | 'blank'> {
  contract: SourceContract;
  sheetColumns: SheetColumn[];
  /** Whether all of it may be read, and not some rows alone. */
  isWhole: boolean;
}

/**
 * The rows of these sheets by what became of them, in the order
 * of the sheets: a page of them, cells and reasons with them.
 */
export async function listFileRows(
  context: QueryContext,
  scope: Scope,
  sheets: readonly FileReceipt[],
  search: RowSearch,
  paging: Paging
): Promise<Omit<FileRows, 'files'>> {
  const reach = await readReach(context, scope);
  const parts = await partsOf(context, reach, sheets);
  const { version } = context.reading;
  if (parts.length === 0) return { version, total: 0, rows: [] };
  const { sql, values } = listing(parts, reach, search);
  const [counted] = await rowsOf(context, 'rows', { sql: `select count(*) as total from (${sql})`, values });
  const found = await rowsOf(context, 'rows', {
    sql: `${sql}\norder by part, row${page(paging)}`,
    values: { ...values, ...paging },
  });
  return { version, total: Number(counted?.total), rows: await withCells(context, reach, parts, found) };
}

/** The same as a table, all of it, made as it is taken. */
export async function streamFileRows(
  context: QueryContext,
  scope: Scope,
  sheets: readonly FileReceipt[],
  search: RowSearch
): Promise<Answer> {
  const reach = await readReach(context, scope);
  const parts = await partsOf(context, reach, sheets);
  const only = parts.length === 1 ? parts[0] : undefined;
  const width = Math.max(0, ...parts.map(({ sheetColumns }) => sheetColumns.length));
  const headers = Array.from({ length: width }, (_, i) =>
    only ? headerOf(only.sheetColumns[i] as SheetColumn) : `第 ${i + 1} 列`
  );
  const columns = [
    ...Object.entries(titles).map(([name, title]) => ({
      name,
      title,
      unit: null,
      type: name === 'row' ? ('number' as const) : ('string' as const),
    })),
    ...headers.map((title, i) => ({ name: `c${i + 1}`, title, unit: null, type: 'string' as const })),
    { name: 'more', title: '多出的单元格', unit: null, type: 'json' as const },
  ];
  async function* chunks(): AsyncGenerator<Row[], void, undefined> {
    for (const part of parts) {
      const { sql, values } = listing([part], reach, search);
      const [last] = await rowsOf(context, 'rows', { sql: `select max(row) as row from (${sql})`, values });
      for (let from = 1; from <= Number(last?.row ?? 0); from += numbersAtATime) {
        const within = listing([part], reach, search, { from, to: from + numbersAtATime - 1 });
        const found = await rowsOf(context, 'rows', { sql: `${within.sql}\norder by row`, values: within.values });
        for (let at = 0; at < found.length; at += rowsAtATime)
          yield (await withCells(context, reach, [part], found.slice(at, at + rowsAtATime))).map((row) =>
            lineOf(row, width)
          );
      }
    }
  }
  const result = {
    columns: columns.map(({ name, type }) => ({ name, type, isInteger: type === 'number' })),
    chunks,
    async rows() {
      const all: Row[] = [];
      for await (const rows of chunks()) all.push(...rows);
      return all;
    },
    close: async () => {},
  };
  return { version: context.reading.version, columns, result, words: { state: codes.fate, what: codes.aside } };
}

/** Row numbers that are looked through at a time, and rows whose cells are read at a time. */
const numbersAtATime = 50_000;
const rowsAtATime = 1000;
const titles = { file: '文件', sheet: '工作表', row: '行', state: '去处', what: '是什么', why: '为什么' };

async function partsOf(
  context: QueryContext,
  reach: Reach | null,
  sheets: readonly FileReceipt[]
): Promise<SheetPart[]> {
  const contracts = await contractsOf(context);
  const { names, values } = placeholders('file', [...new Set(sheets.map(({ file }) => file))]);
  const layouts = await rowsOf(context, 'files', {
    sql: `select source_file, source_sheet, layout from sources.files where source_file in (${names})`,
    values,
  });
  return sheets.flatMap(({ file, sheet, source, status, blank }) => {
    const contract = contracts.find((each) => each.source === source);
    const found = layouts.find(({ source_file, source_sheet }) => source_file === file && source_sheet === sheet);
    const isWhole = reach === null || reach.own.has(file);
    return contract && status === 'loaded' && (isWhole || reach.counts.has(sheetKey(file, sheet)))
      ? [{ file, sheet, blank, contract, isWhole, sheetColumns: sheetColumnsOf(found?.layout ?? null) }]
      : [];
  });
}

const wants = ({ state, landed }: RowSearch, which: RowState): boolean =>
  (state?.includes(which) ?? true) && !(which === 'blank' && landed === true);

/** Every row of these sheets, and what became of it. */
function listing(
  parts: readonly SheetPart[],
  reach: Reach | null,
  search: RowSearch,
  within: { from: number; to: number } | null = null
): { sql: string; values: Record<string, string | number> } {
  const states = rowStates.filter((state) => wants(search, state));
  const values: Record<string, string | number> = search.row === undefined ? {} : { number: search.row };
  Object.assign(values, within, reachValues(reach));
  const branches = parts.flatMap(({ file, sheet, isWhole, contract: { source } }, i) => {
    Object.assign(values, { [`file_${i}`]: file, [`sheet_${i}`]: sheet });
    const here = (table: string, first = 'source_row', last = first) =>
      `from ${table} where source_file = $file_${i} and source_sheet = $sheet_${i}${within ? ` and ${last} >= $from and ${first} <= $to` : ''}`;
    const own = isWhole
      ? ''
      : withinReach(reach, placeOf('t'), source)
          .map((each) => ` and ${each}`)
          .join('');
    const landed = [
      `select ${i} as part, source_row as row, coalesce(why, 'loaded') as state, null as what, true as landed
      from (${here(`sources."${source}" as t`)}${own}) as handed
      left join (select source_row, why ${here('resolved.dropped')} and source = '${source}') as dropped using (source_row)`,
    ];
    if (!isWhole) return landed;
    return [
      ...landed,
      `select ${i}, source_row, if(what = 'rejected', 'rejected', 'total'), nullif(what, 'rejected'), false ${here('sources.set_aside')}`,
      ...(states.includes('blank')
        ? [
            `select ${i}, row, 'blank', null, false from (${spread(here('sources.blank_rows', 'first_row', 'last_row'))})`,
          ]
        : []),
    ];
  });
  const conditions = [
    `state in (${states.map((state) => `'${state}'`).join(', ') || 'null'})`,
    ...(search.landed === undefined ? [] : [`landed = ${search.landed}`]),
    ...(search.row === undefined ? [] : ['row = $number']),
    ...(within ? ['row between $from and $to'] : []),
  ];
  return {
    sql: `select part, row, state, what from (\n${branches.join('\nunion all\n')}\n) where ${conditions.join(' and ')}`,
    values,
  };
}

/** The numbers within ranges, some thousand at a time: a range may be of millions. */
const spread = (ranges: string): string => `
  select unnest(range(first_row + 65536 * block, least(last_row + 1, first_row + 65536 * (block + 1))))::integer as row
  from (select first_row, last_row, unnest(range((last_row - first_row) // 65536 + 1)) as block ${ranges})`;

/** Rows with their cells and with the reasons why they are not used. */
async function withCells(
  context: QueryContext,
  reach: Reach | null,
  parts: readonly SheetPart[],
  found: readonly Row[]
): Promise<FileRow[]> {
  const rows = found.map((each) => {
    const part = parts[Number(each.part)] as SheetPart;
    return {
      part,
      file: part.file,
      sheet: part.sheet,
      row: Number(each.row),
      state: each.state as RowState,
      what: each.what as FileRow['what'],
    };
  });
  const landed = await rowsAt(
    context,
    rows.filter(({ state }) => state !== 'total' && state !== 'blank'),
    everything
  );
  const aside = new Map<string, SourceCell[]>();
  const reasons = new Map<string, Reasons>();
  for (const part of new Set(rows.map((row) => row.part))) {
    const own = rows.filter((row) => row.part === part);
    const kept = own.filter((row) => row.state !== 'blank' && !landed.has(keyOf(row)));
    for (const [key, cells] of await cellsAside(context, part, kept)) aside.set(key, cells);
    for (const [key, reason] of await readReasons(context, reach, part.contract.source, own)) reasons.set(key, reason);
  }
  return rows.map(({ part: _, ...row }) => ({
    ...row,
    cells: landed.get(keyOf(row))?.cells ?? aside.get(keyOf(row)) ?? [],
    ...(reasons.get(keyOf(row)) ?? { defects: [], supersededBy: null }),
  }));
}

function lineOf({ file, sheet, row, state, what, cells, defects, supersededBy }: FileRow, width: number): Row {
  const by =
    supersededBy &&
    `被 ${supersededBy.file}${supersededBy.sheet ? ` · ${supersededBy.sheet}` : ''}${supersededBy.row === null ? '' : ` 第 ${supersededBy.row} 行`}取代（${supersededBy.reason}）`;
  const why = [
    ...(by ? [by] : []),
    ...defects.map(({ column, problem }) => (column ? `${column}：${problem}` : problem)),
  ].join('；');
  const more = cells.slice(width).map(({ value }) => value ?? '');
  return {
    file,
    sheet,
    row,
    state,
    what,
    why: why || null,
    ...Object.fromEntries(cells.slice(0, width).map(({ value }, i) => [`c${i + 1}`, value])),
    more: more.length > 0 ? more : null,
  };
}
