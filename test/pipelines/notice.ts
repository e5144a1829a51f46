import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Papa from 'papaparse';

/** By table of the notice, what stands in it otherwise. */
export type Changes = Readonly<Record<string, (text: string) => string>>;

/** The invented notice of 2026, which has two batches and judges what is handed in as a sample. */
export const notice = '2026-示例';

/** A copy of data/reference in which that notice says some things otherwise. Whoever takes it removes it. */
export async function referenceWith(changes: Changes = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'reference-'));
  await cp('data/reference', root, { recursive: true });
  const folder = join(root, 'notices', notice);
  for (const [table, change] of Object.entries(changes)) {
    const path = join(folder, `${table}.csv`);
    const before = await readFile(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${table}.csv of the notice is not changed`);
    await writeFile(path, after);
  }
  if (!('tables' in changes)) await countTables(folder);
  return root;
}

/** Writes how many rows each table has, as somebody does who has entered a notice. */
async function countTables(folder: string): Promise<void> {
  const path = join(folder, 'tables.csv');
  const rowsIn = async (name: string) =>
    Papa.parse<Record<string, string>>(await readFile(name, 'utf8'), { header: true, skipEmptyLines: true }).data;
  const batches = (await rowsIn(join(folder, '../../batches.csv'))).filter(({ notice }) => notice === basename(folder));
  const counted = (await rowsIn(path)).map(async (row) => ({
    ...row,
    rows: String(row.table === 'batches' ? batches.length : (await rowsIn(join(folder, `${row.table}.csv`))).length),
  }));
  await writeFile(path, `${Papa.unparse(await Promise.all(counted), { newline: '\n' })}\n`);
}
