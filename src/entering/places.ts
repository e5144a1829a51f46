import { readTable, type ReadTable } from '#pipeline';
import { join } from 'node:path';

/** A table that is filled in on a page. */
export interface Place {
  /** Below data/, without its ending: `reference/notices/2025/limits`. */
  table: string;
  title: string;
  group: string;
  /** What an officer is told of it. */
  says: string;
  /** Of what is handed in and loaded as a file of its own: its columns; null: it is a file of the content. */
  handed: readonly string[] | null;
}

/** How columns are called, by the name of the table; `*` of any. */
export interface ColumnWords {
  title: string;
  /** What an empty cell says; '' where nobody says. */
  blank: string;
}

const folder = (data: string): string => join(data, 'entering');

/**
 * The tables that data/entering says are filled in, those of each notice once for each, in the order of that list; then
 * every other table of a notice.
 */
export async function readPlaces(
  data: string,
  notices: readonly { notice: string; tables: readonly { name: string; title: string }[] }[]
): Promise<Place[]> {
  const named = rowsOf(await readTable({ path: join(folder(data), 'tables.csv'), notice: null })).map(
    ({ place = '', title = '', group = '', says = '', handed = '' }) => ({
      place,
      title,
      group,
      says,
      handed: handed === '' ? null : handed.split('、'),
    })
  );
  const ofAll = named.flatMap(({ place, ...rest }) =>
    place.includes('*')
      ? notices
          .filter(({ tables }) => tables.some(({ name }) => place.endsWith(`/*/${name}`)))
          .map(({ notice }) => ({ ...rest, table: place.replace('*', notice) }))
      : [{ ...rest, table: place }]
  );
  const known = new Set(ofAll.map(({ table }) => table));
  const others = notices.flatMap(({ notice, tables }) =>
    tables
      .map(({ name, title }) => ({ table: `reference/notices/${notice}/${name}`, title }))
      .filter(({ table }) => !known.has(table))
      .map((each) => ({ ...each, group: '通知的其他表', says: '', handed: null }))
  );
  return [...ofAll, ...others];
}

/** How the columns of a table are called. */
export async function readColumnWords(data: string, table: string): Promise<ReadonlyMap<string, ColumnWords>> {
  const name = table.split('/').at(-1);
  const rows = rowsOf(await readTable({ path: join(folder(data), 'columns.csv'), notice: null }));
  const of = (wanted: string | undefined) =>
    rows
      .filter((each) => each.table === wanted)
      .map(({ column = '', title = '', blank = '' }) => [column, { title, blank }] as const);
  return new Map([...of('*'), ...of(name)]);
}

const rowsOf = ({ table }: ReadTable) => table?.rows.map(({ cells }) => cells) ?? [];

/** The notice that a table is of; null where it holds for all. */
export const noticeOfTable = (table: string): string | null =>
  /^reference\/notices\/([^/]+)\//.exec(table)?.[1] ?? null;

/** The file of a table, from the folder of the project. */
export const fileOfTable = (table: string): string => `data/${table}.csv`;
