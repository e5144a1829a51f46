import { readdir, stat } from 'node:fs/promises';
import { civilDay, everything, warehouseFormat, type Receipt } from '#spec';
import { decisionStream } from '#store';
import { hashFile, hashOf, isReadable, nameVersion, publish, verifyFile, zonedTime, type Current } from '#warehouse';
import type { FoundFile, HashedFile, Readings } from '#intake';
import { buildSizeFor } from '../stages/build-size.ts';
import { turnedBy, type Turned } from '../diff/closed.ts';
import { aheadNotes } from '../reports/ahead.ts';
import { reportTurned } from '../reports/turned.ts';
import { fillFile } from './fill.ts';
import { recordPublication, withRecord } from './journal.ts';
import type { Lock } from './lock.ts';
import { readBuildInputs } from './manifest.ts';
import { outcome, type Compare, type LoadOptions, type Outcome } from './options.ts';
import { publishBlockers } from './publish-blockers.ts';
import { nextNumber } from './receipt-number.ts';
import { copyFiles, storeFiles } from './store-files.ts';
import { readingsOf, sweepReadingsOf } from './readings.ts';
import { bytesOf, damageOf, filesOf } from './stored-files.ts';
import { scratchIn, sweepScratch } from './sweep.ts';

export interface VersionOptions extends LoadOptions {
  /** In the order in which they supersede each other; those without a hash are copied first. */
  files: readonly (FoundFile | HashedFile)[];
  /** The day to judge by where none was given; the civil day where this one is not either. */
  day?: string;
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
  const day = options.day ?? asOf ?? civilDay(started);
  onProgress({ step: '核对文件' });
  const files = await copyFiles(warehouse, options.files);
  const inputs = await readBuildInputs(options);
  const fingerprint = hashOf(
    JSON.stringify([
      day,
      files.map(({ path, sha256, owner }) => (owner === undefined ? [path, sha256] : [path, sha256, owner])),
      inputs.digest,
    ])
  );
  const isSame =
    current?.warning === null && isReadable(current.receipt) && current.receipt.fingerprint === fingerprint;
  const manifest = { sha256: inputs.digest, bytes: Buffer.from(inputs.manifest) };
  if (isSame && !dryRun && !isAnew) {
    const lost = await damageOf(warehouse, filesOf(current.receipt));
    if (lost.length > 0) await storeFiles(warehouse, files, [...inputs.content, manifest]);
    return outcome('unchanged', { receipt: current.receipt, notes: lost.length > 0 ? [kept(lost.length)] : [] });
  }
  const version = nameVersion(started, fingerprint, {
    there: (await readdir(warehouse)).map((name) => name.slice(0, 24)),
  });
  const loadedAt = zonedTime(started);
  const path = scratchIn(warehouse, `${version}.duckdb`);
  const size = buildSizeFor(await bytesOf(files), options.memory);
  const damaged: string[] = [];
  const onDamaged = (file: string) => damaged.push(file);
  const readings = await readingsOf(warehouse, { program: options.program, isAnew, onDamaged });
  const filled = await fillFile(path, {
    ...options,
    asOf: day,
    files,
    version,
    loadedAt,
    fingerprint,
    size,
    readings,
    onProgress,
  });
  const { account, defects, personal, compared, replacements } = filled;
  const { projects: _, openNotices: __, ...found } = account;
  const owners = new Map(files.map(({ path, owner }) => [path, owner]));
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
    files: found.files.map((each) => {
      const owner = owners.get(each.file);
      return owner === undefined ? each : { ...each, owner };
    }),
    by,
    givenAsOf: asOf,
    upload,
    rebuildOf,
    compared,
    replacements: replacements.map((each) => ({ ...each, rows: [] })),
  };
  const changes = dryRun ? await changesOf(options, { receipt, path, manifest: inputs.manifest }) : null;
  const turned = await turnedSince({ ...options, readings }, inputs.digest);
  const closed = turned.filter(({ isClosed }) => isClosed);
  const isAccepted = options.accept === true && closed.length > 0;
  if (isAccepted) receipt.acceptedTurns = acceptedOf(closed);
  const findings = { receipt, defects, personal, changes, replacements, turned };
  const openNotes = account.openNotices.map(openNote);
  const reasons = [
    ...publishBlockers(account),
    ...((await options.validate?.(filled, fingerprint)) ?? []),
    ...(closed.length > 0 && !isAccepted ? [refusedAsClosed(closed)] : []),
  ];
  if (reasons.length > 0) return outcome('refused', { reasons, ...findings });
  onProgress({ step: '回读校验' });
  await verifyFile(path, filled.digest, size);
  const told = [
    ...openNotes,
    ...aheadNotes(day),
    ...damaged.map(readAgain),
    ...(turned.length > 0 ? ['口径或程序变了，按现在的判：', ...reportTurned(turned)] : []),
  ];
  if (dryRun) return outcome('dry-run', { ...findings, notes: told });
  onProgress({ step: '保存原件' });
  await storeFiles(warehouse, files, [...inputs.content, manifest]);
  await sweepReadingsOf(warehouse, options);
  return withRecord(warehouse, async (store) => {
    const late = (await options.mayPublish?.()) ?? [];
    if (late.length > 0) return outcome('refused', { reasons: [...late], ...findings });
    onProgress({ step: '发布' });
    await lock.announce(version);
    const number = await nextNumber(store, warehouse, loadedAt);
    const decisions = store.last(decisionStream)?.hash ?? null;
    const published = { ...receipt, number, seconds: secondsSince(started), decisions, record: store.head() };
    await publish(warehouse, path, published);
    const notes = await recordPublication(store, warehouse, published, 'published').then(
      () => [],
      (error: Error) => [`版本 ${version} 已发布，但没有登记成（${error.message}）：下次导入会补记。`]
    );
    return outcome('published', { ...findings, receipt: published, notes: [...told, ...notes] });
  });
}

