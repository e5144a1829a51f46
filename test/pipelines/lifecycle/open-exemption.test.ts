import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn } from '../hand-in.ts';
import { referenceWith } from '../notice.ts';

// The notice says of every owner but 民营 whether its projects take a place.

let build: Build;
beforeAll(async () => {
  const reference = await referenceWith({ ownerships: (text) => text.replace(/民营,[^,]*/, '民营,?') });
  const of = (id: string, ownership: string, city: string) =>
    application(id, { 批次: '2026-1', 企业性质: ownership, 推荐市: city, '县（市、区）': '' });
  const files = handIn({
    applications: [of('A', '民营', '济南市'), of('B', '外资', '济南市'), of('C', '外资', '青岛市')],
    events: ['A', 'B', 'C'].flatMap((id) => events(id, '提交 2026-04-01 09:00, 市推荐 2026-04-16 09:00')),
  });
  const named = Object.entries(files).map(([name, text]) => [name.replace('.csv', '_示例数据.csv'), text] as const);
  build = await buildFrom(Object.fromEntries(named), { reference, asOf: '2026-12-31', upTo: 'metrics' });
  await rm(reference, { recursive: true });
});
afterAll(() => build.close());

test('who is exempt by a notice that does not say it is unknown, not nobody', async () => {
  const used = `select city, metrics.quota_used(c)::integer as used, metrics.quota_exempt(c)::integer as exempt, sum(c.exemption_unknown)::integer as unknown
    from marts.cube as c where batch = '2026-1' and city in ('济南市', '青岛市') group by rollup (city) order by city nulls first`;
  expect(await rowsOf(build, used)).toEqual([
    { city: null, used: null, exempt: null, unknown: 1 },
    { city: '济南市', used: null, exempt: null, unknown: 1 },
    { city: '青岛市', used: 1, exempt: 0, unknown: 0 },
  ]);
  expect(await rowsOf(build, 'select quota_used, quota_exempt from marts.projects order by project_id')).toEqual([
    { quota_used: null, quota_exempt: null },
    { quota_used: 1, quota_exempt: 0 },
    { quota_used: 1, quota_exempt: 0 },
  ]);
});
