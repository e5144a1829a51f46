import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { underLock } from '#pipeline';
import { civilDay, warehouseFormat, type Receipt } from '#spec';
import {
  hashFile,
  hashOf,
  listVersions,
  namedVersions,
  openFile,
  receiptFile,
  warehouseFile,
  nameVersion,
  openBuild,
  publish,
  readLastReceipt,
  zonedTime,
} from '#warehouse';
import type { Attached } from './attached.ts';
import { dimensions, fill } from './fill.ts';
import { needSound, readProvinces } from './table.ts';
import { doubtOf, isThere, lookAt, rememberHashes, type Hashes } from './tenants.ts';

/** What is composed of all, among the names of provinces: none of them begins with a point. */
export const together = '.together';

/** Where what is composed lies: beside the provinces, which it only names. */
export const composedIn = (folder: string): string => join(folder, together);

export interface Composed {
  version: string | null;
  isNew: boolean;
  /** Of each province that is not read, why. */
  absent: readonly { title: string; why: string }[];
}

/**
 * Makes of the current versions of all provinces one that reads them together: a warehouse file like any other, in
 * which the marts are views over theirs and hold no row themselves. It is named by the set of their versions, so that
 * the same set makes no new one. What cannot be read with the others is left out, and what is made says so in each
 * answer.
 */
export async function compose(
  folder: string,
  { now = new Date(), hashes = rememberHashes() }: { now?: Date; hashes?: Hashes } = {}
): Promise<Composed> {
  const tables = await readProvinces(folder, {
    told: (name) => dimensions[name]?.isOfNotice === true,
    dimensions: Object.keys(dimensions),
  });
  needSound(tables);
  const today = civilDay(now);
  const tenants = await lookAt(folder, tables.provinces, hashes);
  const said = tenants.map((tenant) =>
    isThere(tenant)
      ? [
          tenant.folder,
          tenant.title,
          tenant.address,
          tenant.receipt.version,
          tenant.receipt.sha256,
          doubtOf(tenant, today),
        ]
      : [tenant.folder, tenant.title, tenant.address, tenant.why]
  );
  const fingerprint = hashOf(JSON.stringify([warehouseFormat, layout, dimensions, said, tables.same]));
  const target = composedIn(folder);
  await mkdir(target, { recursive: true });
  const made = async (): Promise<Composed | null> => {
    const last = await readLastReceipt(target);
    if (last?.fingerprint !== fingerprint) return null;
    return { version: last.version, isNew: false, absent: await absentIn(target, last.version) };
  };
  const before = await made();
  if (before !== null) return before;
  return underLock(target, async () => {
    // Somebody else may have made it while this waited.
    const meanwhile = await made();
    if (meanwhile !== null) return meanwhile;
    const version = nameVersion(now, fingerprint, { there: await listVersions(target) });
    const path = join(target, `.build-${version}.duckdb`);
    const build = await openBuild(path, { threads: 1, blockSize: 16_384 });
    let filled: Awaited<ReturnType<typeof fill>>;
    try {
      filled = await fill(build, { version, tenants, same: tables.same, fingerprint, now, target, today });
      if (filled.read.length > 0) await build.run('checkpoint', 'checkpoint');
    } finally {
      build.close();
    }
    if (filled.read.length === 0) {
      await rm(path, { force: true });
      throw new Error(`没有一个省可以读：${filled.absent.map(({ title, why }) => `${title}：${why}`).join('；')}`);
    }
    await publish(target, path, await receiptOf(path, { version, fingerprint, now, read: filled.read }));
    await letGo(target);
    return { version, isNew: true, absent: filled.absent };
  });
}

/** So many stay, for who noted one down: they hold no rows, and can be read as long as the provinces keep theirs. */
const most = 50;

async function letGo(target: string): Promise<void> {
  for (const version of (await namedVersions(target)).slice(most)) {
    await rm(warehouseFile(target, version), { force: true });
    await rm(receiptFile(target, version), { force: true });
  }
}

/** What an earlier composition left out, as it says itself. */
async function absentIn(target: string, version: string): Promise<{ title: string; why: string }[]> {
  const file = await openFile(warehouseFile(target, version), version);
  try {
    const asked = await file.read('absent', 'select province, absent from loads.provinces where absent is not null');
    return (await asked.rows()).map(({ province, absent }) => ({ title: String(province), why: String(absent) }));
  } finally {
    file.close();
  }
}

/** Raised when what is composed is laid out otherwise, so that it is made again. */
const layout = 3;

async function receiptOf(
  path: string,
  { version, fingerprint, now, read }: { version: string; fingerprint: string; now: Date; read: readonly Attached[] }
): Promise<Receipt> {
  return {
    version,
    format: warehouseFormat,
    number: '',
    loadedAt: zonedTime(now),
    asOf: read.map(({ receipt }) => receipt.asOf).sort()[0]!,
    fingerprint,
    digest: '',
    isSample: read.some(({ receipt }) => receipt.isSample),
    bytes: (await stat(path)).size,
    sha256: await hashFile(path),
    seconds: 0,
    files: [],
    assertions: [],
    defects: [],
    by: null,
    givenAsOf: null,
    upload: null,
    rebuildOf: null,
    compared: null,
  };
}
