import { existsSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { settings, type Build, type BuildOptions } from './build.ts';
import { readAll } from './result.ts';

/** For each table its number of rows and a sum over every cell: `marts.projects` → `600 1234…`. */
export type Digest = ReadonlyMap<string, string>;

type Read = (
  name: string,
  sql: string
) => Promise<{ schema: string; name: string; digest: string; is_empty: boolean }[]>;

/** The digest of what a build holds. */
export const digestOf = (build: Build): Promise<Digest> => digest(build.read);

/**
 * Opens a closed file afresh, as a reader would, and reads every
 * column of every table. A file that holds anything else is an Error.
 */
export async function verifyFile(path: string, expected: Digest, options: BuildOptions = {}): Promise<void> {
  if (existsSync(`${path}.wal`)) throw new Error(`${path}.wal: a log was left beside the closed file`);
  const found = await digestOfFile(path, options);
  for (const table of new Set([...expected.keys(), ...found.keys()])) {
    if (expected.get(table) !== found.get(table)) {
      throw new Error(
        `${path}: ${table} reads back as ${found.get(table) ?? 'nothing'}, was written as ${expected.get(table) ?? 'nothing'}`
      );
    }
  }
}

/** The digest of a closed file. One that is missing or damaged is an Error. */
export async function digestOfFile(path: string, options: BuildOptions = {}): Promise<Digest> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', ...settings(options) });
  const connection = await instance.connect();
  try {
    return await digest((_, sql) => readAll(connection, sql));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function digest(read: Read): Promise<Digest> {
  const tables = await read(
    'tables',
    'select schema_name as schema, table_name as name, estimated_size = 0 as is_empty from duckdb_tables() order by all'
  );
  // Of a small load most tables have no row, and to plan the reading of one takes longer than to read it.
  const digests = new Map(
    tables.filter(({ is_empty }) => is_empty).map(({ schema, name }) => [`${schema}.${name}`, '0 null'])
  );
  const filled = tables.filter(({ is_empty }) => !is_empty);
  for (const schema of new Set(filled.map((table) => table.schema))) {
    const own = filled.filter((table) => table.schema === schema);
    const sums = own.map(
      ({ name }) =>
        `select '${name}' as name, concat(count(*), ' ', coalesce(sum(hash(t)::hugeint)::varchar, 'null')) as digest from "${schema}"."${name}" t`
    );
    for (const { name, digest: sum } of await read(schema, sums.join('\nunion all\n')))
      digests.set(`${schema}.${name}`, sum);
  }
  return digests;
}
