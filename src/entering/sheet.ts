import { constants } from 'node:fs';
import { access, readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTable, type OpenItem } from '#pipeline';
import { hashOf } from '#warehouse';
import { cellsOf, takeApart, type Taken } from './rewrite.ts';

/** A table of the content as it lies on disk. */
export interface Sheet {
  bytes: Buffer;
  /** SHA-256 of the bytes, in hex. */
  digest: string;
  taken: Taken;
  rows: string[][];
  /** Which row of a spreadsheet each of them is. */
  lines: number[];
}

/** Reads a table to be filled in; a text says why it cannot be on a page. */
export async function readSheet(path: string): Promise<Sheet | string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (bytes === null) return '没有这个文件。';
  return sheetOf(path, bytes);
}

/**
 * The same of bytes that were read: what this takes apart and what a load reads of the same file must be one, or a page
 * would show and save another table than the one that judges.
 */
async function sheetOf(path: string, bytes: Buffer): Promise<Sheet | string> {
  const taken = takeApart(bytes);
  if (typeof taken === 'string') return taken;
  const { table, wrong } = await readTable({ path, notice: null });
  if (table === null) return `${wrong[0]?.message ?? '读不出来。'}请在服务器上改好，再来填。`;
  const rows = cellsOf(taken);
  const loaded = table.rows.map(({ cells }) => table.columns.map((column) => cells[column] ?? ''));
  if (JSON.stringify([taken.columns, rows]) !== JSON.stringify([table.columns, withLines(loaded)]))
    return '这个文件的写法网页认不准。请在服务器上用 Excel 或 WPS 打开，另存为“CSV UTF-8”，再来填。';
  return { bytes, digest: hashOf(bytes), taken, rows, lines: table.rows.map(({ line }) => line) };
}

/** A table of which there is no file yet: these columns and no row. */
export function emptySheet(columns: readonly string[]): Sheet {
  const bytes = Buffer.from(`\ufeff${columns.join(',')}\r\n`);
  const taken = takeApart(bytes);
  if (typeof taken === 'string') throw new Error(taken);
  return { bytes, digest: hashOf(bytes), taken, rows: [], lines: [] };
}

const withLines = (rows: readonly (readonly string[])[]): string[][] =>
  rows.map((row) => row.map((cell) => cell.replaceAll(/\r\n?/g, '\n')));

/** Why nothing can be saved to a file; null where it can. */
export async function refusalOfFile(path: string): Promise<string | null> {
  try {
    const real = await realpath(path);
    await access(real, constants.W_OK);
    await access(dirname(real), constants.W_OK);
    return null;
  } catch {
    return '程序所在的文件夹是只读的，网页上只能看和预览，不能保存。请管理员给运行百景的账号写权限，或照预览在服务器上改这个文件。';
  }
}

/** What is still open of a table, each with the row and, where the words name one, the column that it is about. */
export interface OpenCell {
  /** Of data/…, as a spreadsheet counts; null: of the whole table. */
  line: number | null;
  column: string | null;
  item: string;
}

export const openOf = (items: readonly OpenItem[], file: string, columns: readonly string[]): OpenCell[] =>
  items.filter((each) => each.file === file).map(({ line, item }) => ({ line, column: columnIn(item, columns), item }));

/** The first column that some words name. */
export function columnIn(words: string, columns: readonly string[]): string | null {
  const found = columns
    .map((column) => ({ column, at: words.search(new RegExp(`(?<![a-z_])${column}(?![a-z_])`)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found[0]?.column ?? null;
}

/** Words in which columns are called as people call them. */
export const inWords = (words: string, titles: ReadonlyMap<string, { title: string }>): string =>
  [...titles].reduce(
    (said, [column, { title }]) =>
      title === '' ? said : said.replaceAll(new RegExp(`(?<![a-z_.])${column}(?![a-z_.])`, 'g'), title),
    words
  );
