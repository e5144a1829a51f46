import { readTable } from '#pipeline';
import { notOneOf, type Fault } from '#spec/content';

export interface AccessRow {
  line: number;
  cells: Readonly<Record<string, string>>;
}

/** The rows of a table of data/access with these columns, each named once in the first; and what is wrong with it. */
export async function readAccessTable(
  path: string,
  file: string,
  columns: readonly string[]
): Promise<{ rows: AccessRow[]; faults: Fault[] }> {
  const { table, wrong } = await readTable({ path, notice: null }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return { table: null, wrong: [{ line: null, message: '没有这个文件。' }] };
  });
  const faults = wrong.map((each) => ({ file, ...each }));
  if (table === null) return { rows: [], faults };
  const missing = columns.filter((name) => !table.columns.includes(name));
  const odd = table.columns.filter((name) => !columns.includes(name));
  for (const name of missing) faults.push({ file, line: 1, message: `缺列 ${name}。` });
  for (const name of odd) faults.push({ file, line: 1, message: notOneOf('没有列', name, columns) });
  const [key = ''] = columns;
  const known = new Set<string>();
  for (const { line, cells } of table.rows) {
    const name = cells[key] ?? '';
    if (name === '') faults.push({ file, line, message: `${key} 没有填。` });
    else if (known.has(name)) faults.push({ file, line, message: `${name} 写了两次。` });
    known.add(name);
  }
  return { rows: missing.length > 0 ? [] : table.rows, faults };
}

/** What a cell lists, divided by 、. */
export const listIn = (cell = ''): string[] =>
  cell
    .split('、')
    .map((each) => each.trim())
    .filter((each) => each !== '');
