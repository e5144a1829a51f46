import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn, type Line } from '../hand-in.ts';

const sent = '提交 2025-04-01 09:00, 县区推荐 2025-04-10 09:00, 市推荐 2025-04-20 09:00';
const returned = `${sent}, 省退回 2025-04-22 09:00`;
const chain = { 揭榜任务: '重点产业链链式转型' };
const central = { 企业性质: '中央驻鲁企业' };
const ownerless = { 企业性质: '' };

/** A city with so many places: its projects in the order in which they stand here, each with its rank. */
interface City {
  quota: number | null;
  projects: readonly { id: string; rank: number | null; path?: string; changed?: Line }[];
}

const at = (id: string, rank: number | null, changed: Line = {}, path = sent) => ({ id, rank, changed, path });

const cities: Record<string, City> = {
  济南市: { quota: 2, projects: [at('A1', 1), at('A2', 2, chain), at('A3', 3), at('A4', 4), at('A5', 5)] },
  青岛市: { quota: 2, projects: [at('B1', 1), at('B2', 2), at('B3', 2), at('B4', 4)] },
  淄博市: { quota: 2, projects: [at('C1', 1), at('C2', 2), at('C3', null)] },
  枣庄市: { quota: 3, projects: [at('D1', 1), at('D2', null), at('D3', 3, {}, returned)] },
  东营市: { quota: 1, projects: [at('E1', 1, {}, returned), at('E2', 2), at('E3', 3)] },
  烟台市: { quota: null, projects: [at('F1', 1), at('F2', 2, central)] },
  潍坊市: { quota: 0, projects: [at('G1', 1), at('G2', null)] },
  济宁市: { quota: 1, projects: [at('H1', 1)] },
  泰安市: { quota: 1, projects: [at('I1', 1, ownerless), at('I2', 2), at('I3', 3)] },
  威海市: { quota: 1, projects: [at('J1', 1), at('J2', 2), at('J3', 1, chain), at('J4', 2, chain)] },
};

let build: Build;
beforeAll(async () => {
  const all = Object.entries(cities).flatMap(([city, { projects }]) =>
    projects.map((project) => ({ city, ...project }))
  );
  build = await buildFrom(
    handIn({
      applications: all.map(({ city, id, changed }) =>
        application(id, { 推荐市: city, '县（市、区）': '', ...changed })
      ),
      events: all.flatMap(({ id, path }) => events(id, path ?? '')),
      recommendations: all.flatMap(({ city, id, rank }) =>
        rank === null ? [] : [{ 批次: '2025', 推荐市: city, 排序: `${rank}`, 项目编号: id }]
      ),
      quotas: Object.entries(cities).flatMap(([city, { quota }]) =>
        quota === null ? [] : [{ 批次: '2025', 市: city, 推荐名额: `${quota}` }]
      ),
    }),
    { asOf: '2025-05-01', upTo: 'marts', without: ['checks', 'links', 'warnings'] }
  );
});
afterAll(() => build.close());

/** Which side of the line each stands on, its position, and how many have to go before it is in. */
async function lineOf(city: string): Promise<unknown[][]> {
  const rows = await rowsOf(
    build,
    `select project_id, place, first_place, last_place, after_returned from marts.quota_line where city = '${city}' order by project_id`
  );
  return rows.map((row) => Object.values(row));
}

const reasonsOf = async (city: string) =>
  (await rowsOf(build, `select place_reason from marts.quota_line where city = '${city}' order by project_id`)).map(
    ({ place_reason }) => place_reason
  );

describe('the quota line', () => {
  test('over by two: whoever is exempt stands between and counts for nothing, the next in line are numbered', async () => {
    expect(await lineOf('济南市')).toEqual([
      ['A1', '名额内', 1, 1, null],
      ['A2', '不占名额', null, null, null],
      ['A3', '名额内', 2, 2, null],
      ['A4', '名额线外', 3, 3, 1],
      ['A5', '名额线外', 4, 4, 2],
    ]);
    expect(await reasonsOf('济南市')).toEqual([null, '方向不限名额', null, null, null]);
  });

  test('equal ranks across the line are not told apart; what lies behind both is outside for sure', async () => {
    expect(await lineOf('青岛市')).toEqual([
      ['B1', '名额内', 1, 1, null],
      ['B2', '未定', 2, 3, null],
      ['B3', '未定', 2, 3, null],
      ['B4', '名额线外', 4, 4, 2],
    ]);
    expect((await reasonsOf('青岛市')).slice(1, 3)).toEqual(Array(2).fill('有 2 个占名额的都排第 2 位'));
  });

  test('one without a rank may stand before any other', async () => {
    expect(await lineOf('淄博市')).toEqual([
      ['C1', '名额内', 1, 2, null],
      ['C2', '未定', 2, 3, null],
      ['C3', '未定', 1, 3, null],
    ]);
    expect(await reasonsOf('淄博市')).toEqual([null, '有 1 个没有排序，可能在它前面', '没有排序']);
  });

  test('where the places suffice for all, a rank that is missing matters nothing; what was returned leaves a gap', async () => {
    expect(await lineOf('枣庄市')).toEqual([
      ['D1', '名额内', 1, 2, null],
      ['D2', '名额内', 1, 2, null],
      ['D3', '空出', null, null, null],
    ]);
    expect((await reasonsOf('枣庄市'))[2]).toBe('已退回，名次空着');
  });

  test('one that was returned gives its place to the next', async () => {
    expect(await lineOf('东营市')).toEqual([
      ['E1', '空出', null, null, null],
      ['E2', '名额内', 1, 1, null],
      ['E3', '名额线外', 2, 2, 1],
    ]);
  });

  test('no quota, no line; a quota of none leaves all outside; a single project within', async () => {
    expect(await lineOf('烟台市')).toEqual([
      ['F1', '名额未导入', 1, 1, null],
      ['F2', '不占名额', null, null, null],
    ]);
    expect((await lineOf('潍坊市')).map(([, place]) => place)).toEqual(['名额线外', '名额线外']);
    expect(await lineOf('济宁市')).toEqual([['H1', '名额内', 1, 1, null]]);
  });

  test('an owner that is not filled in may be exempt: behind it the line is not sure', async () => {
    expect((await lineOf('泰安市')).map((row) => row.slice(0, 4))).toEqual([
      ['I1', '名额内', 1, 1],
      ['I2', '未定', 1, 2],
      ['I3', '名额线外', 2, 3],
    ]);
    expect((await reasonsOf('泰安市'))[1]).toBe('前面有 1 个企业性质未填，可能不占名额');
  });

  test('those that are exempt may be ranked in a list of their own', async () => {
    expect((await lineOf('威海市')).map(([id, place]) => [id, place])).toEqual([
      ['J1', '名额内'],
      ['J2', '名额线外'],
      ['J3', '不占名额'],
      ['J4', '不占名额'],
    ]);
  });
});
