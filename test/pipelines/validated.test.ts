import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { readContracts } from '../../src/intake/contracts.ts';
import { buildFrom, rowsOf } from '../pipeline/province.ts';
import { application, csv, type Line } from './hand-in.ts';

const good = (id: string, changed: Line = {}) =>
  application(id, { 统一社会信用代码: '91350100M000100Y43', ...changed });
const event = (id: string, stage: string, time: string): Line => ({ 项目编号: id, 环节: stage, 时间: time });

/** Two hand-ins with everything that can become of a row: used, superseded, refused, ragged, a total, a note, blank. */
const files = {
  '1/applications.csv': `项目基本信息表（示例）,,\n${csv([good('P1'), good('P2'), good('P3', { 推荐市: '岛青市' })])}\n,,,,,,,,,,\n合计,,,,,,,,,,300\n填表人：甲,,,,,,,,,,\n`,
  '2/applications.csv': csv([good('P1', { 项目名称: '改' }), good('P4'), good('P4')]),
  'events.csv': `${csv([event('P1', '提交', '2025-04-01'), event('P3', '提交', '2025-04-01'), event('P9', '提交', '2025-04-01')])}\nP1,提交,2025-04-01,多,出,一,格\n`,
  'quotas.csv': csv([
    { 批次: '2025', 市: '济南', 推荐名额: '3' },
    { 批次: '2025', 市: '青岛', 推荐名额: '约3' },
  ]),
};

let build: Build;
beforeAll(async () => {
  build = await buildFrom(files, { upTo: 'assertions' });
});
afterAll(() => build.close());

test('what is used is what is neither refused nor superseded, as staged', async () => {
  expect(
    await rowsOf(
      build,
      'select project_id, project_name, source_file, source_row from validated.applications order by 1'
    )
  ).toEqual([
    { project_id: 'P1', project_name: '改', source_file: '2/applications.csv', source_row: 2 },
    { project_id: 'P2', project_name: '项目P2', source_file: '1/applications.csv', source_row: 4 },
  ]);
  expect(await rowsOf(build, 'select project_id, stage, happened_at, has_time from validated.events')).toEqual([
    { project_id: 'P1', stage: '提交', happened_at: '2025-04-01 00:00:00', has_time: false },
  ]);
  expect(await rowsOf(build, 'select city, quota from validated.quotas')).toEqual([{ city: '济南市', quota: 3 }]);
});

test('every source has its table, with the columns of its contract', async () => {
  for (const { name, columns } of await readContracts('pipelines')) {
    const found = (await rowsOf(build, `describe validated."${name}"`)).map(({ column_name }) => column_name);
    expect(found).toEqual(
      expect.arrayContaining([...Object.keys(columns), 'source_file', 'source_sheet', 'source_row'])
    );
    expect(found).not.toContain('row_key');
  }
});

test('rows read = used + superseded + refused + totals + blank, for every file', async () => {
  expect(
    await rowsOf(
      build,
      `select f.source_file as file, f.read, f.totals, f.blank,
         (select count(*) from validated.rows v where v.source_file = f.source_file)::integer as used,
         (select count(*) from resolved.dropped d where d.source_file = f.source_file and why = 'superseded')::integer as superseded,
         (select count(*) from resolved.dropped d where d.source_file = f.source_file and why = 'rejected')::integer as refused,
         f.set_aside
       from sources.files f order by file`
    )
  ).toEqual([
    { file: '1/applications.csv', read: 6, totals: 2, blank: 1, used: 1, superseded: 1, refused: 1, set_aside: 0 },
    { file: '2/applications.csv', read: 3, totals: 0, blank: 0, used: 1, superseded: 0, refused: 2, set_aside: 0 },
    { file: 'events.csv', read: 4, totals: 0, blank: 0, used: 1, superseded: 0, refused: 2, set_aside: 1 },
    { file: 'quotas.csv', read: 2, totals: 0, blank: 0, used: 1, superseded: 0, refused: 1, set_aside: 0 },
  ]);
  expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
});

test.each([
  ['rows_balance', `delete from validated.events`],
  ['rows_balance', `insert into validated.quotas from validated.quotas`],
  ['rows_balance', `delete from resolved.dropped where why = 'superseded'`],
  [
    'rows_balance',
    `insert into resolved.dropped select source, source_file, source_sheet, source_row, 'superseded' from resolved.dropped where source = 'quotas'`,
  ],
  ['rows_balance', `delete from sources.set_aside where what = 'rejected'`],
  ['rows_balance', `update sources.files set blank = 0`],
  ['rows_balance', `update validated.quotas set source_file = 'elsewhere.csv'`],
  ['staging_rows', `delete from staging.quotas where city = '青岛市'`],
  ['staging_rows', `insert into staging.events from staging.events limit 1`],
  ['staging_rows', `update staging.events set source_row = 2`],
  ['staging_rows', `update staging.events set source_file = 'elsewhere.csv'`],
  ['staging_rows', `update sources.files set read = read + 1 where source = 'events'`],
])('%s is broken by: %s', async (assertion, statement) => {
  const sql = `select * from (\n${readFileSync(`pipelines/assertions/${assertion}.sql`, 'utf8')}\n) where left_side is distinct from right_side`;
  await build.run('begin', 'begin');
  await build.run(statement, statement);
  expect((await rowsOf(build, sql)).length).toBeGreaterThan(0);
  await build.run('rollback', 'rollback');
  expect(await rowsOf(build, sql)).toEqual([]);
});
