import { join } from 'node:path';
import { readTable } from '#pipeline';
import { notOneOf, type Fault } from '#spec/content';

export interface Row {
  line: number;
  cells: Readonly<Record<string, string>>;
}

export interface Table {
  rows: readonly Row[];
  faults: Fault[];
  /** Adds what is wrong with a row. */
  wrong(line: number | null, message: string): void;
}

/** The rows of a table of data/alerts with these columns. One that is not there has none, and that is a fault. */
export async function readAlertsTable(folder: string, name: string, columns: readonly string[]): Promise<Table> {
  const file = `data/alerts/${name}.csv`;
  const faults: Fault[] = [];
  const wrong = (line: number | null, message: string) => void faults.push({ file, line, message });
  const read = await readTable({ path: join(folder, `${name}.csv`), notice: null }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return { table: null, wrong: [{ line: null, message: '没有这个文件。' }] };
    }
  );
  for (const { line, message } of read.wrong) wrong(line, message);
  const { table } = read;
  if (table === null) return { rows: [], faults, wrong };
  const missing = columns.filter((column) => !table.columns.includes(column));
  for (const column of missing) wrong(1, `缺列 ${column}。`);
  for (const column of table.columns) if (!columns.includes(column)) wrong(1, notOneOf('没有列', column, columns));
  return { rows: missing.length > 0 ? [] : table.rows, faults, wrong };
}
