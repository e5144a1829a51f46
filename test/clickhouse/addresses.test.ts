import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { seat } from '#access';
import { createApp } from '#api';
import { readForms } from '#clerks';
import { answeredBy } from '#clickhouse';
import { readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { openParquet, type ParquetReader } from '../matrix/parquet-text.ts';
import { addressesOf, compareDoors, countedQuestions } from './doors.ts';
import { fillTenants, place, type Tenants } from './tenants.ts';

/** What stays with the version's own file, by what is not there or not written for ClickHouse, and why. */
const stays: Readonly<Record<string, string>> = {
  'the table summaries.judged': 'which findings a list begins with was worked out beside the findings of this file',
  'the table sources.files': 'leads to the files that were handed in, which lie here alone',
  'the table resolved.rejected': 'tells of rows that were not taken, which lie here alone',
  'the function row': 'a proof: the rows that stand behind a sum, by the keys of their cube',
  'the function from_json_strict': 'replies and decisions of the record are laid beside the rows',
  'the function list_contains': 'the findings of one project, beside its verdicts of this file',
  'the expression STAR': 'a note on columns, counted over whatever columns there are',
};

let tenants: Tenants;
let parquet: ParquetReader;
const closing: (() => Promise<void>)[] = [];
/** The same door on the same warehouse: its own DuckDB, and ClickHouse behind it. */
let own: FastifyInstance;
let there: FastifyInstance;
let questions = 0;
const log: string[] = [];

beforeAll(async () => {
  tenants = await fillTenants([['37', [300, 400]]]);
  parquet = await openParquet();
  const { tenant, warehouse } = tenants.tenants[0]!;
  const counting = countedQuestions(tenants.server, () => (questions += 1));
  const dashboards = readDashboards('dashboards');
  const open = async (lay: (here: Warehouse) => Warehouse) => {
    const here = lay(await followWarehouse(warehouse, { poll: 60_000, log: () => {} }));
    const app = await createApp({
      reader: () => seat,
      warehouse: here,
      dashboards: () => dashboards,
      forms: (moment) => readForms({ pipelines: 'pipelines', reference: 'data/reference' }, moment),
      templates: 'data/forms',
      briefs: 'data/briefs',
      build: 'engines',
    });
    closing.push(async () => {
      await app.close();
      here.close();
    });
    return app;
  };
  own = await open((here) => here);
  there = await open((here) =>
    answeredBy(here, { server: counting, place, tenant, log: (message) => log.push(message) })
  );
}, 600_000);

afterAll(async () => {
  for (const close of closing) await close();
  await parquet.close();
  await tenants.close();
});

/** Besides what every version has: how a number is made, some projects with their sheets, and some forms. */
async function addresses(): Promise<string[]> {
  const of = 'batch=2025&city=济南市';
  const narrowed = { panels: [of, 'batch=2025&compare=batch:2024-1'], dashboards: [of] };
  const metrics = (await own.inject('/api/metrics')).json<{ name: string }[]>();
  const projects = (await own.inject('/api/projects?limit=6')).json<{ rows: { project_id: string }[] }>().rows;
  return [
    ...(await addressesOf(own, narrowed, 'batch,direction')),
    ...metrics.map(({ name }) => `/api/explain?metric=${name}`),
    ...projects.flatMap(({ project_id: id }) => [`/api/projects/${id}`, `/api/projects/${id}/audit`]),
    ...['推荐汇总表', '督办单'].map((form) => encodeURI(`/api/forms/${form}/filled.xlsx?${of}`)),
  ];
}

test('every door, panel, list and file says the same, whichever engine is behind it', async () => {
  const { other, ...asked } = await compareDoors([own, there], await addresses(), parquet);
  console.log(`asked at both doors: ${JSON.stringify({ ...asked, questions })}`);
  expect(other).toEqual([]);
  expect(asked.addresses).toBeGreaterThan(900);
  expect(questions).toBeGreaterThan(1200);
  expect(asked.statuses[200]).toBeGreaterThan(800);
  expect(Object.keys(asked.formats).length).toBeGreaterThan(5);
}, 900_000);

test('what is not asked of ClickHouse is told, by names that are known', () => {
  const told = log.map((line) => /^clickhouse: (.*?) is answered here: no ClickHouse for (.*)$/.exec(line) ?? [line]);
  const why = Object.groupBy(told, ([line = '', , what = line]) => what);
  console.log(`stay here: ${JSON.stringify(Object.entries(why).map(([what, all]) => [what, all!.length]))}`);
  expect(Object.keys(why).filter((what) => stays[what] === undefined)).toEqual([]);
  expect(Object.keys(stays).filter((what) => why[what] === undefined)).toEqual([]);
  // Panels and metrics are asked there, all of them.
  expect(told.filter(([, name = '']) => name.startsWith('dashboards/') || name === 'query')).toEqual([]);
});
