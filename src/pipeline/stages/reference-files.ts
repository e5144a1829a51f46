import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decoded, short } from '#spec/content';
import { readText, Unreadable, type GridRow } from '#intake';
import { isContentFile } from './content-files.ts';

/** What the program itself says of a row of raw.<name>: its notice, its file, and its row as a spreadsheet has it. */
export const ownColumns = ['notice', 'source_file', 'source_row'];

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

/** The text of a notice, in its folder; null where it is not at hand. */
export const textOfNotice = (folder: string, notice: string): Promise<string | null> =>
  readFile(join(folder, 'notices', notice, 'notice.md')).then(decoded, () => null);

/** A file of data/reference that could be read. */
export interface ReadReference extends ReferenceFile {
  columns: readonly string[];
  rows: readonly { line: number; cells: Readonly<Record<string, string>> }[];
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

/** A value that is still open is written as a question mark. */
export const isOpen = (cell: string): boolean => cell === '?' || cell === '？';

/** Columns that stand beside the values while a notice is entered: what the last one said. */
export const isAside = (column: string): boolean => column.startsWith('last_');

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

/** A file of data/reference, and its table if it can be read. */
export type ReadFile = ReferenceFile & ReadTable;

/** Reads every .csv of data/reference. */
export const readReference = async (folder: string): Promise<ReadFile[]> =>
  Promise.all(
    (await referenceFiles(folder)).map(async (file) => ({
      ...file,
      ...(file.name === 'waivers' ? notHere : await readTable(file)),
    }))
  );

/** What was entered there before decisions were on record. */
const notHere: ReadTable = {
  table: null,
  wrong: [
    {
      line: null,
      message:
        '豁免不再写在这里，改为核定，记在数据仓库旁边：运行 npm run decide -- --from data/reference/waivers.csv 导入一次（列不用改），或在每条核查结果的页面上核定；然后把这个文件移走。',
    },
  ],
};

/** The tables of those files that could be read. */
export const tablesIn = (files: readonly ReadFile[]): ReadReference[] =>
  files.flatMap(({ table, name, notice, file, path }) => (table ? [{ name, notice, file, path, ...table }] : []));
