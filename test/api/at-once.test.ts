import { seat } from '#access';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createApp } from '#api';
import { readDashboards, type Dashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { isFull, some } from '../tier.ts';

let warehouse: Warehouse;
let app: FastifyInstance;
let dashboards: Dashboards;
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'));
  dashboards = await readDashboards('dashboards');
  app = await createApp({ reader: () => seat, warehouse, dashboards: () => Promise.resolve(dashboards) });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

/** Every address whose rows go out as they are made, but for its ending. */
async function tables(): Promise<((format: string) => string)[]> {
  const ending = (address: string) => (format: string) => `${address}.${format}`;
  const lease = await warehouse.lease();
  const { version, receipt } = lease;
  lease.release();
  const { sha256 } = receipt.files.find(({ source }) => source === 'events')!;
  return [
    ...[...dashboards].flatMap(([name, { queries }]) =>
      [...queries.keys()].map((panel) => ending(`/api/dashboards/${name}/${panel}`))
    ),
    ...['defects', 'reconciliation', `files/${sha256}/rows`].map((table) => ending(`/api/loads/${version}/${table}`)),
    ...[
      'findings?rule=late_submission',
      'projects?batch=2025',
      'organisations?',
      'groups?',
      'support?',
      'explain?metric=verified_investment',
      'query?metrics=applied,leverage&by=city,task',
    ].map((asked) => (format: string) => `/api/${asked}&format=${format}`),
  ];
}

test('the files of a table that are asked for at once do not wait for each other', async () => {
  const all = await tables();
  expect(all.length).toBeGreaterThan(25);
  for (const table of some(all, 12)) {
    const answers = await Promise.all(
      ['csv', 'arrow', 'csv', 'arrow'].map((format) => app.inject({ url: table(format) }))
    );
    expect(
      answers.map(({ statusCode, body }) => (statusCode === 200 ? 200 : body)),
      table('csv')
    ).toEqual([200, 200, 200, 200]);
  }
});

test.runIf(isFull)(
  'the files of one table after another that are asked for at once do not wait for each other',
  async () => {
    const all = (await tables()).flatMap((table) => [table('csv'), table('arrow')]);
    for (let at = 0; at < all.length; at += 8) {
      const some = all.slice(at, at + 8);
      const answers = await Promise.all(some.map((url) => app.inject({ url })));
      expect(answers.map(({ statusCode, body }) => (statusCode === 200 ? 200 : body))).toEqual(some.map(() => 200));
    }
  }
);
