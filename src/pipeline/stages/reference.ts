import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sayFault, short } from '#spec/content';
import { QueryError, type Build } from '#warehouse';
import { readText, Unreadable, type GridRow } from '#intake';
import { isContentFile, readContentFile } from './content-files.ts';
import { makeModels } from './make.ts';
import type { Model } from './models.ts';

/** Where each row of raw.<name> stands in its file: as a spreadsheet numbers it. */
const rowColumn = 'source_row';

/**
 * Lands every .csv of data/reference as raw.<name>, all text but the number
 * of the row, and says which there are; sources.reference tells the files.
 */
export async function landReference(build: Build, folder: string): Promise<string[]> {
  await createRaw(build);
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.csv') && isContentFile(name))
    .map((name) => name.slice(0, -'.csv'.length))
    .sort();
  for (const name of names) await landTable(build, folder, name);
  return names;
}

/** Makes what the tables of data/reference are landed in. */
export async function createRaw(build: Build): Promise<void> {
  await build.run('raw', 'create schema raw');
  await build.run('sources', 'create schema if not exists sources');
  await build.run(
    'sources.reference',
    'create table sources.reference (name varchar not null, source_file varchar not null, sha256 varchar not null)'
  );
}

/** Makes the reference stage; whatever fails names the file of data/reference that the model reads. */
export async function makeReference(build: Build, models: readonly Model[], landed: readonly string[]): Promise<void> {
  for (const { file, sql } of models) {
    const absent = rawTables(sql).find((name) => !landed.includes(name));
    if (absent)
      throw new Error(
        `data/reference/${absent}.csv is missing: ${file} reads it (found ${landed.join(', ') || 'no .csv'})`
      );
  }
  try {
    await makeModels(build, models);
  } catch (error) {
    const model =
      error instanceof QueryError ? models.find(({ file }) => error.message.startsWith(`${file}:`)) : undefined;
    if (!model) throw error;
    const read = rawTables(model.sql).map((name) => `data/reference/${name}.csv`);
    throw new QueryError(`${read.join(', ')} (read by ${model.file})`, model.sql, (error as Error).cause);
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
export async function readTable(folder: string, name: string): Promise<ReadTable> {
  const { rows: read, wrong } = await gridOf(join(folder, `${name}.csv`));
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
    if (column === rowColumn) return [`列名 ${rowColumn} 是程序自己用的，请换一个。`];
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

/** Lands a table of data/reference as raw.<name>. One that does not hold is an Error that says where. */
async function landTable(build: Build, folder: string, name: string): Promise<void> {
  const { table, wrong } = await readTable(folder, name);
  const file = `data/reference/${name}.csv`;
  if (table === null || wrong.length > 0) throw new Error(wrong.map((each) => sayFault({ file, ...each })).join('\n'));
  await landRows(build, folder, { name, ...table });
}

/** Lands what was read of a table of data/reference as raw.<name>. */
export async function landRows(
  build: Build,
  folder: string,
  { name, columns, rows }: { name: string } & NonNullable<ReadTable['table']>
): Promise<void> {
  const file = `data/reference/${name}.csv`;
  await build.run(
    file,
    `create table raw."${name}" (${columns.map((each) => `"${each}" varchar`).join(', ')}, ${rowColumn} integer)`
  );
  const { sha256 } = await readContentFile(join(folder, `${name}.csv`));
  await build.run(file, 'insert into sources.reference values ($name, $file, $sha256)', { name, file, sha256 });
  const appender = await build.append('raw', name);
  for (const { line, cells } of rows) appender.row([...columns.map((column) => cells[column] || null), line]);
  appender.close();
}

/** One column of a .csv of data/reference, from the top down. */
export async function readColumn(folder: string, name: string, column: string): Promise<string[]> {
  const { table } = await readTable(folder, name);
  if (!table?.columns.includes(column))
    throw new Error(`data/reference/${name}.csv 没有列 ${column}（有 ${table?.columns.join('、') ?? '无'}）`);
  return table.rows.flatMap(({ cells }) => cells[column] || []);
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
