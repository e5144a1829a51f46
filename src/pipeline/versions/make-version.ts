import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '#spec';
import { localTime, nameVersion, publish, verifyFile, type Current } from '#warehouse';
import type { Found } from '#intake';
import type { LoadOptions, Outcome } from './options.ts';
import { threadsFor } from '../stages/threads.ts';
import { fillFile } from './fill.ts';
import { fingerprintOf } from './fingerprint.ts';
import { bytesOf, hashFiles } from './input-files.ts';
import { keepFiles } from './store-files.ts';
import type { Lock } from './lock.ts';
import { nextNumber } from './receipt-number.ts';
import { reasonsAgainst } from './publish-blockers.ts';
import { sweepScratch } from './sweep.ts';

export interface VersionOptions extends LoadOptions {
  files: readonly Found[];
  /** What is published now. */
  current: Current | null;
  lock: Lock;
}

/** Builds a version of these files beside the others, looks at it from every side, and publishes it. */
export async function makeVersion(options: VersionOptions): Promise<Outcome> {
  const { files, current, lock, warehouse, dryRun = false, isAnew = false, onProgress = () => {} } = options;
  const { by = null, upload = null, rebuildOf = null } = options.origin ?? {};
  const started = new Date();
  onProgress({ step: '核对文件' });
  const hashes = await hashFiles(files);
  const fingerprint = await fingerprintOf({ ...options, files: hashes });
  if (!dryRun && !isAnew && current?.warning === null && current.receipt.fingerprint === fingerprint) {
    return { status: 'unchanged', reasons: [], receipt: current.receipt, defects: [] };
  }
  const version = nameVersion(started, fingerprint, {
    there: (await readdir(warehouse)).map((name) => name.slice(0, 24)),
  });
  const loadedAt = localTime(started);
  const path = join(warehouse, `.build-${version}.duckdb`);
  const threads = threadsFor(await bytesOf(files));
  try {
    const filled = await fillFile(path, { ...options, version, loadedAt, fingerprint, threads, onProgress });
    const { account, defects, changes, compared } = filled;
    const { size: bytes } = await stat(path);
    const { projects: _, ...found } = account;
    const receipt: Receipt = {
      version,
      loadedAt,
      fingerprint,
      bytes,
      seconds: secondsSince(started),
      ...found,
      by,
      givenAsOf: options.asOf,
      upload,
      rebuildOf,
      compared,
    };
    const reasons = [...reasonsAgainst(account, hashes), ...((await options.judge?.(filled, fingerprint)) ?? [])];
    if (reasons.length > 0) return { status: 'refused', reasons, receipt, defects, changes };
    onProgress({ step: '回读校验' });
    await verifyFile(path, filled.digest, { threads });
    if (dryRun) return { status: 'dry-run', reasons: [], receipt, defects, changes };
    onProgress({ step: '保存原件' });
    await keepFiles(warehouse, keepable(receipt, files));
    onProgress({ step: '发布' });
    await lock.announce(version);
    const published = { ...receipt, number: await nextNumber(warehouse, loadedAt), seconds: secondsSince(started) };
    await publish(warehouse, path, published);
    return { status: 'published', reasons: [], receipt: published, defects, changes };
  } finally {
    await sweepScratch(warehouse);
  }
}

const secondsSince = (start: Date): number => Math.round((Date.now() - start.getTime()) / 100) / 10;

function keepable({ files }: Receipt, found: readonly Found[]) {
  const places = new Map(found.map(({ path, place }) => [path, place]));
  return files.flatMap(({ file, sha256 }) => {
    const place = places.get(file);
    return place === undefined ? [] : [{ path: file, place, sha256 }];
  });
}
