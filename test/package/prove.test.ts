import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makePackage, provePackage, verifyPackage } from '#package';
import { noFilters } from '#query';
import { everything } from '#spec';
import { readCurrent } from '#warehouse';
import { writeZip, type ZipPart } from '#xlsx';
import type { Told } from '#environment/terminal.ts';
import { makeAuditPackage, proveAuditPackage } from '#tasks/audit-package.ts';
import { drawn, filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { entriesOf } from './unpacked.ts';

let warehouse: string;
let folder: string;

/** A package of the current version, worked out again before it is there or not. */
async function packed(name: string, isProven: boolean): Promise<Map<string, Buffer>> {
  const out = join(folder, name);
  const version = (await readCurrent(warehouse))!.version;
  const made = await makePackage({
    warehouse,
    version,
    out,
    agent: 'test',
    isProven,
    select: () => ({ filters: noFilters, scope: everything }),
  });
  expect(made.isProven).toBe(isProven);
  const { faults, info } = await verifyPackage(out);
  expect([faults, info['Baijing-Recomputed']]).toEqual([[], isProven ? 'yes' : 'no']);
  return entriesOf(await readFile(out));
}

/** The recipe without the lines that say of what it is. */
const recipeOf = (files: ReadonlyMap<string, Buffer>): string =>
  files
    .get('data/recompute.sql')!
    .toString()
    .replaceAll(/^-- (?:百景|全部).*\n/gm, '');

let place: Awaited<ReturnType<typeof newWarehouse>>;

beforeAll(async () => {
  place = await newWarehouse();
  warehouse = place.warehouse;
  folder = await mkdtemp(join(tmpdir(), 'proof-'));
  await place.load(filesOf(drawn(7, 24)));
});

test('a recipe that nobody tried says so, is the same whatever rows there are, and makes everything again', async () => {
  const first = await packed('first.zip', false);
  for (const name of ['data/说明.html', 'data/masked.csv'])
    expect(first.get(name)!.toString()).toContain('装包时没有用 recompute.sql 重算过');
  const proof = await provePackage(join(folder, 'first.zip'));
  expect(proof.differing).toEqual({ tables: [], figures: [] });
  expect(proof.tables).toBeGreaterThan(20);
  expect(proof.figures).toBeGreaterThan(200);

  const tried = await packed('tried.zip', true);
  expect(tried.get('data/说明.html')!.toString()).not.toContain('没有用 recompute.sql 重算过');
  for (const [name, bytes] of tried)
    if (name.startsWith('data/tables/')) expect(first.get(name)!.equals(bytes), name).toBe(true);

  // Of other rows, of fewer sources: no statement follows from them.
  const { applications, events } = drawn(9, 3);
  await place.load(filesOf({ applications, events, acceptances: [], subsidies: [], quotas: [] }));
  expect(recipeOf(await packed('second.zip', false))).toBe(recipeOf(first));
});

test('what does not come out of a package is told; that of anybody else is not run', async () => {
  const out = join(folder, 'registered.zip');
  const made = (await makeAuditPackage(out, {
    warehouse,
    version: null,
    conditions: [],
    scope: null,
    by: '甲',
    onProgress: () => undefined,
  })) as Told;
  expect(made.isRefused).toBeUndefined();
  expect(await proveAuditPackage(out, { warehouse })).toMatchObject({ isRefused: false });
  // Another text in a cell, in a bag that is put together anew.
  const files = await entriesOf(await readFile(out));
  const sql = files.get('data/recompute.sql')!.toString();
  const other = sql.replace('create schema reference;', 'create schema reference; delete from sources.events;');
  expect(other).not.toBe(sql);
  const parts: ZipPart[] = Array.from(files, ([name, bytes]) => ({
    name,
    content: [name === 'data/recompute.sql' ? other : bytes],
  }));
  const blocks: Buffer[] = [];
  for await (const block of writeZip(parts)) blocks.push(block);
  const turned = join(folder, 'turned.zip');
  await writeFile(turned, Buffer.concat(blocks));
  const { differing } = await provePackage(turned);
  expect(differing.tables.map(({ table }) => table)).toContain('marts.events');
  expect(differing.figures.length).toBeGreaterThan(0);
  const refused = await proveAuditPackage(turned, { warehouse });
  expect(refused.isRefused).toBe(true);
  expect(refused.lines.join('\n')).toContain('没有重算');
});
