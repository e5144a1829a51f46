import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

/**
 * A tenant, and of how many projects each of its versions is; one that is corrected is the one before without the last
 * tenth of what a city handed in.
 */
export type Plan = readonly [tenant: string, versions: readonly (number | 'corrected')[]];

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
  for (const [at, [tenant, planned]] of plans.entries()) {
    const [files, warehouse] = [join(folder, `files-${at}`), join(folder, `warehouse-${at}`)];
    const versions: string[] = [];
    const told: Filled[] = [];
    for (const [turn, what] of planned.entries()) {
      await (what === 'corrected' ? correct(files) : write(files, { projects: what, seed: `${at}-${turn}` }));
      const loaded = await load({ folder: files, warehouse, asOf: '2026-06-30', program: 'test', ...ownContent });
      if (loaded.status !== 'published') throw new Error(`${tenant}: ${loaded.status} ${loaded.reasons.join(' ')}`);
      const version = (await readCurrent(warehouse))!.version;
      versions.push(version);
      told.push(await fill(server, { ...(await versionToFill(warehouse, version)), tenant, place }));
    }
    await rm(files, { recursive: true });
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

async function write(files: string, of: Parameters<typeof plan>[0]): Promise<void> {
  await rm(files, { recursive: true, force: true });
  writeProvince(plan(of), files);
}

async function correct(files: string): Promise<void> {
  const path = join(files, '2025年度', '项目基本信息表_济南市_第1次报送_示例数据.csv');
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, lines.slice(0, Math.floor(lines.length * 0.9)).join('\n'));
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
