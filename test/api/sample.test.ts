import { seat } from '#access';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createApp } from '#api';
import { readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { isFull, sized } from '../tier.ts';

let warehouse: Warehouse;
let app: FastifyInstance;
let secrets: string[];
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'));
  const dashboards = await readDashboards('dashboards');
  app = await createApp({ reader: () => seat, warehouse, dashboards: () => Promise.resolve(dashboards) });
  secrets = await personal();
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

/** What the files of the sample hold in the columns that their contracts call private. */
async function personal(): Promise<string[]> {
  const lease = await warehouse.lease();
  const rows = async (sql: string) => (await lease.read('test', sql)).rows();
  const columns = await rows('select source, header from sources.contracts where is_private');
  const found = await Promise.all(
    columns.map(({ source, header }) =>
      rows(
        `select distinct "${String(header)}" as secret from sources."${String(source)}" where length("${String(header)}") >= 3`
      )
    )
  );
  lease.release();
  return found.flat().map(({ secret }) => String(secret));
}

test('no telephone number and no name of a contact goes out with anything', async () => {
  expect(secrets.length).toBeGreaterThan(300);
  const dashboards = await readDashboards('dashboards');
  const panels = [...dashboards].flatMap(([name, { queries }]) =>
    [...queries.keys()].map((panel) => `/api/dashboards/${name}/${panel}.json`)
  );
  const { rows } = (await app.inject({ url: `/api/projects?limit=${sized(8, 40)}&sort=-total_investment` })).json();
  const projects = rows.map(
    ({ project_id }: { project_id: string }) => `/api/projects/${encodeURIComponent(project_id)}`
  );
  const version = warehouse.version();
  const urls = [
    '/api/projects?format=csv',
    '/api/findings?format=csv',
    `/api/loads/${version}`,
    `/api/loads/${version}/defects.csv`,
    '/api/loads',
    '/api/filters',
    ...panels,
    ...projects,
  ];
  for (const url of urls) {
    const { body, statusCode } = await app.inject({ url });
    expect(statusCode, `${url} ${body.slice(0, 200)}`).toBe(200);
    expect(
      secrets.filter((secret) => body.includes(secret)),
      url
    ).toEqual([]);
  }
});

test.runIf(isFull)('every panel answers as JSON, CSV and Arrow, alike', async () => {
  for (const [name, { queries }] of await readDashboards('dashboards')) {
    for (const panel of queries.keys()) {
      const url = `/api/dashboards/${name}/${panel}`;
      const json = (await app.inject({ url: `${url}.json` })).json();
      const table = tableFromIPC((await app.inject({ url: `${url}.arrow` })).rawPayload);
      const csv = await app.inject({ url: `${url}.csv` });
      expect(csv.statusCode).toBe(200);
      expect(table.numRows, url).toBe(json.rows.length);
      for (const { name: column, type } of json.columns as { name: string; type: string }[]) {
        const arrow = String(table.schema.fields.find((field) => field.name === column)?.type);
        expect(
          {
            string: ['Utf8'],
            json: ['Utf8'],
            number: ['Int32', 'Float64'],
            boolean: ['Bool'],
            date: ['Date32<DAY>'],
            timestamp: ['Timestamp<MICROSECOND>'],
          }[type],
          `${url} ${column}`
        ).toContain(arrow);
      }
    }
  }
});

test('every rule of the notice can be asked for by its name', async () => {
  const rules = globSync('pipelines/rules/*.sql').map((path) => basename(path, '.sql'));
  expect(rules.length).toBeGreaterThan(30);
  let judging = 0;
  for (const rule of rules) {
    const answer = await app.inject({ url: `/api/findings?rule=${rule}` });
    expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200);
    expect(answer.json().rows.every((row: { rule: string }) => row.rule === rule)).toBe(true);
    if (answer.json().total > 0) judging += 1;
  }
  expect(judging).toBeGreaterThan(20);
});
