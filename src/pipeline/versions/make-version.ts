import { readdir, stat } from 'node:fs/promises';
import { warehouseFormat, type Receipt } from '#spec';
import { hashFile, hashOf, isReadable, nameVersion, publish, verifyFile, zonedTime, type Current } from '#warehouse';
import type { FoundFile, HashedFile } from '#intake';
import { threadsFor } from '../stages/threads.ts';
import { fillFile } from './fill.ts';
import { recordPublication, withRecord } from './journal.ts';
import type { Lock } from './lock.ts';
import { readBuildInputs } from './manifest.ts';
import { outcome, type LoadOptions, type Outcome } from './options.ts';
import { publishBlockers } from './publish-blockers.ts';
import { nextNumber } from './receipt-number.ts';
import { copyFiles, storeFiles } from './store-files.ts';
import { bytesOf } from './stored-files.ts';
import { scratchIn, sweepScratch } from './sweep.ts';

export interface VersionOptions extends LoadOptions {
  /** In the order in which they supersede each other; those without a hash are copied first. */
  files: readonly (FoundFile | HashedFile)[];
  /** What is published now. */
  current: Current | null;
  lock: Lock;
}

/** Builds a version of these files beside the others, looks at it from every side, and publishes it. */
export async function makeVersion(options: VersionOptions): Promise<Outcome> {
  try {
    return await make(options);
  } finally {
    await sweepScratch(options.warehouse);
  }
}

async function make(options: VersionOptions): Promise<Outcome> {
  const { current, lock, warehouse, asOf, dryRun = false, isAnew = false, onProgress = () => {} } = options;
  const { by = null, upload = null, rebuildOf = null } = options.origin ?? {};
  const started = new Date();
  onProgress({ step: '核对文件' });
  const files = await copyFiles(warehouse, options.files);
  const inputs = await readBuildInputs(options);
  const fingerprint = hashOf(JSON.stringify([asOf, files.map(({ path, sha256 }) => [path, sha256]), inputs.digest]));
  const isSame =
    current?.warning === null && isReadable(current.receipt) && current.receipt.fingerprint === fingerprint;
  if (isSame && !dryRun && !isAnew) return outcome('unchanged', { receipt: current.receipt });
  const version = nameVersion(started, fingerprint, {
    there: (await readdir(warehouse)).map((name) => name.slice(0, 24)),
  });
  const loadedAt = zonedTime(started);
  const path = scratchIn(warehouse, `${version}.duckdb`);
  const threads = threadsFor(await bytesOf(files));
  const filled = await fillFile(path, { ...options, files, version, loadedAt, fingerprint, threads, onProgress });
  const { account, defects, changes, compared, replacements } = filled;
  const { projects: _, ...found } = account;
  const receipt: Receipt = {
    version,
    format: warehouseFormat,
    number: '',
    loadedAt,
    fingerprint,
    digest: inputs.digest,
    bytes: (await stat(path)).size,
    sha256: await hashFile(path),
    seconds: secondsSince(started),
    ...found,
    by,
    givenAsOf: asOf,
    upload,
    rebuildOf,
    compared,
    replacements: replacements.map((each) => ({ ...each, rows: [] })),
  };
  const findings = { receipt, defects, changes, replacements };
  const reasons = [...publishBlockers(account), ...((await options.validate?.(filled, fingerprint)) ?? [])];
  if (reasons.length > 0) return outcome('refused', { reasons, ...findings });
  onProgress({ step: '回读校验' });
  await verifyFile(path, filled.digest, { threads });
  if (dryRun) return outcome('dry-run', findings);
  onProgress({ step: '保存原件' });
  const manifest = { sha256: inputs.digest, bytes: Buffer.from(inputs.manifest) };
  await storeFiles(warehouse, files, [...inputs.content, manifest]);
  return withRecord(warehouse, async (store) => {
    onProgress({ step: '发布' });
    await lock.announce(version);
    const number = await nextNumber(warehouse, loadedAt);
    const published = { ...receipt, number, seconds: secondsSince(started) };
    await publish(warehouse, path, published);
    const notes = await recordPublication(store, warehouse, published, 'published').then(
      () => [],
      (error: Error) => [`版本 ${version} 已发布，但没有登记成（${error.message}）：下次导入会补记。`]
    );
    return outcome('published', { ...findings, receipt: published, notes });
  });
}

const secondsSince = (start: Date): number => Math.round((Date.now() - start.getTime()) / 100) / 10;
