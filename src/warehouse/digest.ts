import { existsSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { settings, type Build, type BuildOptions } from './build.ts';

/** For each table its number of rows and a sum over every cell: `marts.projects` → `600 1234…`. */
export type Digest = ReadonlyMap<string, string>;

type Read = (name: string, sql: string) => Promise<{ getRowsJson(): unknown[][] }>;

/** The digest of what a build holds. */
export const digestOf = (build: Build): Promise<Digest> => digest(build.read);

/** Opens a closed file afresh, as a reader would, and reads every column of every table. A file that holds anything else is an Error. */
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
    return await digest((_, sql) => connection.runAndReadAll(sql));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function digest(read: Read): Promise<Digest> {
  const tables = (
    await read('tables', 'select schema_name, table_name from duckdb_tables() order by all')
  ).getRowsJson() as [string, string][];
  const digests = new Map<string, string>();
  for (const schema of new Set(tables.map(([name]) => name))) {
    const own = tables.filter(([name]) => name === schema);
    const sums = own.map(
      ([, table]) => `select '${table}', count(*), sum(hash(t)::hugeint) from "${schema}"."${table}" t`
    );
    for (const [table, rows, sum] of (await read(schema, sums.join('\nunion all\n'))).getRowsJson())
      digests.set(`${schema}.${table}`, `${rows} ${sum}`);
  }
  return digests;
}
