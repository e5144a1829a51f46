import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { seat } from '#access';
import { createApp } from '#api';
import { readForms } from '#clerks';
import { answeredBy, type Server } from '#clickhouse';
import { readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { canonical } from '../compare/canonical.ts';
import type { Json } from '../compare/json.ts';
import { isList, isObject } from '../compare/json.ts';
import { openParquet, type ParquetReader } from '../matrix/parquet-text.ts';
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
const asked = { questions: 0, addresses: 0, formats: new Map<string, number>() };
const log: string[] = [];

beforeAll(async () => {
  tenants = await fillTenants([['37', [300, 400]]]);
  parquet = await openParquet();
  const { tenant, warehouse } = tenants.tenants[0]!;
  const counting: Server = {
    ...tenants.server,
    rows: (...given) => ((asked.questions += 1), tenants.server.rows(...given)),
    stream: (...given) => ((asked.questions += 1), tenants.server.stream(...given)),
  };
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

const list = async <T>(url: string): Promise<T[]> => (await own.inject(encodeURI(url))).json<T[]>();

interface Operation {
  parameters?: { name: string; in: string; schema: { enum?: string[]; anyOf?: { const: string }[] } }[];
}

/** Every door without a name in it, in each of its formats; every panel and metric; some projects and forms. */
async function addresses(): Promise<string[]> {
  const { paths } = (await own.inject('/api/openapi.json')).json<{ paths: Record<string, { get?: Operation }> }>();
  const values = (path: string, name: string): string[] => {
    const { schema } = paths[path]?.get?.parameters?.find((each) => each.name === name) ?? {};
    return schema?.enum ?? schema?.anyOf?.map((each) => each.const) ?? [];
  };
  const doors = Object.entries(paths)
    .filter(([path, { get }]) => get !== undefined && !path.includes('{'))
    .flatMap(([path]) => [path, ...values(path, 'format').map((format) => `${path}?format=${format}`)]);
  const dashboards = await list<{ name: string; panels: Record<string, unknown> }>('/api/dashboards');
  const panels = dashboards.flatMap(({ name, panels }) => Object.keys(panels).map((panel) => `${name}/${panel}`));
  const endings = values('/api/dashboards/{name}/{panel}.{ending}', 'ending').filter((each) => each !== 'png');
  const metrics = await list<{ name: string }>('/api/metrics');
  const projects = (await own.inject('/api/projects?limit=6')).json<{ rows: { project_id: string }[] }>().rows;
  const of = '?batch=2025&city=济南市';
  return [
    ...doors,
    ...panels.flatMap((panel) => endings.map((ending) => `/api/dashboards/${panel}.${ending}`)),
    ...panels.map((panel) => `/api/dashboards/${panel}.csv${of}`),
    ...panels.map((panel) => `/api/dashboards/${panel}.csv?batch=2025&compare=batch:2024-1`),
    ...dashboards.map(({ name }) => `/api/dashboards/${name}.xlsx${of}`),
    ...metrics.flatMap(({ name }) => [
      `/api/query?metrics=${name}&by=city`,
      `/api/query?metrics=${name}&by=batch,direction&format=csv`,
      `/api/explain?metric=${name}`,
    ]),
    ...projects.flatMap(({ project_id: id }) => [`/api/projects/${id}`, `/api/projects/${id}/audit`]),
    ...['推荐汇总表', '督办单'].map((form) => `/api/forms/${form}/filled.xlsx${of}`),
  ].map(encodeURI);
}

const same = (text: string): string => text;

/** Numbers that were worked out in doubles may end otherwise, and pictures are counted; nothing else differs. */
function alike(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (typeof value === 'string')
    return value
      .replaceAll(/-?\d+\.\d{9,}(?:e-?\d+)?/g, (each) => String(Number(Number(each).toPrecision(12))))
      .replaceAll(/\bzr\d+-c/g, 'zr-c');
  if (isList(value)) return value.map(alike);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, alike(each)])) : value;
}

/** What tells of the machine at this moment, or of the program alone. */
const ofTheMoment = ['/api/health', '/api/ready', '/api/versions', '/api/openapi.json'];

async function answerOf(app: FastifyInstance, url: string): Promise<{ status: number; type: string; text: string }> {
  const { statusCode: status, headers, rawPayload: body } = await app.inject(url);
  const type = String(headers['content-type']).split(';')[0]!;
  if (status === 200 && type.includes('parquet'))
    return { status, type, text: String(alike(await parquet.textOf(body))) };
  const told = await canonical(url, { status, headers: new Headers(headers as Record<string, string>), body }, same);
  return { status, type, text: JSON.stringify(alike(told as unknown as Json)) };
}

test('every door, panel, list and file says the same, whichever engine is behind it', async () => {
  const all = (await addresses()).filter((url) => !ofTheMoment.includes(url.split('?')[0]!));
  const other: string[] = [];
  const statuses: Record<number, number> = {};
  for (const url of all) {
    const [expected, found] = [await answerOf(own, url), await answerOf(there, url)];
    statuses[expected.status] = (statuses[expected.status] ?? 0) + 1;
    if (expected.status === 200) asked.formats.set(expected.type, (asked.formats.get(expected.type) ?? 0) + 1);
    asked.addresses += 1;
    if (expected.text === found.text) continue;
    const at = Array.from(expected.text).findIndex((letter, place) => found.text[place] !== letter);
    const from = Math.max(0, at - 100);
    other.push(
      `${decodeURI(url)}: ${found.text.slice(from, from + 300)} should be ${expected.text.slice(from, from + 300)}`
    );
  }
  const counted = { ...asked, formats: Object.fromEntries(asked.formats), statuses };
  console.log(`asked at both doors: ${JSON.stringify(counted)}`);
  expect(other).toEqual([]);
  expect(asked.addresses).toBeGreaterThan(900);
  expect(asked.questions).toBeGreaterThan(1200);
  expect(statuses[200]).toBeGreaterThan(800);
  expect(asked.formats.size).toBeGreaterThan(5);
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
