import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { warehouseFormat, type Receipt } from '#spec';
import { isVersion } from './naming.ts';
import { isPublished, readPointer } from './pointer.ts';
import { readReceipt, sizesOf } from './receipt-file.ts';

export interface Current {
  version: string;
  path: string;
  receipt: Receipt;
  /** Why it is not the version that `current` names; null where it is. */
  warning: string | null;
}

export const warehouseFile = (folder: string, version: string): string => join(folder, `${version}.duckdb`);

/** Whether this program can read the version: else it is built again from its originals. */
export const isReadable = ({ format }: Pick<Receipt, 'format'>): boolean => format === warehouseFormat;

/** The published versions of which there are a file and a record, newest first, by name: nothing is opened. */
export async function namedVersions(folder: string): Promise<string[]> {
  const pointer = await readPointer(folder);
  const names = new Set(await namesIn(folder));
  return [...names]
    .filter((name) => name.endsWith('.duckdb'))
    .map((name) => name.slice(0, -'.duckdb'.length))
    .filter((name) => isPublished(pointer, name) && names.has(`${name}.json`))
    .sort()
    .reverse();
}

/**
 * The published versions whose files are whole, newest first.
 * What was put in place but never published is not among them.
 */
export async function listVersions(folder: string): Promise<string[]> {
  const named = await namedVersions(folder);
  const faults = await Promise.all(named.map((version) => faultOf(folder, version)));
  return named.filter((_, index) => faults[index] === null);
}

/**
 * The version to read: the one that `current` names or, where that is not whole, the newest before it that is, else any
 * that is, with a warning; null where nothing was published. Versions that turned out damaged when they were read are
 * passed in `except`, each with why.
 */
export async function readCurrent(
  folder: string,
  { except = new Map() }: { except?: ReadonlyMap<string, string> } = {}
): Promise<Current | null> {
  const pointer = await readPointer(folder);
  const wrongOf = async (version: string) => except.get(version) ?? (await faultOf(folder, version));
  const named = await namedVersions(folder);
  const candidates = isVersion(pointer.version)
    ? [...named.filter((each) => each <= pointer.version), ...named.filter((each) => each > pointer.version)]
    : named;
  for (const version of candidates) {
    if ((await wrongOf(version)) !== null) continue;
    const receipt = await readReceipt(folder, version);
    const path = warehouseFile(folder, version);
    if (version === pointer.version) return { version, path, receipt, warning: null };
    const wrong = pointer.fault ?? `${pointer.version}.duckdb ${(await wrongOf(pointer.version)) ?? '打不开'}`;
    return { version, path, receipt, warning: `${wrong}，改用最近的完整版本 ${version}。请重新导入。` };
  }
  return null;
}

/**
 * The records of everything that was ever published and can be read, the oldest first, also where the version itself is
 * damaged or was pruned; without those that are known already.
 */
export async function listReceipts(folder: string, known: ReadonlySet<string> = new Set()): Promise<Receipt[]> {
  const pointer = await readPointer(folder);
  const versions = (await namesIn(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => isPublished(pointer, name) && !known.has(name))
    .sort();
  const receipts = await Promise.all(versions.map((version) => readReceipt(folder, version).catch(() => null)));
  return receipts.filter((receipt) => receipt !== null);
}

/**
 * The records of what was published after a moment, the newest first, and behind them the last one before it, if there
 * is one. What cannot be read is passed over.
 */
export async function receiptsSince(folder: string, at: string): Promise<Receipt[]> {
  const pointer = await readPointer(folder);
  const names = (await namesIn(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => isPublished(pointer, name))
    .sort()
    .reverse();
  const found: Receipt[] = [];
  for (const name of names) {
    const receipt = await readReceipt(folder, name).catch(() => null);
    if (receipt === null) continue;
    found.push(receipt);
    if (Date.parse(receipt.loadedAt) <= Date.parse(at)) break;
  }
  return found;
}

/**
 * The record of the version that was published last, also where its file is damaged or gone; null where there is none.
 */
export async function readLastReceipt(folder: string): Promise<Receipt | null> {
  const { version } = await readPointer(folder);
  const recorded = isVersion(version) ? await readReceipt(folder, version).catch(() => null) : null;
  return recorded ?? (await readCurrent(folder))?.receipt ?? null;
}

/** What is wrong with the files of a version, or null. */
export async function faultOf(folder: string, version: string): Promise<string | null> {
  const path = warehouseFile(folder, version);
  const receipt = await readReceipt(folder, version).catch(() => null);
  if (!receipt) return '的记录缺失或读不出来';
  try {
    const { size } = await stat(path);
    const [expected = 0, ...others] = sizesOf(folder, receipt);
    if (size !== expected && !others.includes(size)) return `不完整（应为 ${expected} 字节，实为 ${size} 字节）`;
    return (await magicOf(path)) === 'DUCK' ? null : '不是数据仓库文件';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? '缺失' : '读不出来';
  }
}

async function magicOf(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 8);
    return buffer.toString('latin1');
  } finally {
    await handle.close();
  }
}

/** The names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
