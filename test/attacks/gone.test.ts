import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishVersion, warehouseFolder } from '../published.ts';
import { serveWarehouse, type Served } from '../browser/server.ts';
import { isFull, sized } from '../tier.ts';
import { filesOf, hangUp, memoryOf, readSlowly, seeded, wait, worstHealth } from './clients.ts';

const versions = Array.from({ length: 6 }, (_, i) => `2026070${i + 1}T090000-${String(i + 1).repeat(8)}`);
const [oldest, newest] = [versions[0]!, versions.at(-1)!];

/** Of every kind of answer; `V` is one of the older versions. */
const paths = [
  '/',
  '/quota?version=V',
  '/projects?version=V',
  '/api/projects?version=V',
  '/api/projects?format=csv&version=V',
  '/api/projects?format=arrow&version=V',
  '/api/query?metrics=projects&by=city&version=V',
  '/api/findings?version=V',
  '/api/findings.xlsx?version=V',
  '/api/organisations?version=V',
  '/api/compliance?version=V',
  '/api/filters?version=V',
  '/api/metrics?version=V',
  '/api/loads',
  '/api/loads/V/defects.json',
  '/api/loads/V/defects.csv',
  '/api/loads/V/reconciliation.csv',
  '/api/loads/V/receipt.xlsx',
  '/api/receipts/V',
  '/api/sources',
];

let folder: string;
let dispose: () => Promise<void>;
let served: Served;
beforeAll(async () => {
  ({ folder, dispose } = await warehouseFolder());
  // Rows enough for a file that no socket holds.
  const more = [
    `insert into loads.defects by name select d.* replace (repeat('x', 300) as problem) from loads.defects as d, range(${sized(15_000, 40_000)})`,
  ];
  for (const version of versions) await publishVersion(folder, version, version === newest ? more : []);
  served = await serveWarehouse(folder);
});
afterAll(async () => {
  await served.stop();
  await dispose();
});

const get = (path: string) => fetch(`${served.address}${path}`);

/** What is open when all is quiet: three versions, and a few connections that are kept alive. */
async function settled() {
  for (const version of versions.slice(-3)) await (await get(`/api/projects?limit=1&version=${version}`)).text();
  for (let round = 0; round < 60; round += 1) {
    const { databases, nameless, all } = filesOf(served.pid);
    if (databases <= 4 && nameless === 0 && all < 60) break;
    await wait(250);
  }
  return filesOf(served.pid);
}

describe('clients that hang up', () => {
  test(`${sized(30, 500)} of them leave nothing open, and nobody waits for them`, async () => {
    for (const path of paths) await (await get(path.replace('V', oldest))).text();
    const before = await settled();
    const memory = memoryOf(served.pid);
    const random = seeded(20261128);
    let left = sized(30, 500);
    const client = async () => {
      while (left > 0) {
        const n = (left -= 1);
        const path = paths[n % paths.length]!.replace('V', versions[Math.floor(random() * 5)]!);
        // Each asks for something of its own, so that nothing is answered from what is kept.
        const own = `${path}${path.includes('?') ? '&' : '?'}from=${n}`;
        await hangUp(served.address, path.startsWith('/api') ? path : own, 300 * random() ** 2);
      }
    };
    const worst = await worstHealth(served.address, Promise.all(Array.from({ length: 8 }, client)));
    expect(worst).toBeLessThan(isFull ? 1000 : 3000);
    const after = await settled();
    // The one that is served, two that were read last, and one that is being closed.
    expect(after.databases).toBeLessThanOrEqual(4);
    expect(after.nameless).toBe(0);
    expect(after.all).toBeLessThan(before.all + 40);
    expect(memoryOf(served.pid) - memory).toBeLessThan(300);
  });
});

describe('slow readers', () => {
  test.runIf(isFull)('sixty of them stop nobody', async () => {
    const slow = Array.from({ length: 60 }, (_, i) =>
      readSlowly(
        served.address,
        `/api/loads/${newest}/defects.csv?effect=cell&effect=row${'&effect=cell'.repeat(i % 3)}`
      )
    );
    try {
      await wait(1500);
      for (const path of [
        '/api/projects?limit=7',
        `/api/loads/${newest}/defects.json?limit=7`,
        `/api/receipts/${newest}`,
        `/api/loads/${newest}/reconciliation.json?limit=7`,
        '/api/projects?format=csv&sort=city',
      ]) {
        const begun = performance.now();
        const { status } = await get(path);
        expect([path, status]).toEqual([path, 200]);
        expect(performance.now() - begun).toBeLessThan(isFull ? 5000 : 12_000);
      }
    } finally {
      for (const each of slow) each.letGo();
    }
  });
});

test(`${sized(15, 50)} who ask at once for one receipt have it whole, or are told to come again`, async () => {
  const all = await Promise.all(
    Array.from({ length: sized(15, 50) }, async () => {
      const answer = await get(`/api/loads/${newest}/receipt.xlsx`);
      return [answer.status, Buffer.from(await answer.arrayBuffer())] as const;
    })
  );
  for (const [status, bytes] of all) {
    expect([200, 503]).toContain(status);
    if (status === 200) expect(bytes.subarray(-22, -18).toString('latin1')).toBe('PK\u0005\u0006');
  }
  expect(all.filter(([status]) => status === 200).length).toBeGreaterThan(0);
});

test.runIf(isFull)('it ends within ten seconds of being told, whoever still reads or asks', async () => {
  const other = await serveWarehouse(folder);
  for (let i = 0; i < 10; i += 1) readSlowly(other.address, `/api/loads/${newest}/defects.csv`);
  for (let i = 0; i < 20; i += 1) void hangUp(other.address, `/api/projects?search=${i}`, 20);
  await wait(500);
  const begun = performance.now();
  await other.stop();
  expect(performance.now() - begun).toBeLessThan(10_000);
});
