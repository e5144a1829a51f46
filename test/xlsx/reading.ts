import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../src/xlsx/read/archive.ts';
import { readBook } from '../../src/xlsx/read/book.ts';
import { refuseOtherKinds } from '../../src/xlsx/read/signatures.ts';
import { openSheets } from '../../src/xlsx/read/sheets.ts';
import { readWorkbook, WorkbookError, type SheetHead, type XlsxCell, type XlsxRow } from '../../src/xlsx/index.ts';
import type { ReadOptions } from '../../src/xlsx/read/sandbox.ts';
import { workbook, type Parts } from '../province/workbook/package.ts';
import { isFull } from '../tier.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbooks-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

export function onDisk(bytes: Buffer, name = 'a.xlsx'): string {
  const path = join(folder, `${count++}-${name}`);
  writeFileSync(path, bytes);
  return path;
}

export interface WholeSheet extends SheetHead {
  rows: XlsxRow[];
}

/** All of a workbook, or the WorkbookError. */
export async function readAll(
  bytes: Buffer,
  options: ReadOptions = {}
): Promise<{ ignored: string[]; sheets: WholeSheet[] } | WorkbookError> {
  const file = await open(onDisk(bytes));
  try {
    const book = await readWorkbook(file, options);
    const sheets: WholeSheet[] = [];
    for await (const { rows, ...head } of book.sheets) sheets.push({ ...head, rows: await Array.fromAsync(rows) });
    return { ignored: book.ignored, sheets };
  } catch (error) {
    if (error instanceof WorkbookError) return error;
    throw error;
  } finally {
    await file.close();
  }
}

export async function refusalOf(bytes: Buffer, options: ReadOptions = {}): Promise<WorkbookError> {
  const read = await readAll(bytes, options);
  if (!(read instanceof WorkbookError)) throw new Error(`not refused: ${JSON.stringify(read).slice(0, 500)}`);
  return read;
}

/** All sheets, or a WorkbookError; in npm test without the process that a load starts for each workbook. */
export async function sheetsOf(bytes: Buffer): Promise<WholeSheet[]> {
  if (!isFull) return readHere(bytes);
  const read = await readAll(bytes);
  if (read instanceof WorkbookError) throw read;
  return read.sheets;
}

/** All sheets, read in this process: what the child would send. Throws a WorkbookError. */
export async function readHere(bytes: Buffer): Promise<WholeSheet[]> {
  const file = await open(onDisk(bytes));
  try {
    refuseOtherKinds(file.fd);
    const archive = await openArchive(file.fd);
    const sheets = await openSheets(archive, await readBook(archive));
    return await Promise.all(
      sheets.map(async ({ head, rows }) => ({ ...head, rows: (await Array.fromAsync(rows())).flat() }))
    );
  } finally {
    await file.close();
  }
}

/** The cells of the first row of a sheet. */
export async function cellsOf(data: string, parts: Omit<Parts, 'sheets'> = {}): Promise<XlsxCell[]> {
  const [sheet] = await readHere(workbook({ ...parts, sheets: [{ data: `<row r="1">${data}</row>` }] }));
  return sheet!.rows[0]?.cells ?? [];
}
