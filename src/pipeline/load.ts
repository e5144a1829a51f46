import { chmod, mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sayFault } from '#spec/content';
import { readCurrent, type Current } from '#warehouse';
import { walkFolder, type FoundFile, type HashedFile } from '#intake';
import { faultsOfPipelines } from './content/check.ts';
import { checkMemory } from './stages/build-size.ts';
import { checkDiskSpace } from './versions/disk-space.ts';
import { recordMissing } from './versions/journal.ts';
import { awaitLock, lockFile, takeLock } from './versions/lock.ts';
import { makeVersion } from './versions/make-version.ts';
import { outcome, type LoadOptions, type Outcome } from './versions/options.ts';
import { checkInput } from './versions/publish-blockers.ts';
import { bytesOf, damageOf, foundOf } from './versions/stored-files.ts';
import { sweep } from './versions/sweep.ts';

/**
 * Loads a folder, or a set of kept files, and publishes a version. Whatever
 * is refused, fails or is killed leaves the published version as it is.
 */
export async function load(options: LoadOptions): Promise<Outcome> {
  const { folder, warehouse, waits = false, onProgress = () => {} } = options;
  const bar = folder === undefined ? null : await checkInput(folder, warehouse);
  if (bar !== null) return refused([bar]);
  onProgress({ step: '核对口径' });
  const faults = await (options.check ?? (() => faultsOfPipelines(options)))();
  if (faults.length > 0) return refused(faults.map(sayFault));
  const created = await mkdir(warehouse, { recursive: true, mode: 0o700 });
  await closeToOthers(warehouse);
  const waiting = () => onProgress({ step: '等候', detail: '另一个导入结束' });
  const taken = await (waits ? awaitLock(warehouse, waiting) : takeLock(warehouse));
  if ('heldBy' in taken) {
    const { pid, since } = taken.heldBy;
    return refused([`另一个导入正在进行（进程 ${pid}，${since} 开始）。请等它结束后再导入。`]);
  }
  try {
    await sweep(warehouse, taken.lock.predecessor);
    const current = await readCurrent(warehouse);
    const entered = current === null || options.dryRun ? [] : await recordMissing(warehouse);
    const { files, asOf, day, reasons } = await handedIn(options, current);
    if (reasons.length > 0) return refused(reasons);
    const bytes = await bytesOf(files);
    const lack = (await checkDiskSpace(warehouse, bytes)) ?? checkMemory(bytes, options.memory);
    if (lack !== null) return refused([lack]);
    const made = await makeVersion({
      ...options,
      files,
      asOf,
      ...(day === undefined ? {} : { day }),
      current,
      lock: taken.lock,
    });
    return { ...made, notes: [...entered.map(enteredLater), ...made.notes] };
  } finally {
    await taken.lock.release();
    if (created !== undefined) await removeEmpty(warehouse, dirname(created));
  }
}

async function handedIn(
  { folder, set, warehouse, asOf }: LoadOptions,
  current: Current | null
): Promise<{ files: (FoundFile | HashedFile)[]; asOf: string | null; day?: string; reasons: string[] }> {
  if (folder !== undefined) return { files: await walkFolder(folder), asOf, reasons: [] };
  if (set === undefined) throw new Error('a load is given a folder or a set');
  const made = await set(current);
  return {
    files: foundOf(warehouse, made.files),
    asOf: made.asOf,
    ...(made.day === undefined ? {} : { day: made.day }),
    reasons: [...(made.reasons ?? []), ...(await damageOf(warehouse, made.files))],
  };
}

const refused = (reasons: string[]): Outcome => outcome('refused', { reasons });

const enteredLater = (version: string): string =>
  `版本 ${version} 发布时没有登记（当时程序中断，或者还没有登记这回事），现已补记。`;

/** What was handed in names people: an account of the machine that has no business here reads nothing of it. */
async function closeToOthers(warehouse: string): Promise<void> {
  const { mode } = await stat(warehouse);
  // Whose folder it is not, cannot; then it is for its owner to do.
  if ((mode & 0o007) !== 0) await chmod(warehouse, mode & 0o770).catch(() => undefined);
}

/** A refused load leaves no folder that it made for itself. */
async function removeEmpty(folder: string, upTo: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.join() === lockFile) await rm(join(folder, lockFile), { force: true });
  for (let each = folder; each !== upTo; each = dirname(each)) {
    try {
      await rmdir(each);
    } catch {
      return;
    }
  }
}
