import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Page, Table, TurnedAway } from '#spec';
import { openSample } from './sample.ts';

let sample: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

/** A plus in an address is a blank: the one in a name is written out. */
const table = async (path: string): Promise<Table> => {
  const answer = await sample.app.inject({ url: encodeURI(`/api/${path}`).replaceAll('+', '%2B') });
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json();
};
const valuesOf = async (path: string, name: string) => (await table(path)).rows.map((row) => row[name]);

test('what is left of quotas and what is over are summed apart, and called by whether anybody can use them', async () => {
  const asked = 'query?metrics=quota_free,quota_over,quota_remaining';
  const closed = await table(`${asked}&batch=2025`);
  expect(closed.rows).toEqual([expect.objectContaining({ quota_free: 20, quota_over: 2, quota_remaining: 18 })]);
  const cities = (await table(`${asked}&batch=2025&by=city`)).rows;
  expect(cities.filter(({ quota_free }) => Number(quota_free) > 0).length).toBe(13);
  expect(cities.filter(({ quota_over }) => Number(quota_over) > 0).map(({ city }) => city)).toEqual(['潍坊市']);
  const titleOf = ({ columns }: Table) => columns.find(({ name }) => name === 'quota_free')?.title;
  expect(titleOf(closed)).toBe('未用名额');
  expect(titleOf(await table(`${asked}&batch=2026-2`))).toBe('可用名额');
  expect(titleOf(await table(asked))).toBe('可用名额或未用名额');
});

test('a task that no notice at hand lists is one of its year, in groups, filters and pages alike', async () => {
  const name = '工业互联网+安全生产';
  const groups = (await table('query?metrics=applied&by=task')).rows;
  for (const task of [name, `${name} · 2024`]) {
    const [filtered] = await valuesOf(`query?metrics=applied&task=${task}`, 'applied');
    expect(groups.find((row) => row.task === task)?.applied).toBe(filtered);
    const shown = (await table('dashboards/directions/tasks.json')).rows.filter((row) => row.task === task);
    expect(shown.map(({ applied }) => applied)).toEqual([filtered]);
  }
  expect(await valuesOf(`query?metrics=applied&by=batch&task=${name} · 2024`, 'batch')).toEqual(['2024-1', '2024-2']);
});

test.each([
  ['directions/directions', 'direction=链式转型', 'direction', ['链式转型']],
  ['directions/tasks', 'task=供应链平台创新', 'task', ['供应链平台创新']],
  ['directions/directions', 'task=供应链平台创新', 'direction', ['技术赋能']],
  ['directions/tasks', 'direction=载体赋能', 'task', ['数字化转型公共服务载体']],
  ['directions/grid', 'task=供应链平台创新&city=济南市', 'task', ['供应链平台创新']],
  ['funding/by-direction', 'direction=链式转型', 'direction', ['链式转型']],
])('%s under %s names nothing that is left out', async (panel, query, name, expected) => {
  const path = `dashboards/${panel}.json?batch=2025&${query}`;
  expect(await valuesOf(path, name)).toEqual(expected);
  const csv = await sample.get<string>(`/api/${path.replace('.json', '.csv')}`);
  expect(csv.trim().split('\r\n').length).toBe(expected.length + 1);
});

test('what nobody filed for stands with 0 where nothing leaves it out', async () => {
  const applied = await valuesOf('dashboards/directions/tasks.json?batch=2026-1', 'applied');
  expect([applied.length, applied.includes(0)]).toEqual([10, true]);
  // Of the batch after it nothing has come yet.
  expect(await valuesOf('dashboards/directions/tasks.json?batch=2026-2', 'applied')).toEqual(applied.map(() => 0));
});

test('two counties of one name are two, and say of which city they are', async () => {
  const { rows } = await table('query?metrics=projects&by=county');
  const of = rows.filter(({ county }) => county === '市中区');
  expect(of.map(({ city }) => city)).toEqual(
    ['济南市', '枣庄市', '济宁市'].filter((city) => of.some((row) => row.city === city))
  );
  expect(of.length).toBeGreaterThan(1);
  const whole = await valuesOf('query?metrics=projects&county=市中区', 'projects');
  const parts = await Promise.all(
    of.map(({ city }) => valuesOf(`query?metrics=projects&county=市中区（${String(city)}）`, 'projects'))
  );
  expect(parts.flat()).toEqual(of.map(({ projects }) => projects));
  expect([parts.flat().reduce((sum, each) => Number(sum) + Number(each), 0)]).toEqual(whole);
});

test('a cut list says of how many; its files hold all', async () => {
  const panel = '/api/dashboards/overview/overdue';
  const first = await sample.get<Table>(`${panel}.json?limit=2`);
  const all = await sample.get<Table>(`${panel}.json`);
  const csv = (await sample.get<string>(`${panel}.csv?limit=2`)).trim().split('\r\n');
  expect([first.rows, first.total, all.total]).toEqual([all.rows.slice(0, 2), all.rows.length, undefined]);
  expect(csv.length).toBe(all.rows.length + 1);
});

test('rows that were not loaded are told where they would have counted, as far as that is known', async () => {
  const told = async (query: string) => {
    const { rows, unplaced } = await sample.get<TurnedAway>(`/api/turned-away${query}`);
    return [rows, unplaced];
  };
  expect(await told('')).toEqual([3, 0]);
  // Of the result of a project that is not there nobody knows whose it was.
  expect(await told('?batch=2025')).toEqual([1, 1]);
  expect(await told('?batch=2025&city=泰安市')).toEqual([1, 1]);
  expect(await told('?batch=2025&city=济南市')).toEqual([0, 1]);
  expect(await told('?batch=2024-1')).toEqual([0, 1]);
});

test('what has not come by the as-of day counts in no figure, and is told beside them', async () => {
  const told = async (query: string) =>
    Object.fromEntries(
      (await sample.get<TurnedAway>(`/api/turned-away${query}`)).notYet.map(({ title, rows }) => [title, rows])
    );
  expect(await told('?batch=2025')).toEqual({});
  expect(await told('?batch=2026-1')).toEqual({ 奖补资金表: 2, 流程记录: 9, 省级评审: 3, 验收结果表: 2 });
  const [row] = (await table('query?metrics=applied,listed,accepted,subsidy_allocated,supported&batch=2026-1')).rows;
  expect(row).toMatchObject({ applied: 49, listed: 1, accepted: 0, subsidy_allocated: null, supported: 0 });
});

test('cities stand by their code and stages one after the other', async () => {
  const sorted = async (sort: string, name: string) => [
    ...new Set((await sample.get<Page>(`/api/projects?limit=500&sort=${sort}`)).rows.map((row) => row[name])),
  ];
  expect((await sorted('city', 'city')).slice(0, 3)).toEqual(['济南市', '青岛市', '淄博市']);
  expect((await sorted('-city', 'city'))[0]).toBe('菏泽市');
  const stages = await sample.get<{ name: string; values: string[] }[]>('/api/filters');
  const order = stages.find(({ name }) => name === 'stage')!.values;
  const found = await sorted('stage', 'stage');
  expect(found).toEqual(order.filter((stage) => found.includes(stage)));
});
