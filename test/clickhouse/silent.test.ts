import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answeredBy, openServer } from '#clickhouse';
import { followWarehouse } from '#warehouse';
import { first, publishVersion } from '../published.ts';
import { place } from './tenants.ts';

let folder: string;
let silent: Server;
const lines = new Set<Socket>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'silent-'));
  await publishVersion(folder, first);
  silent = createServer((socket) => void lines.add(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const line of lines) line.destroy();
  silent.close();
  await rm(folder, { recursive: true, force: true });
});

test('a server that takes calls and says nothing holds up who asks first, for seconds, and nobody after', async () => {
  const server = await openServer({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
  const own = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const warehouse = answeredBy(own, { server, place, tenant: '37', log: () => {} });
  const count = async () => {
    const lease = await warehouse.lease();
    try {
      return await (await lease.read('n', 'select count(*) as n from marts.projects')).rows();
    } finally {
      lease.release();
    }
  };
  const begun = performance.now();
  const expected = await count();
  expect(Number(expected[0]?.n)).toBeGreaterThan(0);
  expect(performance.now() - begun).toBeLessThan(30_000);
  expect(warehouse.faults().join()).toMatch(/^ClickHouse 里读不到版本 .*ClickHouse 5 秒没有回音/);
  const again = performance.now();
  expect(await count()).toEqual(expected);
  expect(performance.now() - again).toBeLessThan(4_000);
  warehouse.close();
});
