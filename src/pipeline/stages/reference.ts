import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decoded, sayFault, short } from '#spec/content';
import { QueryError, type Build } from '#warehouse';
import { readText, Unreadable, type GridRow } from '#intake';
import { isContentFile, readContentFile } from './content-files.ts';
import { sampleMark } from './loads.ts';
import { makeModels } from './make.ts';
import type { Model } from './models.ts';

/** What the program itself says of a row of raw.<name>: its notice, its file, and its row as a spreadsheet has it. */
const ownColumns = ['notice', 'source_file', 'source_row'];

/** A table of data/reference: one for all, or of the folder of one notice. */
export interface ReferenceFile {
  name: string;
  /** The folder below data/reference/notices; null: it holds for all. */
  notice: string | null;
  /** From the folder of the project, with `/`. */
  file: string;
  path: string;
}

/** Every .csv of data/reference, those of each notice after those that hold for all. */
export async function referenceFiles(folder: string): Promise<ReferenceFile[]> {
  const within = async (below: string, notice: string | null): Promise<ReferenceFile[]> =>
    (await readdir(join(folder, below)))
      .filter((name) => name.endsWith('.csv') && isContentFile(name))
      .sort()
      .map((name) => ({
        name: name.slice(0, -'.csv'.length),
        notice,
        file: `data/reference/${below}${name}`,
        path: join(folder, below, name),
      }));
  const notices = await noticesIn(folder);
  return [
    ...(await within('', null)),
    ...(await Promise.all(notices.map((notice) => within(`notices/${notice}/`, notice)))).flat(),
  ];
}

/** The notices that have a folder, in the order of their names. */
export async function noticesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'notices'), { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : [])).sort();
}

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

/** A file of data/reference, and its table if it can be read. */
export type ReadFile = ReferenceFile & ReadTable;

/** Reads every .csv of data/reference. */
export const readReference = async (folder: string): Promise<ReadFile[]> =>
  Promise.all((await referenceFiles(folder)).map(async (file) => ({ ...file, ...(await readTable(file)) })));

/** The tables of those files that could be read. */
export const tablesIn = (files: readonly ReadFile[]): ReadReference[] =>
  files.flatMap(({ table, name, notice, file, path }) => (table ? [{ name, notice, file, path, ...table }] : []));

/** The text of a notice, in its folder; null where it is not at hand. */
export const textOfNotice = (folder: string, notice: string): Promise<string | null> =>
  readFile(join(folder, 'notices', notice, 'notice.md')).then(decoded, () => null);

/** Lands which notices there are, and whether their text is at hand. */
export async function landNotices(build: Build, folder: string): Promise<void> {
  const appender = await build.append('sources', 'notices');
  for (const notice of await noticesIn(folder)) appender.row([notice, (await textOfNotice(folder, notice)) !== null]);
  appender.close();
}

