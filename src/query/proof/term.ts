import type { ColumnInfo, Row } from '#spec';
import { rowsOf, type Answer, type Asking } from '../answer.ts';
import type { Catalog } from '../catalog.ts';
import { dimensionNames } from '../dimensions.ts';
import { explain } from '../explain.ts';
import { keyOf, rowsOfProjects, rowsStanding, type HandedRow, type Standing } from '../handed-in.ts';
import { page, type Paging } from '../page.ts';
import { overlay, type Bounded, type View } from '../relations.ts';
import { parseExact, zero, type Exact } from './exact.ts';
import { written } from './literal.ts';
import { sumOf } from './compute.ts';
import type { Term } from './subject.ts';

/** How the rows of a sum divide: those that add to it, and those that cannot, being 0 or unknown. */
export interface Counts {
  total: number;
  zeros: number;
  unknown: number;
}

/** The rows that a sum is made of: projects, or the quotas that the sums of `cells` hold. */
interface Rows {
  catalog: Catalog;
  term: Term;
  view: View;
}

const named = ['project_id', 'project_name', 'applicant', 'batch', 'city', 'direction'];

export async function countRows(asking: Asking, rows: Rows): Promise<Counts> {
  const { column } = rows.term;
  const counted = `count_if(p.${column} <> 0)::integer as total, count_if(p.${column} = 0)::integer as zeros, count_if(p.${column} is null)::integer as unknown`;
  const [row] = await rowsOf(asking, column, bound(rows, `select ${counted}`));
  return { total: Number(row?.total ?? 0), zeros: Number(row?.zeros ?? 0), unknown: Number(row?.unknown ?? 0) };
}

/** The sum, worked out from the rows themselves: null where there is none of which it is known. */
export async function addUp(asking: Asking, rows: Rows, { zeros }: Counts): Promise<Exact | null> {
  const { column } = rows.term;
  const { sql, values } = bound(rows, `select p.${column}::varchar as value`, `p.${column} <> 0`);
  const result = await asking.reading.read(column, sql, { values, ...asking.patience });
  let sum: Exact | null = zeros > 0 ? zero : null;
  for await (const chunk of result.chunks()) sum = sumOf([...(sum === null ? [] : [sum]), ...chunk.map(({ value }) => parseExact(String(value)))]);
  return sum;
}

/** The query that lists what adds up, as it runs in any shell. */
export const listingOf = (rows: Rows): string => {
  const { sql, values } = listing(rows);
  return written(sql, values);
};

/** What adds up, the largest first: a page of it with the rows of files that it comes from. */
export async function listRows(asking: Asking, rows: Rows, paging: Paging): Promise<{ columns: ColumnInfo[]; rows: (Row & { sources: HandedRow[] })[] }> {
  const answer = await readRows(asking, rows, paging);
  const found = await answer.result.rows();
  const isOfProjects = rows.term.mart === 'projects';
  const standing = (row: Row): Standing => ({ file: String(row.source_file), sheet: String(row.source_sheet), row: Number(row.source_row) });
  const known = found.filter(({ source_file }) => typeof source_file === 'string');
  const byProject = isOfProjects ? await rowsOfProjects(asking, found.map(({ project_id }) => String(project_id))) : new Map<string, HandedRow[]>();
  const byPlace = isOfProjects ? new Map<string, HandedRow>() : await rowsStanding(asking, known.map(standing));
  const of = (row: Row) => byProject.get(String(row.project_id)) ?? [byPlace.get(keyOf(standing(row)))].flatMap((each) => each ?? []);
  return {
    columns: answer.columns.filter(({ name }) => !name.startsWith('source_')),
    rows: found.map((row) => {
      const { source_file: _file, source_sheet: _sheet, source_row: _row, ...shown } = row;
      return { ...shown, sources: of(row).filter(({ state }) => state === 'loaded') } as Row & { sources: HandedRow[] };
    }),
  };
}

/** What adds up as a table, each row with the place it stands in: a page of it or, without one, all. */
export async function readRows(asking: Asking, rows: Rows, paging?: Paging): Promise<Answer> {
  const { sql, values } = listing(rows, paging);
  const result = await asking.reading.read(rows.term.column, sql, { values, ...asking.patience });
  const columns = result.columns.map((column) => (column.name === rows.term.column ? rows.term.info : explain(rows.catalog, column, { marts: [rows.term.mart] })));
  return { version: rows.catalog.version, columns, result };
}

function listing(rows: Rows, paging?: Paging): Bounded {
  const { catalog, term } = rows;
  const known = catalog.marts.get(term.mart);
  const shown = [...named.filter((name) => known?.has(name)), term.column, ...['source_file', 'source_sheet', 'source_row'].filter((name) => known?.has(name))];
  const names = [...new Set(shown)].map((name) => `p.${name}`);
  const keys = keysOf(catalog, term).map((name) => `p.${name}`);
  const { sql, values } = bound(rows, `select ${names.join(', ')}`, `p.${term.column} <> 0`);
  return { sql: `${sql}\norder by abs(p.${term.column}) desc, ${keys.join(', ')}${page(paging)}`, values: { ...values, ...paging } };
}

/** Of the projects in view or, of quotas, of those that the sums in view hold: a quota lies in them by its batch and city. */
function bound({ catalog, term, view }: Rows, select: string, where = 'true'): Bounded {
  if (term.mart === 'projects') return overlay(catalog, ['projects'], view, `${select}\nfrom projects as p\nwhere ${where}`);
  const keys = keysOf(catalog, term);
  const list = (alias: string) => keys.map((name) => `${alias}.${name}`).join(', ');
  const held = `(${list('p')}) in (select (${list('c')}) from cells as c where c.${term.column} is not null)`;
  return overlay(catalog, ['cells', term.mart], view, `${select}\nfrom ${term.mart} as p\nwhere ${held}\n  and ${where}`);
}

const keysOf = (catalog: Catalog, { mart }: Term): string[] => (mart === 'projects' ? ['project_id'] : dimensionNames.filter((name) => catalog.marts.get(mart)?.has(name)));
