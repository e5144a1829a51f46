import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnInfo } from '#spec';
import { hashFile, parquetRows, type Build } from '#warehouse';
import { quoted } from './texts.ts';

/** A table of a package, as a Data Package tells of it. */
export interface Resource {
  path: string;
  name: string;
  title: string;
  /** The Parquet file of the same rows, which knows the types. */
  typed: string;
  /** What columns are called in the file where that is another name, in its order. */
  heads?: readonly (readonly [column: string, head: string])[];
  /** What is known of columns by their name. */
  columns?: ReadonlyMap<string, ColumnInfo>;
}

const types: readonly (readonly [RegExp, string])[] = [
  [/^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|UTINYINT|USMALLINT|UBIGINT)/, 'integer'],
  [/^(?:DECIMAL|DOUBLE|FLOAT)/, 'number'],
  [/^BOOLEAN/, 'boolean'],
  [/^TIMESTAMP/, 'datetime'],
  [/^DATE/, 'date'],
  [/\[\]$/, 'array'],
  [/^(?:STRUCT|MAP|JSON)/, 'object'],
];

const typeOf = (type: string): string => types.find(([form]) => form.test(type))?.[1] ?? 'string';

/** As many columns at the front as a key may have. */
const widest = 4;

/** datapackage.json: each table with its hash, and of each column its type, its unit and what it is called. */
export async function dataPackage(
  build: Build,
  folder: string,
  resources: readonly Resource[],
  about: Readonly<Record<string, unknown>>
): Promise<string> {
  const read = new Map<string, Promise<TypedTable>>();
  const told = [];
  for (const { path, name, title, typed, heads, columns } of resources) {
    const table = read.get(typed) ?? readTyped(build, join(folder, typed));
    read.set(typed, table);
    const { types, key } = await table;
    const shown = heads ?? Array.from(types.keys(), (column) => [column, column] as const);
    const called = new Map(shown);
    const isParquet = path.endsWith('.parquet');
    const file = join(folder, path);
    const primaryKey = key?.map((column) => called.get(column));
    told.push({
      name,
      path,
      title,
      profile: 'tabular-data-resource',
      format: isParquet ? 'parquet' : 'csv',
      mediatype: isParquet ? 'application/vnd.apache.parquet' : 'text/csv',
      encoding: 'utf-8',
      bytes: (await stat(file)).size,
      hash: `sha256:${await hashFile(file)}`,
      schema: {
        fields: shown.map(([column, head]) => {
          const info = columns?.get(column);
          return {
            name: head,
            type: typeOf(types.get(column) ?? ''),
            ...(info?.title ? { title: info.title } : {}),
            ...(info?.unit ? { unit: info.unit } : {}),
            ...(info?.definition ? { description: info.definition } : {}),
          };
        }),
        ...(primaryKey === undefined || primaryKey.includes(undefined) ? {} : { primaryKey }),
      },
    });
  }
  return `${JSON.stringify({ profile: 'data-package', ...about, resources: told }, null, 2)}\n`;
}

interface TypedTable {
  types: ReadonlyMap<string, string>;
  key: string[] | null;
}

async function readTyped(build: Build, file: string): Promise<TypedTable> {
  const relation = parquetRows(file);
  const described = await build.read<{ column_name: string; column_type: string }>(file, `describe from ${relation}`);
  const names = described.map(({ column_name }) => column_name);
  const types = new Map(described.map(({ column_name, column_type }) => [column_name, column_type]));
  return { types, key: await keyOf(build, relation, names) };
}

/** Where a row of a file stands. */
const place = ['source_file', 'source_sheet', 'source_row'];

/** The first columns, as few as tell every row from every other; null where no few of them do. */
async function keyOf(build: Build, relation: string, columns: readonly string[]): Promise<string[] | null> {
  const fronts = Array.from({ length: Math.min(widest, columns.length) }, (_, at) => columns.slice(0, at + 1));
  const [first = [], ...longer] = fronts;
  const isPlaced = place.every((name) => columns.includes(name));
  for (const key of [first, ...(isPlaced ? [place] : []), ...longer])
    // What is no key of the first rows is none of all.
    if ((await tells(build, `(from ${relation} limit ${glance})`, key)) && (await tells(build, relation, key)))
      return key;
  return null;
}

const glance = 10_000;

/** Whether columns are known in every row, and tell each from every other. */
async function tells(build: Build, relation: string, key: readonly string[]): Promise<boolean> {
  const list = key.map(quoted).join(', ');
  const [found] = await build.read<{ rows: number; distinct: number; known: number }>(
    'key',
    `select count(*) as rows, count(distinct (${key.length === 1 ? list : `row(${list})`})) as distinct, count(*) filter (${key.map((each) => `${quoted(each)} is not null`).join(' and ')}) as known from ${relation}`
  );
  return found !== undefined && found.rows > 0 && found.rows === found.distinct && found.rows === found.known;
}
