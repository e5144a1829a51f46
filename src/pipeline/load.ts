import { mkdir, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Defect, Receipt } from '#spec';
import { sayFault, type Fault } from '#spec/content';
import { readCurrent, type Current } from '#warehouse';
import type { Changes } from './compared/changes.ts';
import { faultsOfPipelines } from './content/check.ts';
import { walkFolder, type Found } from './intake/index.ts';
import type { OnProgress } from './reports/progress.ts';
import type { Content } from './stages/build.ts';
import type { Filled } from './versions/fill.ts';
import { bytesOf } from './versions/handed.ts';
import { damageOf, foundOf, type KeptFile } from './versions/kept.ts';
import { awaitLock, takeLock } from './versions/lock.ts';
import { makeVersion } from './versions/make-version.ts';
import { barTo } from './versions/refuse.ts';
import { lackOfSpace } from './versions/space.ts';
import { sweep } from './versions/sweep.ts';

/** Files that the warehouse keeps, in the order in which they supersede each other, and the as-of day given with them. */
export interface FileSet {
  files: readonly KeptFile[];
  asOf: string | null;
  /** Why it cannot be loaded, each with what to do. */
  reasons?: readonly string[];
}

export interface LoadOptions extends Content {
  /** The folder of files that were handed in. */
  folder?: string;
  /** In place of a folder: makes out what to load when nobody else can publish any more. */
  set?: (current: Current | null) => Promise<FileSet>;
  /** The folder of the warehouse; made where it is not there. */
  warehouse: string;
  /** The day to judge by; null: each batch's own. A set brings its own. */
  asOf: string | null;
  /** The version of this program. */
  program: string;
  /** Build and report, publish nothing. */
  dryRun?: boolean;
  /** Build also where the same was built before. */
  isAnew?: boolean;
  /** Wait until another load has ended, rather than be refused. */
  waits?: boolean;
  /** What the receipt says of where it comes from. */
  origin?: Pick<Receipt, 'by' | 'upload' | 'rebuildOf'>;
  /** Looks at what was built before it is published: why it must not be, each with what to do. */
  judge?: (filled: Filled, fingerprint: string) => Promise<string[]>;
  /** How many defects of each check to answer with; null: all. */
  perCheck?: number | null;
  onProgress?: OnProgress;
  /** What is wrong with the content: nothing is loaded by what does not hold. Default: pipelines and reference data are looked at. */
  check?: () => Promise<readonly Fault[]>;
}

export interface Outcome {
  status: 'published' | 'unchanged' | 'dry-run' | 'refused';
  /** Why it was refused, each with what to do. */
  reasons: string[];
  /** What was found; null where it was refused before a file was read. */
  receipt: Receipt | null;
  defects: Defect[];
  /** Of a dry run: what it would change. */
  changes?: Changes | null;
}

/** Loads a folder, or a set of kept files, and publishes a version. Whatever is refused, fails or is killed leaves the published version as it is. */
export async function load(options: LoadOptions): Promise<Outcome> {
  const { folder, warehouse, waits = false, onProgress = () => {} } = options;
  const bar = folder === undefined ? null : await barTo(folder, warehouse);
  if (bar !== null) return refused([bar]);
  onProgress({ step: '核对口径' });
  const faults = await (options.check ?? (() => faultsOfPipelines(options)))();
  if (faults.length > 0) return refused(faults.map(sayFault));
  const created = await mkdir(warehouse, { recursive: true });
  const waiting = () => onProgress({ step: '等候', detail: '另一个导入结束' });
  const taken = await (waits ? awaitLock(warehouse, waiting) : takeLock(warehouse));
  if ('heldBy' in taken) {
    const { pid, since } = taken.heldBy;
    return refused([`另一个导入正在进行（进程 ${pid}，${since} 开始）。请等它结束后再导入。`]);
  }
  try {
    await sweep(warehouse, taken.lock.predecessor);
    const current = await readCurrent(warehouse);
    const { files, asOf, reasons } = await handedIn(options, current);
    if (reasons.length > 0) return refused(reasons);
    const lack = await lackOfSpace(warehouse, await bytesOf(files));
    return lack === null ? await makeVersion({ ...options, files, asOf, current, lock: taken.lock }) : refused([lack]);
  } finally {
    await taken.lock.release();
    if (created !== undefined) await removeEmpty(warehouse, dirname(created));
  }
}

async function handedIn(
  { folder, set, warehouse, asOf }: LoadOptions,
  current: Current | null
): Promise<{ files: Found[]; asOf: string | null; reasons: string[] }> {
  if (folder !== undefined) return { files: await walkFolder(folder), asOf, reasons: [] };
  if (set === undefined) throw new Error('a load is given a folder or a set');
  const made = await set(current);
  return {
    files: foundOf(warehouse, made.files),
    asOf: made.asOf,
    reasons: [...(made.reasons ?? []), ...(await damageOf(warehouse, made.files))],
  };
}

const refused = (reasons: string[]): Outcome => ({ status: 'refused', reasons, receipt: null, defects: [] });

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