const secondsSince = (start: Date): number => Math.round((Date.now() - start.getTime()) / 100) / 10;

/** What the build would change. */
async function changesOf(
  { compare, warehouse, current, scope = everything, onProgress = () => {} }: VersionOptions,
  draft: Parameters<Compare>[2]['draft']
) {
  if (compare === undefined) return null;
  onProgress({ step: '比较' });
  return compare(warehouse, current?.version ?? null, { draft, scope });
}

/** What another content than that of the version before makes of its files; nothing where it is the same. */
async function turnedSince(
  { current, warehouse, onProgress = () => {}, ...content }: VersionOptions & { readings: Readings },
  digest: string
) {
  if (current === null || !isReadable(current.receipt) || current.receipt.digest === digest) return [];
  const path = scratchIn(warehouse, 'turned.duckdb');
  return (await turnedBy(path, { ...content, warehouse, current, onProgress })) ?? [];
}

const acceptedOf = (closed: readonly Turned[]): NonNullable<Receipt['acceptedTurns']> => ({
  verdicts: closed.filter(({ rule }) => rule !== null).length,
  projects: closed.filter(({ rule, metric }) => rule === null && metric === null).length,
  ...(closed.some(({ metric }) => metric !== null)
    ? { metrics: closed.filter(({ metric }) => metric !== null).length }
    : {}),
});

const refusedAsClosed = (closed: readonly Turned[]): string =>
  [
    '口径或程序变了，会改动已经有后来的通知、已经截止的批次：',
    ...reportTurned(closed),
    '确认要改的，加 --accept（网页上点“确认改动，照样导入”）再导入；改动会记在回执里。',
  ].join('\n');

const readAgain = (file: string): string => `${file}：以前读取的结果损坏了，已从原件重新读取。`;

const kept = (count: number): string => `有 ${count} 个原件不在了或被改动过，已用这次交来的重新保存。`;

const openNote = ({ notice, items }: { notice: string; items: number }): string =>
  `通知 ${notice} 未录全（还有 ${items} 项），按它判的结论一律待核；看是哪些：npm run notice -- check ${notice}`;
