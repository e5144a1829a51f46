import { relative } from 'node:path';
import declared from '#declared-dimensions';
import { writeSummaries } from '#pipeline';
import type { DimensionSpec } from '#spec';
import { literal, lyingOf, zonedTime, type Build } from '#warehouse';
import type { Attached } from './attached.ts';
import { namesOf } from './names.ts';
import { differenceOf, mostCommon, signatureOf } from './signature.ts';
import { doubtOf, isThere, type Tenant } from './tenants.ts';
import { writeAcross } from './write-across.ts';

export const dimensions: Readonly<Record<string, DimensionSpec>> = declared;

const absentOf = (tenants: readonly Tenant[]) =>
  tenants.flatMap((tenant) => (isThere(tenant) ? [] : [{ title: tenant.title, why: tenant.why }]));

/** What a version is made of that reads provinces together. */
export interface Filling {
  version: string;
  tenants: readonly Tenant[];
  same: Parameters<typeof namesOf>[2];
  fingerprint: string;
  now: Date;
  target: string;
  today: string;
}

/** Attaches the provinces and writes what reads them; answers which are read, and why the others are not. */
export async function fill(
  build: Build,
  { version, tenants, same, fingerprint, now, target, today }: Filling
): Promise<{ read: Attached[]; absent: { title: string; why: string }[] }> {
  const absent = new Map(absentOf(tenants).map(({ title, why }) => [title, why]));
  const attached: Omit<Attached, 'names'>[] = [];
  for (const tenant of tenants.filter(isThere)) {
    const alias = `p${attached.length}`;
    try {
      await build.run(alias, `attach ${literal(tenant.file)} as ${alias} (read_only)`);
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
  // Where else these rows may lie they are looked for by province, version and hash.
  await build.run(
    'loads.attached',
    'create table loads.attached (alias varchar, path varchar, folder varchar, version varchar, sha256 varchar)'
  );
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
  for (const { alias, file, folder, receipt } of read)
    await build.run('loads.attached', 'insert into loads.attached values ($alias, $path, $folder, $version, $sha256)', {
      alias,
      path: relative(target, file),
      folder,
      version: receipt.version,
      sha256: lyingOf(receipt).sha256,
    });
  await writeAcross(build, read, { dimensions, listed: tenants.map(({ title }) => title) });
  await writeSummaries(build);
  return { read, absent: gone };
}
