import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill, readingOf, versionToFill, type Filled, type Place, type Server } from '#clickhouse';
import { load } from '#pipeline';
import { inliningMetrics, readCatalog, type Catalog } from '#query';
import { openFile, readCurrent, warehouseFile, type OpenFile, type Reading } from '#warehouse';
import { ownContent } from '../pipeline/own-content.ts';
import { chdb } from '../programs/chdb.ts';
import { plan } from '../province/province.ts';
import { writeProvince } from '../province/write.ts';

export const place: Place = { database: 'baijing', cluster: null };

/** A tenant, and of how many projects each of its versions is. */
export type Plan = readonly [tenant: string, projects: readonly number[]];

export interface Tenant {
  tenant: string;
  warehouse: string;
  versions: readonly string[];
  told: readonly Filled[];
}

export interface Tenants {
  server: Server;
  folder: string;
  tenants: readonly Tenant[];
  close(): Promise<void>;
}

/** ClickHouse with versions of invented tenants in it, and the warehouses that they were filled from. */
export async function fillTenants(plans: readonly Plan[]): Promise<Tenants> {
  const folder = await mkdtemp(join(tmpdir(), 'clickhouse-'));
  const server = await chdb(join(folder, 'server'));
  const tenants: Tenant[] = [];
  for (const [at, [tenant, projects]] of plans.entries()) {
    const warehouse = join(folder, `warehouse-${at}`);
    const versions: string[] = [];
    const told: Filled[] = [];
    for (const [turn, count] of projects.entries()) {
      const files = join(folder, `files-${at}-${turn}`);
      writeProvince(plan({ projects: count, seed: `${at}-${turn}` }), files);
      const loaded = await load({ folder: files, warehouse, asOf: '2026-06-30', program: 'test', ...ownContent });
      if (loaded.status !== 'published') throw new Error(`${tenant}: ${loaded.status} ${loaded.reasons.join(' ')}`);
      await rm(files, { recursive: true });
      const version = (await readCurrent(warehouse))!.version;
      versions.push(version);
      told.push(await fill(server, { ...(await versionToFill(warehouse, version)), tenant, place }));
    }
    tenants.push({ tenant, warehouse, versions, told });
  }
  return {
    server,
    folder,
    tenants,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A version in both engines. */
export interface Pair {
  local: OpenFile;
  catalog: Catalog;
  own: Reading;
  there: Reading;
}

export async function pairOf({ server, tenants }: Tenants, at: number, turn: number): Promise<Pair> {
  const { tenant, warehouse, versions } = tenants[at]!;
  const version = versions[turn]!;
  const local = await openFile(warehouseFile(warehouse, version), version);
  const catalog = await readCatalog(local);
  const there = await readingOf({ server, place, local, pins: new Map([['', { tenant, version }]]) });
  return { local, catalog, own: inliningMetrics(local, catalog), there: inliningMetrics(there, catalog) };
}
