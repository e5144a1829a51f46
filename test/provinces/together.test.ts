import { afterAll, beforeAll, expect, test } from 'vitest';
import { landOf, type Land } from './land.ts';

interface Answer {
  version: string;
  rows: Record<string, unknown>[];
  unfit?: { state: string; says: string }[];
}

let land: Land;
let served: Awaited<ReturnType<Land['serve']>>;
beforeAll(async () => {
  land = await landOf();
  await land.compose();
  served = await land.serve();
});
afterAll(() => land.dispose());

const ask = (path: string) => served.json<Answer>(path);
const byProvince = async (metrics: string) => (await ask(`/api/query?metrics=${metrics}&by=province`)).rows;

test('a sum is the sum of the provinces, and stands by province', async () => {
  expect(await byProvince('recommended,total_investment')).toEqual([
    { province: '示例甲省', recommended: 4, total_investment: 74_000_000.5 },
    { province: '示例乙省', recommended: 4, total_investment: 74_000_000.5 },
    { province: '示例丙省', recommended: 2, total_investment: 9_000_000 },
  ]);
  const whole = await ask('/api/query?metrics=recommended,total_investment');
  expect(whole.rows).toEqual([{ recommended: 10, total_investment: 157_000_001 }]);
});

test('a ratio is made of the sums of all, and is no mean of ratios', async () => {
  const rows = await byProvince('recommendation_rate');
  expect(rows.map((row) => row.recommendation_rate)).toEqual([0.8, 0.8, 1]);
  const { rows: whole } = await ask('/api/query?metrics=recommendation_rate');
  expect(whole[0]!.recommendation_rate).toBeCloseTo(10 / 12);
});

test('what one province does not know is unknown for all, and by province it is seen whose it is', async () => {
  const rows = await byProvince('quota_remaining');
  expect(rows.map((row) => row.quota_remaining === null)).toEqual([false, false, true]);
  const { rows: whole } = await ask('/api/query?metrics=quota_remaining');
  expect(whole[0]!.quota_remaining).toBeNull();
});

test('numbers of two provinces that are alike are two projects, and places of one name two places', async () => {
  const { rows } = await ask('/api/query?metrics=projects&by=project_id');
  expect(rows).toHaveLength(12);
  expect(rows.filter(({ project_id }) => String(project_id).endsWith('·P-1'))).toHaveLength(3);
  const cities = await ask('/api/query?metrics=projects&by=city');
  const counted = new Map(cities.rows.map((row) => [row.city, row.projects]));
  expect(counted.get('示例甲省·青岛市')).toBe(2);
  expect(counted.get('示例丙省·青岛市')).toBe(1);
  expect(counted.get('乙二市')).toBe(2);
  expect(counted.has('青岛市')).toBe(false);
});

test('batches of different notices are not added together', async () => {
  const { rows } = await ask('/api/query?metrics=recommended&by=batch');
  expect(rows.filter(({ recommended }) => recommended !== 0).map(({ batch }) => batch)).toEqual([
    '示例甲省·2024-1',
    '示例甲省·2025',
    '示例乙省·2024-1',
    '示例乙省·2025',
    '示例丙省·2024-1',
    '示例丙省·2025',
  ]);
  const one = await ask('/api/query?metrics=recommended&by=province&batch=示例甲省·2025');
  expect(one.rows).toEqual([{ province: '示例甲省', recommended: 2 }]);
  expect(one.unfit!.map(({ says }) => says)).toEqual([
    '示例甲省·2025只是示例甲省的：示例乙省、示例丙省的通知里没有这一项，没有可比，不是 0。',
  ]);
});

test('each answer has one version, and the set of versions behind it is told', async () => {
  const told = await served.json<{ province: string; version: string; address: string | null }[]>('/api/provinces');
  expect(told.map(({ province, version, address }) => [province, version, address])).toEqual([
    ['示例甲省', '20260701T090000-11111111', 'https://a.example.gov.cn'],
    ['示例乙省', '20260701T090000-11111111', null],
    ['示例丙省', '20260701T090000-11111111', 'https://c.example.gov.cn/baijing'],
  ]);
});

test('the same set makes no new version, another one does, and the one before is there', async () => {
  const { version } = await ask('/api/query?metrics=recommended');
  expect(await land.compose()).toMatchObject({ version, isNew: false });
  await land.publish('b', '20260702T090000-22222222', [`delete from marts.cube where batch = '2024-1'`]);
  const next = await land.compose();
  expect(next).toMatchObject({ isNew: true });
  expect(next.version! > version).toBe(true);
  const again = await land.serve();
  expect((await again.json<Answer>('/api/query?metrics=recommended')).rows).toEqual([{ recommended: 8 }]);
  const before = await again.json<Answer>(`/api/query?metrics=recommended&version=${version}`);
  expect(before.rows).toEqual([{ recommended: 10 }]);
});

test('where somebody wrote down that they are the same they are added, and nothing is counted twice', async () => {
  await land.same([
    ['batch', 'a', '2025', '2025 年'],
    ['batch', 'b', '2025', '2025 年'],
  ]);
  await land.compose();
  const again = await land.serve();
  const { rows } = await again.json<Answer>('/api/query?metrics=recommended,quota&by=batch&batch=2025 年');
  expect(rows).toEqual([{ batch: '2025 年', recommended: 4, quota: 16 }]);
  const filters = await again.json<{ name: string; values: string[] }[]>('/api/filters');
  const batches = filters.find(({ name }) => name === 'batch')!.values;
  expect(batches.filter((each) => each.includes('2025'))).toEqual(['2025 年', '示例丙省·2025']);
});

test('what is written down of values that there are not, or of what is no notice’s, is refused by name', async () => {
  await land.same([['batch', 'a', '2019', '2019']]);
  await expect(land.compose()).rejects.toThrow('a 没有 batch 2019');
  await land.same([['city', 'a', '济南市', '同']]);
  await expect(land.compose()).rejects.toThrow('city');
});
