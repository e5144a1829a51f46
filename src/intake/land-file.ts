import { open, type FileHandle } from 'node:fs/promises';
import type { Build } from '#warehouse';
import type { Contract } from './contracts.ts';
import { readerOf } from './formats.ts';
import type { ColumnCounter } from './grid.ts';
import { findHeader } from './header/find.ts';
import { landSheet } from './land-sheet.ts';
import type { Origin } from './row-sink.ts';
import { writeMark, writeRefusal, type LandedFile } from './receipts.ts';
import { generatedSheet, generatedTexts } from './generated-sheets.ts';
import { contractNamed, type Expected } from './recognise.ts';
import { notATable, Unreadable } from './unreadable.ts';
import type { HashedFile } from './walk.ts';

const largestFile = 2 ** 31 - 1;

/**
 * Lands every sheet of one file. What cannot be read is written down, and the load goes on. `scratch` is a path where a
 * file may lie meanwhile.
 */
export async function landFile(
  build: Build,
  found: HashedFile,
  { order, contracts, scratch = null }: { order: number; contracts: readonly Contract[]; scratch?: string | null }
): Promise<LandedFile[]> {
  const origin: Origin = { file: found.path, sheet: '', order };
  const named = contractNamed(found.path, contracts);
  if (found.kind !== 'file') {
    const bar = await unlessUnreadable(() => readerOf(found));
    if (bar instanceof Unreadable)
      await (found.kind === 'hidden'
        ? writeMark(build, origin, bar)
        : writeRefusal(build, origin, named?.name ?? null, bar));
    return [];
  }
  const file = await open(found.diskPath, 'r');
  try {
    const { size: bytes } = await file.stat();
    return await landOpen(build, file, found, origin, { named, contracts, scratch }, { sha256: found.sha256, bytes });
  } finally {
    await file.close();
  }
}

async function landOpen(
  build: Build,
  file: FileHandle,
  found: HashedFile,
  origin: Origin,
  expected: Expected & { scratch: string | null },
  facts: { sha256: string; bytes: number }
): Promise<LandedFile[]> {
  const refused = { ...facts, encoding: null, source: expected.named?.name ?? null, sheetRead: null };
  const landed: LandedFile[] = [];
  const others: { sheet: LandedFile; error: Unreadable }[] = [];
  const refuse = async (sheet: LandedFile, error: Unreadable) => {
    await writeRefusal(build, sheet, sheet.source, error);
    landed.push(sheet);
  };
  const whole = await unlessUnreadable(async () => {
    if (facts.bytes > largestFile) throw new Unreadable('too_large', '文件超过 2 GB', '请把数据分成几个文件再交');
    for await (const sheet of readerOf(found)(file, {
      extension: found.extension,
      countColumns: columnCounter(expected),
    })) {
      const named = contractNamed(sheet.name, expected.contracts) ?? expected.named;
      const read = { ...origin, ...refused, sheet: sheet.name, encoding: sheet.encoding, source: named?.name ?? null };
      const sheetRead = await unlessUnreadable(() =>
        landSheet(build, sheet, read, {
          ...expected,
          named,
          isOfWorkbook: sheet.name !== '',
          mayBeProse: isText(found),
        })
      );
      if (!(sheetRead instanceof Unreadable))
        landed.push({ ...read, source: sheetRead.layout.contract.name, sheetRead });
      else if (isNoTable(sheetRead)) others.push({ sheet: read, error: sheetRead });
      else await refuse(read, sheetRead);
    }
    if (landed.length + others.length === 0)
      throw new Unreadable('empty_file', '文件里没有一张表', '请重新导出或重新拷贝后再交');
  });
  const prose =
    others.find(({ error }) => error.check === notTable)?.error ?? (whole instanceof Unreadable ? whole : null);
  if (prose && !expected.named && isText(found) && landed.length === 0) {
    if (!(await isGenerated(file)))
      await writeMark(build, origin, prose.check === notTable ? prose : notATable(`文本（${prose.problem}）`));
    return [];
  }
  const hasTable = landed.some(({ sheetRead }) => sheetRead !== null);
  for (const { sheet, error } of others) {
    if (!hasTable) await refuse(sheet, error);
    else if (error.check !== generatedSheet) await writeMark(build, sheet, error);
  }
  if (whole instanceof Unreadable) await refuse({ ...origin, ...refused }, whole);
  return landed;
}

async function isGenerated(file: FileHandle): Promise<boolean> {
  const head = Buffer.alloc(64);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  const text = head
    .toString('utf8', 0, bytesRead)
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n');
  return generatedTexts.some((start) => text.startsWith(start));
}

/** What may as well be a text for people. */
const isText = ({ extension }: HashedFile): boolean => extension === 'txt' || extension === 'md';

/** A sheet of notes, or one without anything: no matter where another sheet is read. */
const isNoTable = ({ check }: Unreadable): boolean =>
  [generatedSheet, notTable, 'other_sheet', 'empty_file', 'example_sheet'].includes(check);

const notTable = notATable('').check;

/** The Unreadable in which the work ended, if it did. */
async function unlessUnreadable<T>(work: () => T | Promise<T>): Promise<T | Unreadable> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}

/** By the contract that the name tells, and where it knows none of the columns by the others. */
const columnCounter = ({ named, contracts }: Expected): ColumnCounter => {
  const most = (rows: readonly (readonly string[])[], of: readonly Contract[]) =>
    Math.max(0, ...of.map(({ names }) => findHeader(rows, names)?.named ?? 0));
  return (rows) => (named ? most(rows, [named]) : 0) || most(rows, contracts);
};
