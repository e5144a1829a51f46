import { mkdir, readdir, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Defect, Receipt } from '#spec';
import { localTime, nameVersion, publish, readCurrent, verifyFile } from '#warehouse';
import type { Content } from './build.ts';
import { fillFile } from './fill.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hashHanded, listHanded } from './handed.ts';
import { keepFiles } from './keep.ts';
import { takeLock, type Lock } from './lock.ts';
import type { OnProgress } from './progress.ts';
import { barTo, reasonsAgainst } from './refuse.ts';
import { lackOfSpace } from './space.ts';
import { sweep, sweepScratch } from './sweep.ts';

export interface LoadOptions extends Content {
  /** The folder of files that were handed in. */
  folder: string;
  /** The folder of the warehouse; made where it is not there. */
  warehouse: string;
  /** The day to judge by; null: each batch's own. */
  asOf: string | null;
  /** The version of this program. */
  program: string;
  /** Build and report, publish nothing. */
  dryRun?: boolean;
  /** How many defects of each check to answer with; null: all. */
  perCheck?: number | null;
  onProgress?: OnProgress;
}

export interface Outcome {
  status: 'published' | 'unchanged' | 'dry-run' | 'refused';
  /** Why it was refused, each with what to do. */
  reasons: string[];
  /** What was found; null where it was refused before a file was read. */
  receipt: Receipt | null;
  defects: Defect[];
}

/** Loads a folder and publishes a version. Whatever is refused, fails or is killed leaves the published version as it is. */
export async function load(options: LoadOptions): Promise<Outcome> {
  const { folder, warehouse } = options;
  const bar = await barTo(options);
  if (bar !== null) return refused([bar]);
  const created = await mkdir(warehouse, { recursive: true });
  const taken = await takeLock(warehouse);
  if ('heldBy' in taken) {
    const { pid, since } = taken.heldBy;
    return refused([`另一个导入正在进行（进程 ${pid}，${since} 开始）。请等它结束后再导入。`]);
  }
  try {
    await sweep(warehouse, taken.lock.predecessor);
    const bytes = (await listHanded(folder)).reduce((sum, file) => sum + file.bytes, 0);
    const lack = await lackOfSpace(warehouse, bytes);
    return lack === null ? await loadLocked(options, taken.lock) : refused([lack]);
  } finally {
    await taken.lock.release();
    if (created !== undefined) await removeEmpty(warehouse, dirname(created));
  }
}

async function loadLocked(options: LoadOptions, lock: Lock): Promise<Outcome> {
  const { folder, warehouse, dryRun = false, onProgress = () => {} } = options;
  const started = new Date();
  onProgress({ step: '核对文件' });
  const files = await hashHanded(folder);
  const fingerprint = await fingerprintOf({ ...options, files });
  const current = await readCurrent(warehouse);
  if (!dryRun && current?.warning === null && current.receipt.fingerprint === fingerprint) {
    return { status: 'unchanged', reasons: [], receipt: current.receipt, defects: [] };
  }
  const version = nameVersion(started, fingerprint, { there: (await readdir(warehouse)).map((name) => name.slice(0, 24)) });
  const loadedAt = localTime(started);
  const path = join(warehouse, `.build-${version}.duckdb`);
  try {
    const { account, defects, digest } = await fillFile(path, { ...options, version, loadedAt, fingerprint, onProgress });
    const { size: bytes } = await stat(path);
    const { projects: _, ...found } = account;
    const receipt: Receipt = { version, loadedAt, fingerprint, bytes, seconds: secondsSince(started), ...found };
    const reasons = reasonsAgainst(account, files);
    if (reasons.length > 0) return { status: 'refused', reasons, receipt, defects };
    onProgress({ step: '回读校验' });
    await verifyFile(path, digest);
    if (dryRun) return { status: 'dry-run', reasons: [], receipt, defects };
    onProgress({ step: '保存原件' });
    await keepFiles(warehouse, folder, keepable(receipt));
    onProgress({ step: '发布' });
    await lock.announce(version);
    const published = { ...receipt, seconds: secondsSince(started) };
    await publish(warehouse, path, published);
    return { status: 'published', reasons: [], receipt: published, defects };
  } finally {
    await sweepScratch(warehouse);
  }
}

const refused = (reasons: string[]): Outcome => ({ status: 'refused', reasons, receipt: null, defects: [] });

const secondsSince = (start: Date): number => Math.round((Date.now() - start.getTime()) / 100) / 10;

const keepable = ({ files }: Receipt) => files.map(({ file, sha256 }) => ({ path: file, sha256 }));

/** A refused load leaves no folder that it made for itself. */
async function removeEmpty(folder: string, upTo: string): Promise<void> {
  for (let each = folder; each !== upTo; each = dirname(each)) {
    try {
      await rmdir(each);
    } catch {
      return;
    }
  }
}
