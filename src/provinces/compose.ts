import { mkdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import declared from '#declared-dimensions';
import { underLock, writeSummaries } from '#pipeline';
import { civilDay, type DimensionSpec, type Receipt, warehouseFormat } from '#spec';
import {
  hashFile,
  hashOf,
  listVersions,
  nameVersion,
  openBuild,
  publish,
  readLastReceipt,
  zonedTime,
  type Build,
} from '#warehouse';
import { text, type Province } from './across.ts';
import { writeAcross } from './write-across.ts';
import { namesOf } from './names.ts';
import { differenceOf, mostCommon, signatureOf, type Signature } from './signature.ts';
import { needSound, readProvinces } from './table.ts';
import { doubtOf, isThere, lookAt, type Tenant, type ThereTenant } from './tenants.ts';

/** A province whose current version is attached to what is being built. */
export interface Attached extends ThereTenant, Province {
  /** What it is called in SQL: p0. */
  alias: string;
  doubt: string | null;
  signature: Signature;
}

/** Where what is composed lies: beside the provinces, which it only names. */
export const composedIn = (folder: string): string => join(folder, '.together');

export const dimensions: Readonly<Record<string, DimensionSpec>> = declared;

/** What a province is the value of. */
export const dimension = 'province';

export interface Composed {
  version: string | null;
  isNew: boolean;
  /** Of each province that is not read, why. */
  absent: readonly { title: string; why: string }[];
}

/**
 * Makes of the current versions of all provinces one that reads them together: a warehouse file like any other, in which
 * the marts are views over theirs and hold no row themselves. It is named by the set of their versions, so that the same
 * set makes no new one. What cannot be read with the others is left out, and what is made says so in each answer.
 */
export async function compose(folder: string, now = new Date()): Promise<Composed> {
  const tables = await readProvinces(folder, {
    told: (name) => dimensions[name]?.isOfNotice === true,
    dimensions: Object.keys(dimensions),
  });
  needSound(tables);
  const today = civilDay(now);
  const tenants = await lookAt(folder, tables.provinces);
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
  const last = await readLastReceipt(target);
  if (last?.fingerprint === fingerprint) return { version: last.version, isNew: false, absent: absentOf(tenants) };
  return underLock(target, async () => {
    const version = nameVersion(now, fingerprint, { there: await listVersions(target) });
    const path = join(target, `.build-${version}.duckdb`);
    const build = await openBuild(path, { threads: 1 });
    let made: Awaited<ReturnType<typeof fill>>;
    try {
      made = await fill(build, { version, tenants, same: tables.same, fingerprint, now, target, today });
      if (made.read.length > 0) await build.run('checkpoint', 'checkpoint');
    } finally {
      build.close();
    }
    if (made.read.length === 0) {
      await rm(path, { force: true });
      return { version: last?.version ?? null, isNew: false, absent: made.absent };
    }
    await publish(target, path, await receiptOf(path, { version, fingerprint, now, read: made.read }));
    return { version, isNew: true, absent: made.absent };
  });
}

/** Raised when what is composed is laid out otherwise, so that it is made again. */
const layout = 1;

const absentOf = (tenants: readonly Tenant[]) =>
  tenants.flatMap((tenant) => (isThere(tenant) ? [] : [{ title: tenant.title, why: tenant.why }]));

interface Filling {
  version: string;
  tenants: readonly Tenant[];
  same: Parameters<typeof namesOf>[2];
  fingerprint: string;
  now: Date;
  target: string;
  today: string;
}

async function fill(
  build: Build,
  { version, tenants, same, fingerprint, now, target, today }: Filling
): Promise<{ read: Attached[]; absent: { title: string; why: string }[] }> {
  const absent = new Map(absentOf(tenants).map(({ title, why }) => [title, why]));
  const attached: Omit<Attached, 'names'>[] = [];
  for (const tenant of tenants.filter(isThere)) {
    const alias = `p${attached.length}`;
    try {
      await build.run(alias, `attach ${text(tenant.file)} as ${alias} (read_only)`);
      const signature = await signatureOf(build, alias);
      attached.push({ ...tenant, alias, doubt: doubtOf(tenant, today), signature });
    } catch (error) {
      await build.run(alias, `detach database if exists ${alias}`).catch(() => undefined);
      absent.set(tenant.title, `打不开（${(error as Error).message.split('\n')[0]}）`);
    }
  }
  const lead = mostCommon(attached);
  const alike = attached.filter((each) => {
    const difference = lead === null ? null : differenceOf(lead.signature, each.signature);
    if (difference !== null) absent.set(each.title, difference);
    return difference === null;
  });
  const gone = tenants.flatMap(({ title }) => (absent.has(title) ? [{ title, why: absent.get(title)! }] : []));
  if (alike.length === 0) return { read: [], absent: gone };
  const names = await namesOf(build, alike, same, dimensions);
  const read = alike.map((each) => ({ ...each, names: names.get(each.title) ?? new Map() }));
  const asOf = read.map(({ receipt }) => receipt.asOf).sort()[0]!;
  await build.run('loads', 'create schema loads');
  await build.run(
    'loads.load',
    `create table loads.load as select $version as version, $at::timestamp as loaded_at, $asOf::date as as_of,
      null::date as known_by, $fingerprint as fingerprint, $isSample as is_sample`,
    {
      version,
      at: zonedTime(now).slice(0, 19),
      asOf,
      fingerprint,
      isSample: read.some(({ receipt }) => receipt.isSample),
    }
  );
  await build.run(
    'loads.provinces',
    `create table loads.provinces (province varchar, folder varchar, address varchar, version varchar, as_of date,
      loaded_at varchar, is_sample boolean, doubt varchar, absent varchar)`
  );
  await build.run(
    'loads.names',
    'create table loads.names (province varchar, dimension varchar, own varchar, told varchar)'
  );
  for (const { title, names: ofDimensions } of read)
    for (const [name, values] of ofDimensions)
      for (const [own, told] of values)
        await build.run('loads.names', 'insert into loads.names values ($title, $name, $own, $told)', {
          title,
          name,
          own,
          told,
        });
  await build.run('loads.attached', 'create table loads.attached (alias varchar, path varchar)');
  for (const tenant of tenants) {
    const found = read.find(({ folder }) => folder === tenant.folder);
    await build.run(
      'loads.provinces',
      'insert into loads.provinces values ($title, $folder, $address, $version, $asOf, $loadedAt, $isSample, $doubt, $absent)',
      {
        title: tenant.title,
        folder: tenant.folder,
        address: tenant.address,
        version: found?.receipt.version ?? null,
        asOf: found?.receipt.asOf ?? null,
        loadedAt: found?.receipt.loadedAt ?? null,
        isSample: found?.receipt.isSample ?? null,
        doubt: found?.doubt ?? null,
        absent: absent.get(tenant.title) ?? null,
      }
    );
  }
  for (const { alias, file } of read)
    await build.run('loads.attached', 'insert into loads.attached values ($alias, $path)', {
      alias,
      path: relative(target, file),
    });
  await writeAcross(build, read, { dimensions, listed: tenants.map(({ title }) => title) });
  await writeSummaries(build);
  return { read, absent: gone };
}

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
