import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile, hashOf, literal, parquetRows, type Build } from '#warehouse';

/** All that came of one file, table by table, in a folder of its own. */
export interface Reading {
  folder: string;
  /** Of each table that has any rows the SHA-256 of its file; the sheets are among them. */
  tables: Readonly<Record<string, string>>;
}

/** Says what else a folder holds; written last. */
const listFile = 'reading.json';

const fileOf = (folder: string, table: string): string => join(folder, `${table}.parquet`);

/** Takes rows out of a table of a build into a reading; answers the hash of the file, null where there are none. */
export async function takeOut(build: Build, table: string, folder: string): Promise<string | null> {
  const name = `sources."${table}"`;
  const [{ rows } = { rows: 0 }] = await build.read<{ rows: number }>(name, `select count(*) as rows from ${name}`);
  if (rows === 0) return null;
  const file = fileOf(folder, table);
  await build.run(name, `copy ${name} to ${literal(file)} (format parquet, compression snappy)`);
  // An emptied table keeps its room; a new one has none.
  await build.run(name, `create or replace table ${name} as from ${name} limit 0`);
  return hashFile(file);
}

/** Ends a reading with its list, and the hash of that. */
export async function writeList({ folder, tables }: Reading): Promise<void> {
  const list = JSON.stringify(tables);
  await writeFile(join(folder, listFile), `${list}\n${hashOf(list)}\n`);
}

/** The reading in a folder, where every byte of it is as it was written. */
export async function readingIn(folder: string): Promise<Reading | 'absent' | 'damaged'> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'damaged';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'damaged';
  }
  try {
    const [list = '', sha256] = (await readFile(join(folder, listFile), 'utf8')).split('\n');
    if (hashOf(list) !== sha256) return 'damaged';
    const tables = JSON.parse(list) as Reading['tables'];
    for (const [table, hash] of Object.entries(tables))
      if ((await hashFile(fileOf(folder, table))) !== hash) return 'damaged';
    return { folder, tables };
  } catch {
    return 'damaged';
  }
}

/** Puts the rows of a reading into the tables of a build, as those of the file that comes at this place. */
export async function takeIn(build: Build, { folder, tables }: Reading, order: number): Promise<void> {
  for (const table of Object.keys(tables)) {
    const place = unordered.has(table) ? '' : ` replace (${order}::integer as file_order)`;
    await build.run(
      `sources.${table}`,
      `insert into sources."${table}" select *${place} from ${parquetRows(fileOf(folder, table))}`
    );
  }
}

const unordered: ReadonlySet<string> = new Set(['defects', 'set_aside', 'blank_rows']);
