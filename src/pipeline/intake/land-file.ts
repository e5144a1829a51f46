import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from '#warehouse';
import type { Contract } from './contracts.ts';
import { digest } from './digest.ts';
import { readerOf } from './formats.ts';
import type { Judge } from './grid.ts';
import { findHeader } from './header/find.ts';
import { landSheet, type Expected } from './land-sheet.ts';
import type { Origin } from './ledger.ts';
import { writeRefusal, type LandedFile } from './receipts.ts';
import { contractNamed } from './recognise.ts';
import { Unreadable } from './unreadable.ts';
import type { Found } from './walk.ts';

const largestFile = 2 ** 31 - 1;

/** Lands every sheet of one file. What cannot be read is written down, and the load goes on. */
export async function landFile(
  build: Build,
  found: Found,
  { folder, order, contracts }: { folder: string; order: number; contracts: readonly Contract[] }
): Promise<LandedFile[]> {
  const origin: Origin = { file: found.path, sheet: '', order };
  const named = contractNamed(found.path, contracts);
  if (found.kind !== 'file') {
    await refusing(build, origin, named, async () => void readerOf(found));
    return [];
  }
  const file = await open(join(folder, found.path), 'r');
  try {
    const before = await file.stat();
    const landed = await landOpen(build, file, found, origin, { named, contracts }, { sha256: await digest(file), bytes: before.size });
    const after = await file.stat();
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new Error(`${found.path}：导入过程中文件被改动，请关闭正在编辑它的程序后重新导入`);
    return landed;
  } finally {
    await file.close();
  }
}

async function landOpen(
  build: Build,
  file: FileHandle,
  found: Found,
  origin: Origin,
  expected: Expected,
  facts: { sha256: string; bytes: number }
): Promise<LandedFile[]> {
  const landed: LandedFile[] = [];
  const refused = { ...facts, encoding: null, source: expected.named?.name ?? null, sheetRead: null };
  const whole = await refusing(build, origin, expected.named, async () => {
    if (facts.bytes > largestFile) throw new Unreadable('too_large', '文件超过 2 GB', '请把数据分成几个文件再交');
    const judge = judgeBy(expected);
    for await (const sheet of readerOf(found)(file, { extension: found.extension, judge })) {
      const of = { ...origin, sheet: sheet.name };
      const sheetRead = await refusing(build, of, expected.named, () => landSheet(build, sheet, of, expected));
      landed.push({ ...of, ...refused, encoding: sheet.encoding, source: sheetRead?.layout.contract.name ?? refused.source, sheetRead });
    }
    if (landed.length === 0) throw new Unreadable('empty_file', '文件里没有一张表', '请重新导出或重新拷贝后再交');
    return true;
  });
  return whole ? landed : [...landed, { ...origin, ...refused }];
}

/** null where the work ended in an Unreadable, which then stands in sources.defects. */
async function refusing<T>(build: Build, origin: Origin, named: Contract | null, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    await writeRefusal(build, origin, named?.name ?? null, error);
    return null;
  }
}

const judgeBy = ({ named, contracts }: Expected): Judge => {
  const readers = (named ? [named] : contracts).map(({ names }) => names);
  return (rows) => Math.max(0, ...readers.map((names) => findHeader(rows, names)?.named ?? 0));
};
