import {
  codes,
  parseExact,
  zero,
  type ColumnInfo,
  type Exact,
  type Paging,
  type ProofPart,
  type Row,
  type SourceRow,
} from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { dimensionNames } from '../dimensions.ts';
import { columnInfo } from '../column-info.ts';
import { page } from '../page.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';
import { quoted } from './inline-parameters.ts';
import { standalone } from './standalone.ts';
import { sumOf } from './compute.ts';
import { sourcesOf } from './sources.ts';
import type { Term } from './subject.ts';

type Counts = Pick<ProofPart, 'total' | 'zeros' | 'unknown'>;

/** The rows that a sum is made of: projects, the quotas that the sums of the cube hold, or those of another mart. */
interface Rows {
  catalog: Catalog;
  term: Term;
  view: View;
}

/** How the rows of a sum divide: those that add to it, and those that cannot, being 0 or unknown. */
export async function countRows(context: QueryContext, rows: Rows): Promise<Counts> {
  const { column } = rows.term;
  const counted = `count_if(p.${quoted(column)} <> 0)::integer as total, count_if(p.${quoted(column)} = 0)::integer as zeros, count_if(p.${quoted(column)} is null)::integer as unknown`;
  const [row] = await rowsOf(context, column, bound(rows, `select ${counted}`));
  return { total: Number(row?.total ?? 0), zeros: Number(row?.zeros ?? 0), unknown: Number(row?.unknown ?? 0) };
}

/**
 * The sum, worked out from the rows themselves: null where there is none of which it is known; of a count, where there
 * is any of which it is not.
 */
export async function addUp(context: QueryContext, rows: Rows, { zeros, unknown }: Counts): Promise<Exact | null> {
  const { column, isOfAll } = rows.term;
  if (isOfAll && unknown > 0) return null;
  const { sql, values } = bound(rows, `select p.${quoted(column)}::varchar as value`, `p.${quoted(column)} <> 0`);
  const result = await context.reading.read(column, sql, { values, ...context.deadline });
  let sum: Exact | null = zeros > 0 ? zero : null;
  for await (const chunk of result.chunks())
    sum = sumOf([...(sum === null ? [] : [sum]), ...chunk.map(({ value }) => parseExact(String(value)))]);
  return sum;
}

/** The query that lists what adds up, as it runs in any shell. */
export const listingOf = (context: QueryContext, rows: Rows): Promise<string> =>
  standalone(context, rows.catalog, listing(rows), rows.view);

/** What adds up, the largest first: a page of it with the rows of files that it comes from. */
export async function listRows(
  context: QueryContext,
  rows: Rows,
  paging: Paging
): Promise<Pick<ProofPart, 'columns' | 'rows'>> {
  const [listed] = await listRowsOfEach(context, [rows], paging);
  return listed!;
}

/** The same of several sums under one view; the rows of files are looked up once for all that are of one mart. */
export async function listRowsOfEach(
  context: QueryContext,
  all: readonly Rows[],
  paging: Paging
): Promise<Pick<ProofPart, 'columns' | 'rows'>[]> {
  const read: { of: Rows; columns: readonly ColumnInfo[]; found: Row[] }[] = [];
  for (const of of all) {
    const { columns, result } = await readRows(context, of, paging);
    read.push({ of, columns, found: await result.rows() });
  }
  const sources = new Map<Row, SourceRow[]>();
  for (const [mart, own] of Map.groupBy(read, ({ of }) => of.term.mart)) {
    const { catalog, view } = own[0]!.of;
    const found = own.flatMap((each) => each.found);
    const told = await sourcesOf(context, catalog, mart, found, view.scope);
    found.forEach((row, at) => sources.set(row, told[at] ?? []));
  }
  return read.map(({ columns, found }) => ({
    columns: columns.filter(({ name }) => !name.startsWith('source_')),
    rows: found.map((row) => {
      const { source_file: _file, source_sheet: _sheet, source_row: _row, ...shown } = row;
      return { ...shown, sources: sources.get(row) ?? [] } as ProofPart['rows'][number];
    }),
  }));
}

/** What adds up as a table, each row with the place it stands in: a page of it or, without one, all. */
export async function readRows(context: QueryContext, rows: Rows, paging?: Paging): Promise<Answer> {
  const { sql, values } = listing(rows, paging);
  const result = await context.reading.read(rows.term.column, sql, { values, ...context.deadline });
  const columns = result.columns.map((column) =>
    column.name === rows.term.column ? rows.term.info : columnInfo(rows.catalog, column, { marts: [rows.term.mart] })
  );
  return { version: rows.catalog.version, columns, result, words: rows.term.mart === 'findings' ? codes : {} };
}

function listing(rows: Rows, paging?: Paging): BoundSql {
  const { catalog, term } = rows;
  const known = catalog.marts.get(term.mart);
  const shown = [
    ...namesOf(rows),
    term.column,
    ...['source_file', 'source_sheet', 'source_row'].filter((name) => known?.has(name)),
  ];
  const names = [...new Set(shown)].map((name) => `p.${quoted(name)}`);
  const keys = keysOf(rows).map((name) => `p.${quoted(name)}`);
  const { sql, values } = bound(rows, `select ${names.join(', ')}`, `p.${quoted(term.column)} <> 0`);
  // A download may have millions of rows: it is not sorted.
  const order =
    paging || term.mart === 'projects' ? `\norder by abs(p.${quoted(term.column)}) desc, ${keys.join(', ')}` : '';
  return { sql: `${sql}${order}${page(paging)}`, values: { ...values, ...paging } };
}

/**
 * Of the rows in view or, of quotas, of those that the sums in view hold: a quota lies in them by its batch and city.
 */
function bound(rows: Rows, select: string, where = 'true'): BoundSql {
  const { catalog, term, view } = rows;
  if (term.mart !== 'quotas' || view.narrows)
    return scopedRelations(catalog, [term.mart], view, `${select}\nfrom ${term.mart} as p\nwhere ${where}`);
  const keys = dimensionNames.filter((name) => catalog.marts.get(term.mart)?.has(name));
  const list = (alias: string) => keys.map((name) => `${alias}.${name}`).join(', ');
  const held = `(${list('p')}) in (select (${list('c')}) from cube as c where c.${quoted(term.column)} is not null)`;
  return scopedRelations(
    catalog,
    ['cube', term.mart],
    view,
    `${select}\nfrom ${term.mart} as p\nwhere ${held}\n  and ${where}`
  );
}

const namesOf = ({ catalog, term }: Rows): string[] => namesIn(catalog, term.mart);

/** What the rows of a mart are called by where they are listed. */
export function namesIn(catalog: Catalog, mart: string): string[] {
  const columns = catalog.marts.get(mart) ?? new Map<string, ColumnInfo>();
  const words = Array.from(columns.values()).flatMap(({ name, type }) =>
    type === 'string' || type === 'date' ? [name] : []
  );
  const named = catalog.names.get(mart) ?? words.filter((name) => !name.startsWith('source_'));
  return named.filter((name) => columns.has(name));
}

const keysOf = (rows: Rows): string[] => (rows.term.mart === 'projects' ? ['project_id'] : namesOf(rows));