async function isOfSample(build: Build): Promise<boolean> {
  const named = `select 1 from sources.files where status <> 'refused' and contains(source_file, '${sampleMark}') limit 1`;
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

/** A file of data/reference that could be read. */
export interface ReadReference extends ReferenceFile {
  columns: readonly string[];
  rows: readonly { line: number; cells: Readonly<Record<string, string>> }[];
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

/** The rows of a .csv of data/reference, if they can be read, and what is wrong with it: it is not landed then. */
export interface ReadTable {
  table: { columns: string[]; rows: { line: number; cells: Record<string, string> }[] } | null;
  wrong: { line: number | null; message: string }[];
}

/** Reads a table of data/reference. Blank rows are none. */
export async function readTable({ path, notice }: Pick<ReferenceFile, 'path' | 'notice'>): Promise<ReadTable> {
  const { rows: read, wrong } = await gridOf(path);
  const [head, ...below] = read;
  const headings = head?.cells.map((cell) => cell.trim()) ?? [];
  const columns = headings.map((heading) => heading.toLowerCase());
  const at = head?.row ?? 1;
  if (wrong.length === 0 && columns.length === 0)
    return { table: null, wrong: [{ line: at, message: '第一行要写明每一列的名字。' }] };
  const [mark] = columns.length === 1 ? (/[;\t|，；、]/.exec(columns[0] ?? '') ?? []) : [];
  if (mark !== undefined) return { table: null, wrong: [{ line: at, message: notByCommas(mark) }] };
  const odd = columns.flatMap((column, index) => {
    if (column === '') return [`第 ${index + 1} 列没有名字。`];
    if (ownColumns.includes(column) && (column !== 'notice' || notice !== null))
      return [`列名 ${column} 是程序自己用的，请换一个。`];
    return columns.indexOf(column) === index ? [] : [`列 ${column} 写了两次。`];
  });
  const rows = below.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const ragged = rows
    .filter(({ cells }) => cells.length !== columns.length)
    .map(({ row, cells }) => ({
      line: row,
      message: `这一行有 ${cells.length} 格，第一行有 ${columns.length} 列：${cells.join(',')}`,
    }));
  const all = [...wrong, ...odd.map((message) => ({ line: at, message })), ...ragged];
  if (all.length > 0) return { table: null, wrong: all };
  const cellsOf = (cells: readonly string[]) =>
    Object.fromEntries(columns.map((column, index) => [column, (cells[index] ?? '').trim()]));
  return {
    table: { columns, rows: rows.map(({ row, cells }) => ({ line: row, cells: cellsOf(cells) })) },
    wrong: headings
      .filter((heading) => !columns.includes(heading))
      .map((heading) => ({ line: at, message: `列名“${short(heading)}”要用小写，写成 ${heading.toLowerCase()}。` })),
  };
}

const notByCommas = (mark: string): string =>
  `各列之间用的是“${mark === '\t' ? '制表符' : mark}”，要用英文逗号（,）：请另存为“CSV UTF-8（逗号分隔）”。`;

/** Lands tables of data/reference as raw.<name>, each with the columns that any notice gives it. */
export async function landTables(build: Build, tables: readonly ReadReference[]): Promise<void> {
  for (const [name, files] of groupBy(tables, ({ name }) => name)) {
    const columns = [...new Set(files.flatMap((file) => file.columns))].filter((each) => !isAside(each));
    const own = files.some(({ notice }) => notice !== null) ? ownColumns : ownColumns.slice(1);
    const all = [...columns, ...own];
    const typed = all.map((each) => `"${each}" ${each === 'source_row' ? 'integer' : 'varchar'}`);
    await build.run(files[0]?.file ?? name, `create table raw."${name}" (${typed.join(', ')})`);
    for (const { file, path } of files) {
      const { sha256 } = await readContentFile(path);
      await build.run(file, 'insert into sources.reference values ($name, $file, $sha256)', { name, file, sha256 });
    }
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
}

/** A value that is still open is written as a question mark. */
export const isOpen = (cell: string): boolean => cell === '?' || cell === '？';

const valueOf = (cell = ''): string | null => (cell === '' || isOpen(cell) ? null : cell);

/** Columns that stand beside the values while a notice is entered: what the last one said. */
export const isAside = (column: string): boolean => column.startsWith('last_');

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

type CellsOfRow = Readonly<Record<string, string>>;

/** One column of a .csv of data/reference, from the top down or in another order. */
export async function readColumn(
  folder: string,
  name: string,
  column: string,
  inOrder: (rows: readonly CellsOfRow[]) => readonly CellsOfRow[] = (rows) => rows
): Promise<string[]> {
  const { table } = await readTable({ path: join(folder, `${name}.csv`), notice: null });
  if (!table?.columns.includes(column))
    throw new Error(`data/reference/${name}.csv 没有列 ${column}（有 ${table?.columns.join('、') ?? '无'}）`);
  return inOrder(table.rows.map(({ cells }) => cells)).flatMap((cells) => cells[column] || []);
}

async function gridOf(path: string): Promise<{ rows: GridRow[]; wrong: ReadTable['wrong'] }> {
  const handle = await open(path, 'r');
  const rows: GridRow[] = [];
  try {
    for await (const sheet of readText(handle, { extension: 'csv', countColumns: () => 0 }))
      for await (const block of sheet.rows) rows.push(...block);
  } catch (error) {
    if (error instanceof Unreadable) return { rows: [], wrong: [{ line: error.row, message: `${error.problem}。` }] };
    throw error;
  } finally {
    await handle.close();
  }
  const broken = rows.filter(({ issues }) => issues !== undefined);
  return {
    rows,
    wrong: broken.map(({ row, issues: issues }) => ({ line: row, message: `${issues?.[0]?.problem}。` })),
  };
}
