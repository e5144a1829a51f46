import { rm } from 'node:fs/promises';
import type { Build } from '#warehouse';
import type { GridRow, PlainText } from '../grid.ts';
import type { Layout } from '../layout.ts';
import type { Origin } from '../row-sink.ts';
import type { rowSorter } from '../sort-rows.ts';
import { copyBody } from './body.ts';
import { lineJudge } from './judge.ts';
import { rulesOf } from './rules.ts';

/** Rows that were landed in the table of their source. */
export interface LandedPlain {
  rows: number;
  /** Of each unknown column whether they hold anything there. */
  holdsAny: boolean[];
  /** The other rows below the header, in order: blank ones, totals and notes. */
  aside: GridRow[];
}

/**
 * Lands what stands below the header of a text by DuckDB's own reader, where that comes to the same as the careful way:
 * each row has the cells of the header and nothing is to be said of it. null: nothing was done.
 */
export async function landPlain(
  build: Build,
  text: PlainText,
  {
    origin,
    layout,
    headerRow,
    sort,
    isCutAtCommas,
    scratch,
  }: {
    origin: Origin;
    layout: Layout;
    headerRow: number;
    sort: ReturnType<typeof rowSorter>;
    isCutAtCommas: boolean;
    scratch: string;
  }
): Promise<LandedPlain | null> {
  const { delimiter } = text;
  const T0 = performance.now();
  const rules = rulesOf(layout, delimiter, isCutAtCommas);
  if (rules === null) return null;
  try {
    const judge = lineJudge(layout, { delimiter, sort, isCutAtCommas });
    const body = await copyBody({ blocks: text.blocks(), headerRow, to: scratch }, rules, judge);
    if (process.env.PLAIN)
      console.error(origin.file, body && [body.rows, body.aside.length], (performance.now() - T0).toFixed(0));
    if (body === null || body.rows === 0) return null;
    const name = `sources.${origin.file}`;
    await build.run(name, `create or replace temp table plain as ${readQuery(scratch, delimiter, layout, headerRow)}`);
    const cells = layout.columns.map((_, at) => `c${at}`);
    const holds = layout.unknown.map(({ at }) => `bool_or(c${at} is not null)`);
    const [found] = await build.read<{ rows: number; lines: number; bytes: number; holds: boolean[] }>(
      name,
      `select count(*) filter (coalesce(${cells.join(', ')}) is not null) as rows, count(*) as lines,
        coalesce(${cells.map((cell) => `coalesce(sum(strlen(${cell})), 0)`).join(' + ')}, 0)::bigint as bytes, [${holds.join(', ')}]::boolean[] as holds
      from temp.plain`
    );
    // Readers of text have lost lines before: whatever is not all there is read the careful way.
    if (!found || found.rows !== body.rows || found.lines !== body.lines || found.bytes !== body.bytes) return null;
    await build.run(name, landQuery(origin, layout));
    if (process.env.PLAIN) console.error('  landed', (performance.now() - T0).toFixed(0));
    return { rows: body.rows, aside: body.aside, holdsAny: found.holds };
  } finally {
    await build.run('plain', 'drop table if exists temp.plain');
    await rm(scratch, { force: true });
  }
}

/** Nothing is left to be guessed: quotation marks stand around whole cells, lines end in one way, and each has the same cells. */
const readQuery = (path: string, delimiter: string, { columns }: Layout, headerRow: number): string =>
  `select (row_number() over () + ${headerRow})::integer as source_row, * from read_csv(${literal(path)}, auto_detect = false, header = false,
    delim = ${literal(delimiter)}, quote = '"', escape = '"', comment = '', nullstr = '', strict_mode = true, null_padding = false,
    ignore_errors = false, parallel = false, columns = {${columns.map((_, at) => `c${at}: 'VARCHAR'`).join(', ')}})`;

function landQuery({ file, sheet, order }: Origin, { contract, slots, unknown, columns }: Layout): string {
  const values = slots.flatMap(({ at, unit }) => {
    const value = at < 0 ? 'null' : `c${at}`;
    return unit === null ? value : [value, literal(unit)];
  });
  const others = unknown.map(
    ({ header, at }) =>
      `case when c${at} is not null then ${literal(`${JSON.stringify(header)}:`)} || to_json(c${at})::varchar end`
  );
  const json = others.length === 0 ? 'null' : `nullif('{' || concat_ws(',', ${others.join(', ')}) || '}', '{}')`;
  return `insert into sources."${contract.name}"
    select ${values.join(', ')}, ${json}, ${literal(file)}, ${literal(sheet)}, source_row, ${order}
    from temp.plain where coalesce(${columns.map((_, at) => `c${at}`).join(', ')}) is not null`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const stats: Record<string, string> = {};
