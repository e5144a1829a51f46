import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { warehouseFormat, type Receipt } from '#spec';
import { isVersion } from './naming.ts';

export interface Current {
  version: string;
  path: string;
  receipt: Receipt;
  /** Why it is not the version that `current` names; null where it is. */
  warning: string | null;
}

/** What `current` says from before the first version is put in place until it is published. */
export const none = 'none';

export const warehouseFile = (folder: string, version: string): string => join(folder, `${version}.duckdb`);

export const receiptFile = (folder: string, version: string): string => join(folder, `${version}.json`);

/** Whether this program can read the version: else it is built again from its originals. */
export const isReadable = ({ format }: Pick<Receipt, 'format'>): boolean => format === warehouseFormat;

/**
 * The published versions whose files are whole, newest first.
 * What was put in place but never published is not among them.
 */
export async function listVersions(folder: string): Promise<string[]> {
  const pointer = await readPointer(folder);
  if (pointer === none) return [];
  const names = (await namesIn(folder))
    .filter((name) => name.endsWith('.duckdb'))
    .map((name) => name.slice(0, -'.duckdb'.length));
  const published = names
    .filter((name) => isVersion(name) && (!isVersion(pointer) || name <= pointer))
    .sort()
    .reverse();
  const whole = await Promise.all(published.map(async (version) => (await fault(folder, version)) === null));
  return published.filter((_, index) => whole[index]);
}

/**
 * The version to read: the one that `current` names or, where that is not whole, the newest that is, with a warning;
 * null where nothing was published. A version that turned out unreadable when it was opened is passed in `except`.
 */
export async function readCurrent(
  folder: string,
  { except = [] }: { except?: readonly string[] } = {}
): Promise<Current | null> {
  const pointer = await readPointer(folder);
  const version = (await listVersions(folder)).find((each) => !except.includes(each));
  if (version === undefined) return null;
  const receipt = await readReceipt(folder, version);
  const path = warehouseFile(folder, version);
  if (version === pointer) return { version, path, receipt, warning: null };
  const wrong = !isVersion(pointer)
    ? `current 的内容不是版本号（${JSON.stringify(pointer.slice(0, 40))}）`
    : `${pointer}.duckdb ${except.includes(pointer) ? '打不开' : ((await fault(folder, pointer)) ?? '打不开')}`;
  return { version, path, receipt, warning: `${wrong}，改用最近的完整版本 ${version}。请重新导入。` };
}

/** The record of a load. One that is missing or is not the record of that version is an Error. */
export async function readReceipt(folder: string, version: string): Promise<Receipt> {
  if (!isVersion(version)) throw new Error(`${version} is not the name of a version`);
  const receipt = JSON.parse(await readFile(receiptFile(folder, version), 'utf8')) as Receipt;
  if (receipt?.version !== version) throw new Error(`${version}.json: is the record of version ${receipt?.version}`);
  const defects = receipt.defects.map((each) => Object.assign({ title: each.check }, each));
  return Object.assign({ ...unsaid, number: version }, receipt, { defects });
}

/** What records of format 0 may leave out. */
const unsaid = {
  format: 0,
  digest: '',
  sha256: '',
  by: null,
  givenAsOf: null,
  upload: null,
  rebuildOf: null,
  compared: null,
  assertions: [],
};

/**
 * The records of everything that was ever published and can be
 * read, the oldest first, also where the version itself is damaged.
 */
export async function listReceipts(folder: string): Promise<Receipt[]> {
  const pointer = await readPointer(folder);
  const versions = (await namesIn(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((name) => isVersion(name) && pointer !== none && (!isVersion(pointer) || name <= pointer))
    .sort();
  const receipts = await Promise.all(versions.map((version) => readReceipt(folder, version).catch(() => null)));
  return receipts.filter((receipt) => receipt !== null);
}

/**
 * The record of the version that was published last, also where its file is damaged or gone; null where there is none.
 */
export async function readLastReceipt(folder: string): Promise<Receipt | null> {
  const pointer = await readPointer(folder);
  const recorded = isVersion(pointer) ? await readReceipt(folder, pointer).catch(() => null) : null;
  return recorded ?? (await readCurrent(folder))?.receipt ?? null;
}

/** What is wrong with the files of a version, or null. */
async function fault(folder: string, version: string): Promise<string | null> {
  const path = warehouseFile(folder, version);
  const receipt = await readReceipt(folder, version).catch(() => null);
  if (!receipt) return '的记录缺失或读不出来';
  try {
    const { size } = await stat(path);
    if (size !== receipt.bytes) return `不完整（应为 ${receipt.bytes} 字节，实为 ${size} 字节）`;
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

/** What `current` says, trimmed; '' where there is no such file. */
export async function readPointer(folder: string): Promise<string> {
  try {
    return (await readFile(join(folder, 'current'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
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
