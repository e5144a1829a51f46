import { afterEach, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn, type Line } from '../hand-in.ts';
import { isFull } from '../../tier.ts';

const [a, b, c] = ['91370100MA3C4D5E6F', '91370200MA3C4D5E7A', '91370300MA3C4D5E8B'];
const listed = '提交 2024-04-01 09:00, 公布 2024-06-10 09:00';
const old = (id: string, changed: Line = {}) => application(id, { 批次: '2024-1', 揭榜任务: '往年任务', ...changed });

let build: Build | undefined;
afterEach(() => build?.close());

async function ledger(sources: Record<string, Line[]>, { asOf, year = 2025 }: { asOf?: string; year?: number } = {}) {
  build = await buildFrom(handIn(sources), {
    ...(asOf && { asOf }),
    upTo: 'assertions',
    without: ['checks', 'links', 'warnings', 'rules'],
  });
  expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
  return rowsOf(
    build,
    `select organisation_id as id, own, partner_in, carried_over, used, "limit", "left" from marts.organisations where year = ${year} order by id`
  );
}

test('whoever leads and whoever takes part has a place taken, once a project', async () => {
  const applications = [
    application('P1', { 统一社会信用代码: a, 联合单位信用代码: `${b}；${c}、${b};${a}` }),
    application('P2', { 统一社会信用代码: a }),
    application('P3', { 统一社会信用代码: b, 单位类型: '制造业企业' }),
    application('P4', { 统一社会信用代码: a }),
  ];
  expect(
    await ledger({
      applications,
      events: ['P1', 'P2', 'P3']
        .flatMap((id) => events(id, '提交 2025-04-01 09:00'))
        .concat(events('P4', '提交 2025-04-01 09:00, 撤回 2025-04-02 09:00')),
    })
  ).toEqual([
    { id: a, own: 2, partner_in: 0, carried_over: 0, used: 2, limit: 3, left: 1 },
    { id: b, own: 1, partner_in: 1, carried_over: 0, used: 2, limit: 1, left: -1 },
    { id: c, own: 0, partner_in: 1, carried_over: 0, used: 1, limit: null, left: null },
  ]);
});

test('a project of 2024 that is listed and not concluded takes a place of every participant in 2025', async () => {
  const sources = {
    applications: [old('P1', { 统一社会信用代码: a, 联合单位信用代码: b })],
    events: events('P1', listed),
  };
  const carried = (id: string | undefined, limit: number | null) => ({
    id,
    own: 0,
    partner_in: 0,
    carried_over: 1,
    used: 1,
    limit,
    left: limit === null ? null : limit - 1,
  });
  expect(await ledger(sources)).toEqual([carried(a, 3), carried(b, null)]);
});

test('it is free again once it is concluded or terminated, by the as-of day', async () => {
  const fates: readonly [says: string, path: string, acceptance: Line | null, carried: number][] = [
    ['not listed', '提交 2024-04-01 09:00', null, 0],
    ['listed, then withdrawn', `${listed}, 撤回 2024-07-01 09:00`, null, 0],
    ['accepted before the as-of day', listed, { 验收结论: '通过', 验收日期: '2025-04-23' }, 0],
    ['accepted on the as-of day', listed, { 验收结论: '通过', 验收日期: '2025-04-24' }, 0],
    ['accepted after the as-of day', listed, { 验收结论: '通过', 验收日期: '2025-04-25' }, 1],
    ['accepted on a day that is not known', listed, { 验收结论: '通过' }, 0],
    ['refused before the as-of day', listed, { 验收结论: '不通过', 验收日期: '2025-03-01' }, 0],
    ['to be put right', listed, { 验收结论: '整改', 验收日期: '2025-03-01' }, 1],
    ['terminated before the as-of day', `${listed}, 终止 2025-03-01 09:00`, null, 0],
    ['terminated after the as-of day', `${listed}, 终止 2025-05-01 09:00`, null, 1],
    ['terminated by its acceptance', listed, { 验收结论: '终止', 验收日期: '2025-03-01' }, 0],
  ];
  const id = (index: number) => `P${index}`;
  const code = (index: number) => `91370100MA3C4D5E${10 + index}`;
  const rows = await ledger({
    applications: fates.map((_, index) => old(id(index), { 统一社会信用代码: code(index) })),
    events: fates.flatMap(([, path], index) => events(id(index), path)),
    acceptances: fates.flatMap(([, , acceptance], index) =>
      acceptance ? [{ 项目编号: id(index), ...acceptance }] : []
    ),
  });
  const carried = new Map(rows.map((row) => [row.id, row.carried_over]));
  expect(fates.map(([says], index) => [says, carried.get(code(index)) ?? 0])).toEqual(
    fates.map(([says, , , expected]) => [says, expected])
  );
});

test.runIf(isFull)('a manufacturer with one project carried over has nothing left', async () => {
  expect(
    await ledger({ applications: [old('P1', { 单位类型: '制造业企业' })], events: events('P1', listed) })
  ).toMatchObject([{ carried_over: 1, limit: 1, left: 0 }]);
});

test.runIf(isFull)('two types on different rows: the stricter limit', async () => {
  const applications = [application('P1'), application('P2', { 单位类型: '制造业企业' })];
  expect(
    await ledger({ applications, events: ['P1', 'P2'].flatMap((id) => events(id, '提交 2025-04-01 09:00')) })
  ).toMatchObject([{ own: 2, limit: 1, left: -1 }]);
  expect(await rowsOf(build as Build, 'select applicant_type, has_two_types from marts.organisations')).toEqual([
    { applicant_type: '制造业企业', has_two_types: true },
  ]);
});

test.runIf(isFull)('on the basis of listing only listed projects count, carried over ones on both', async () => {
  const applications = [application('P1'), application('P2'), old('P3')];
  await ledger({
    applications,
    events: [
      ...events('P1', '提交 2025-04-01 09:00, 公布 2025-06-10 09:00'),
      ...events('P2', '提交 2025-04-01 09:00'),
      ...events('P3', listed),
    ],
  });
  expect(
    await rowsOf(
      build as Build,
      `select year, used, used_listed, "left", left_listed from marts.organisations order by year`
    )
  ).toEqual([
    { year: 2024, used: 1, used_listed: 1, left: null, left_listed: null },
    { year: 2025, used: 3, used_listed: 2, left: 0, left_listed: 1 },
  ]);
});

test.runIf(isFull)('an organisation is a city’s when it leads in that city alone', async () => {
  const applications = [
    application('P1', { 统一社会信用代码: a }),
    application('P2', { 统一社会信用代码: b }),
    application('P3', { 统一社会信用代码: b, 推荐市: '青岛市', '县（市、区）': '市南区' }),
  ];
  await ledger({ applications });
  expect(await rowsOf(build as Build, 'select organisation_id, city from marts.organisations order by 1')).toEqual([
    { organisation_id: a, city: '济南市' },
    { organisation_id: b, city: null },
  ]);
});
