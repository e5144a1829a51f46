import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '#api';
import { answeredBy, pointedTo, type Server } from '#clickhouse';
import { composedIn, together } from '#provinces';
import { readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { fillComposed } from '#tasks/fill-provinces.ts';
import { acrossProvinces } from '#server/serve-provinces.ts';
import { addressesOf, compareDoors, countedQuestions } from '../clickhouse/doors.ts';
import { place } from '../clickhouse/tenants.ts';
import { openParquet, type ParquetReader } from '../matrix/parquet-text.ts';
import { chdb } from '../programs/chdb.ts';
import { loadedProvinces, titles } from './loaded.ts';

let land: Awaited<ReturnType<typeof loadedProvinces>>;
let server: Server;
let parquet: ParquetReader;
/** The same door on what is composed: its own DuckDB, and ClickHouse behind it. */
let own: FastifyInstance;
let there: FastifyInstance;
let lent: Warehouse;
let questions = 0;
let isGone = false;
const log: string[] = [];
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  land = await loadedProvinces();
  server = await chdb(join(land.root, 'server'));
  parquet = await openParquet();
  const { absent, filled } = await fillComposed({ server, place }, { provinces: land.root });
  expect(absent).toEqual([]);
  expect(filled.map(({ tenant, isMoved }) => [tenant, isMoved])).toEqual(
    [...titles, together].map((tenant) => [tenant, true])
  );
  const dashboards = readDashboards('dashboards');
  const open = async (lay: (here: Warehouse) => Warehouse) => {
    const follow = { attaches: true, poll: 60_000, log: () => {} };
    const warehouse = lay(await followWarehouse(composedIn(land.root), follow));
    const app = await createApp({
      warehouse,
      dashboards: () => dashboards,
      reader: () => acrossProvinces,
      isAcross: true,
      build: 'engines',
    });
    closing.push(async () => (await app.close(), warehouse.close()));
    return app;
  };
  const counted = countedQuestions(server, () => (questions += 1));
  const going: Server = {
    ...counted,
    rows: (...given) =>
      isGone
        ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
        : counted.rows(...given),
    close: () => Promise.resolve(),
  };
  own = await open((here) => here);
  there = await open(
    (here) => (lent = answeredBy(here, { server: going, place, tenant: together, log: (message) => log.push(message) }))
  );
}, 900_000);

afterAll(async () => {
  for (const close of closing) await close();
  await parquet.close();
  await server.close();
  await land.dispose();
});

/** What stays with the provinces' own files, and why. */
const stays: Readonly<Record<string, string>> = {
  'the function array_to_string': 'a list of tasks, each by its name among all provinces',
  'the table summaries.judged': 'which findings a list begins with was worked out beside the findings of each',
};

test('every sum and list of all provinces says the same, whichever engine is behind it', async () => {
  const [province] = titles;
  const narrowed = {
    panels: [`province=${province}`, `province=${province}&compare=province:${titles[1]}`],
    dashboards: [`province=${province}`],
  };
  const addresses = await addressesOf(own, narrowed, 'province,city');
  const { other, ...asked } = await compareDoors([own, there], addresses, parquet);
  console.log(`asked of all provinces at both doors: ${JSON.stringify({ ...asked, questions })}\n${log.join('\n')}`);
  expect(other).toEqual([]);
  expect(asked.statuses[200]).toBeGreaterThan(700);
  expect(questions).toBeGreaterThan(700);
  expect(lent.faults()).toEqual([]);
  const kept = log.map((line) => /^clickhouse: .*? is answered here: no ClickHouse for (.*)$/.exec(line)?.[1] ?? line);
  console.log(`stay here: ${[...new Set(kept)].join('; ')}`);
  expect([...new Set(kept)].sort()).toEqual(Object.keys(stays).sort());
}, 900_000);

test('two provinces whose versions are called alike are not taken for each other', async () => {
  const { rows } = (await there.inject('/api/query?metrics=projects&by=province')).json<{
    rows: { province: string; projects: number }[];
  }>();
  for (const { province, projects } of rows) {
    const [row] = await server.rows('select count() from baijing.marts_projects where tenant = {tenant:String}', {
      values: { tenant: province },
    });
    expect([province, projects]).toEqual([province, Number(row?.[0])]);
  }
});

test('what ClickHouse holds of another version is not read, nor anything while it is gone; and it is told', async () => {
  const asked = encodeURI('/api/query?metrics=projects&by=province');
  const whole = (await there.inject(asked)).body;
  isGone = true;
  expect((await there.inject(`${asked},city`)).statusCode).toBe(200);
  expect(lent.faults().join()).toContain('读不到 ClickHouse');
  expect((await there.inject(asked)).body).toBe(whole);
  isGone = false;
  expect(await pointedTo(server, place, titles[0]!)).toHaveLength(1);
}, 120_000);
