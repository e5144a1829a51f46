import { appendFile, cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';

/** By table of the notice, what stands in it otherwise. */
export type Changes = Readonly<Record<string, (text: string) => string>>;

const batches = `2026-1,2026年第一批,2026,N,2026-04-15 17:00:00,三（一）,2026-04-20 17:00:00,三（二）,,,,,2026-04-15
2026-2,2026年第二批,2026,N,2026-08-31 17:00:00,三（一）,2026-09-05 17:00:00,三（二）,,,,,2026-08-31
`;

/**
 * A copy of data/reference with one more notice, N, that has two batches in 2026. It says what the notice
 * of 2025 says and carries over what that listed, with these changes. Whoever takes it removes it.
 */
export async function referenceWith(changes: Changes = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'reference-'));
  await cp('data/reference', root, { recursive: true });
  const notice = join(root, 'notices/N');
  await appendFile(join(root, 'batches.csv'), batches);
  await cp('data/reference/notices/2025', notice, { recursive: true });
  const edits: Changes = { carry_overs: () => 'from_batch,clause\n2025,二（五）\n', ...changes };
  for (const [table, change] of Object.entries(edits)) {
    const path = join(notice, `${table}.csv`);
    const before = await readFile(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${table}.csv of the notice is not changed`);
    await writeFile(path, after);
  }
  await countTables(notice);
  return root;
}

/** Writes how many rows each table has, as somebody does who has entered a notice. */
async function countTables(notice: string): Promise<void> {
  const path = join(notice, 'tables.csv');
  const { data } = Papa.parse<Record<string, string>>(await readFile(path, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const counted = data.map(async (row) => {
    const text = await readFile(join(notice, `${row.table}.csv`), 'utf8');
    return { ...row, rows: String(Papa.parse(text, { header: true, skipEmptyLines: true }).data.length) };
  });
  await writeFile(path, `${Papa.unparse(await Promise.all(counted), { newline: '\n' })}\n`);
}
