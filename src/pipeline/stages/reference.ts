import { sayFault } from '#spec/content';
import { QueryError, type Build } from '#warehouse';
import { readContentFile } from './content-files.ts';
import { sampleMark } from './loads.ts';
import { makeModels } from './make.ts';
import type { Model } from './models.ts';
import {
  isAside,
  isOpen,
  noticesIn,
  ownColumns,
  readReference,
  tablesIn,
  textOfNotice,
  type ReadReference,
} from './reference-files.ts';

/**
 * Lands every .csv of data/reference as raw.<name>, all text but the number of the row, and says which there are;
 * the tables of one name of several notices are one. sources.reference tells the files. An invented notice, and
 * whatever names it, only judges what is handed in as a sample.
 */
export async function landReference(build: Build, folder: string): Promise<string[]> {
  const files = await readReference(folder);
  const wrong = files.flatMap(({ file, wrong }) => wrong.map((each) => sayFault({ file, ...each })));
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return landRead(build, folder, tablesIn(files));
}

/** Lands data/reference when it is read. */
export async function landRead(build: Build, folder: string, tables: readonly ReadReference[]): Promise<string[]> {
  await createRaw(build);
  await landTables(build, (await isOfSample(build)) ? tables : withoutSamples(tables));
  await landNotices(build, folder);
  return [...new Set(tables.map(({ name }) => name))];
}

/** Lands which notices there are, and whether their text is at hand. */
export async function landNotices(build: Build, folder: string): Promise<void> {
  const appender = await build.append('sources', 'notices');
  for (const notice of await noticesIn(folder)) appender.row([notice, (await textOfNotice(folder, notice)) !== null]);
  appender.close();
}

async function isOfSample(build: Build): Promise<boolean> {
  const named = `
    select 1 from sources.files where status <> 'refused' and contains(source_file, '${sampleMark}')
    union all
    select 1 from loads.load where is_sample
    limit 1`;
  return (await build.read('sources.files', named)).length > 0;
}

/** The tables without the rows of invented notices and those that name one; a table of which nothing is left stands. */
export function withoutSamples(tables: readonly ReadReference[]): ReadReference[] {
  const invented = new Set(
    tables.flatMap(({ notice, rows }) => (rows.some(({ cells }) => cells.is_sample === 'true') ? [notice] : []))
  );
  return tables.map((table) => ({
    ...table,
    rows: table.rows.filter(({ cells }) => !invented.has(table.notice ?? cells.notice ?? null)),
  }));
}

/** Makes what the tables of data/reference are landed in. */
export async function createRaw(build: Build): Promise<void> {
  await build.run('raw', 'create schema raw');
  await build.run('sources', 'create schema if not exists sources');
  await build.run(
    'sources.reference',
    'create table sources.reference (name varchar not null, source_file varchar not null, sha256 varchar not null)'
  );
  await build.run(
    'sources.notices',
    'create table sources.notices (notice varchar not null, is_at_hand boolean not null)'
  );
  await build.run(
    'sources.open_items',
    'create table sources.open_items (notice varchar not null, file varchar not null, line integer, item varchar not null)'
  );
}

/** Makes the reference stage; whatever fails names the file of data/reference that the model reads. */
export async function makeReference(build: Build, models: readonly Model[], landed: readonly string[]): Promise<void> {
  for (const { file, sql } of models) {
    const absent = rawTables(sql).find((name) => !landed.includes(name));
    if (absent)
      throw new Error(
        `data/reference: ${absent}.csv is missing: ${file} reads it (found ${landed.join(', ') || 'no .csv'})`
      );
  }
  try {
    await makeModels(build, models);
  } catch (error) {
    const model =
      error instanceof QueryError ? models.find(({ file }) => error.message.startsWith(`${file}:`)) : undefined;
    if (!model) throw error;
    const read = rawTables(model.sql).map((name) => `${name}.csv`);
    throw new QueryError(
      `data/reference: ${read.join(', ')} (read by ${model.file})`,
      model.sql,
      (error as Error).cause
    );
  }
}

function rawTables(sql: string): string[] {
  return [...new Set(Array.from(sql.matchAll(/\braw\."?(\w+)/g), ([, name]) => name as string))];
}

/** Lands tables of data/reference as raw.<name>, each with the columns that any notice gives it. */
export async function landTables(build: Build, tables: readonly ReadReference[]): Promise<void> {
  const hashed: [name: string, file: string, sha256: string][] = [];
  for (const [name, files] of groupBy(tables, ({ name }) => name)) {
    const columns = [...new Set(files.flatMap((file) => file.columns))].filter((each) => !isAside(each));
    const own = files.some(({ notice }) => notice !== null) ? ownColumns : ownColumns.slice(1);
    const all = [...columns, ...own];
    const typed = all.map((each) => `"${each}" ${each === 'source_row' ? 'integer' : 'varchar'}`);
    await build.run(files[0]?.file ?? name, `create table raw."${name}" (${typed.join(', ')})`);
    for (const { file, path } of files) hashed.push([name, file, (await readContentFile(path)).sha256]);
    const appender = await build.append('raw', name);
    for (const { file, notice, rows } of files)
      for (const { line, cells } of rows)
        appender.row([
          ...columns.map((column) => valueOf(cells[column])),
          ...(own === ownColumns ? [notice] : []),
          file,
          line,
        ]);
    appender.close();
  }
  const told = await build.append('sources', 'reference');
  for (const row of hashed) told.row(row);
  told.close();
}

const valueOf = (cell = ''): string | null => (cell === '' || isOpen(cell) ? null : cell);

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
