import { tableFromIPC } from 'apache-arrow';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Findings, Notice, Proof, Table } from '#spec';
import { openSample } from './sample.ts';

let app: FastifyInstance;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ app, close } = await openSample(inject('sampleWarehouse')));
});
afterAll(() => close());

const query = (filters: Record<string, string>) => new URLSearchParams(filters).toString();
const ask = async <T>(path: string, filters: Record<string, string> = {}) => {
  const answer = await app.inject(`/api/${path}?${query(filters)}`);
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json<T>();
};
const over = 'dashboards/overview/over-quota';

test('cities over their quota: none is one thing, and none that can be told another', async () => {
  const none = await ask<Table>(`${over}.json`, { batch: '2024-1' });
  expect([none.rows, none.unfit]).toEqual([[], undefined]);
  const told = await ask<Table>(`${over}.json`, { batch: '2025', ownership: '民营' });
  expect([told.rows, told.unfit]).toEqual([
    [],
    [{ state: 'not_applicable', filters: ['ownership'], says: '按企业性质筛选，没有各市推荐名额可比。' }],
  ]);
});

test.each([
  ['county', '历下区'],
  ['direction', '技术赋能'],
  ['task', '5G 工厂（产线/车间）'],
  ['applicant_type', '服务商'],
  ['ownership', '民营'],
  ['stage', '已揭榜'],
])('a quota is not applicable by %s, and every door of it says so', async (name, value) => {
  const filters = { city: '济南市', [name]: value };
  const { unfit = [], rows } = await ask<Table>('dashboards/quota/headline.json', filters);
  expect(unfit).toMatchObject([{ state: 'not_applicable', filters: [name] }]);
  const { columns = [], says } = unfit[0]!;
  expect(columns).toEqual(expect.arrayContaining(['quota', 'quota_over', 'quota_use_rate']));
  expect(columns.map((column) => rows[0]![column])).toEqual(columns.map(() => null));
  const csv = (await app.inject(`/api/dashboards/quota/headline.csv?${query(filters)}`)).payload;
  expect(csv.split('\r\n')[0]!.endsWith(says)).toBe(true);
  const arrow = (await app.inject(`/api/dashboards/quota/headline.arrow?${query(filters)}`)).rawPayload;
  expect(JSON.parse(tableFromIPC(arrow).schema.metadata.get('unfit')!)).toEqual(unfit);
  const asked = await ask<Table>('query', { ...filters, metrics: 'quota,applied' });
  expect(asked.unfit).toMatchObject([{ filters: [name], columns: ['quota'] }]);
});

test('a rule that no filter in force can be asked of has no counts, is named on the list, and is no 0', async () => {
  const filters = { batch: '2025', task: '5G 工厂（产线/车间）' };
  const { clauses } = await ask<Notice>('compliance', filters);
  const rules = new Map(clauses.flatMap(({ rules: all }) => all).map((each) => [each.rule, each]));
  for (const rule of ['over_quota', 'rank_order', 'group_limit', 'direction_support_cap', 'manufacturer_limit'])
    expect([rule, rules.get(rule)?.counts, rules.get(rule)?.unfit?.says]).toEqual([
      rule,
      null,
      '按揭榜任务筛选不适用。',
    ]);
  expect(rules.get('late_submission')?.counts?.passed).toBeGreaterThan(0);
  for (const path of ['findings', 'dashboards/overview/findings.json']) {
    const { unfit = [] } = await ask<Findings>(path, filters);
    expect(unfit[0]?.says).toContain('推荐超出名额');
    expect(unfit[0]?.says).toContain('奖补超出标准');
  }
  expect((await ask<Findings>('findings', { ...filters, rule: 'late_submission' })).unfit).toBeUndefined();
  const whole = await ask<Notice>('compliance', { batch: '2025' });
  expect(whole.clauses.flatMap(({ rules: all }) => all).filter(({ counts }) => counts === null)).toEqual([]);
});

test('what such a rule counts is followed to nothing, and is no 0 either', async () => {
  const asked = { metric: 'failed', of: 'findings', only: 'rule:manufacturer_limit', limit: '0' };
  const told = await ask<Proof>('explain', { ...asked, task: '5G 工厂（产线/车间）' });
  expect([told.value, told.recomputed]).toEqual([null, null]);
  expect(told.unfit).toEqual([{ state: 'not_applicable', filters: ['task'], says: '按揭榜任务筛选不适用。' }]);
  const { value, recomputed, unfit } = await ask<Proof>('explain', { ...asked, city: '济南市' });
  expect([typeof value, recomputed?.agrees, unfit]).toEqual(['number', true, undefined]);
});

test('what a panel counts whatever is filtered says so', async () => {
  const { unfit } = await ask<Table>('dashboards/directions/caps.json', { city: '济南市', batch: '2025' });
  expect(unfit).toMatchObject([{ state: 'not_filtered', filters: ['city'] }]);
  expect((await ask<Table>('dashboards/directions/caps.json', { batch: '2025' })).unfit).toBeUndefined();
});

test('the API filters by no batch of itself; what pages begin with is told', async () => {
  const filters = await ask<{ name: string; current?: string }[]>('filters');
  expect(filters.find(({ name }) => name === 'batch')?.current).toBe('2026-2');
  expect((await ask<Table>('query', { metrics: 'projects', by: 'batch' })).rows.length).toBe(5);
});

test('money by its budget year obeys it, and is not said to be unfit', async () => {
  const { rows, unfit } = await ask<Table>('query', { metrics: 'subsidy_allocated,subsidy_paid', budget_year: '2025' });
  expect(rows[0]!.subsidy_allocated).toBeGreaterThan(0);
  expect(unfit).toBeUndefined();
});

test.each([
  ['organisations', { city: '济南市', batch: '2025' }, ['batch', 'city']],
  ['groups', { ownership: '民营' }, ['ownership']],
  ['support', { city: '济南市', batch: '2025' }, ['city']],
  ['notices', { stage: '已揭榜', batch: '2025' }, ['stage']],
])('%s tell which filters their numbers do not obey', async (path, filters, unheard) => {
  const { unfit = [] } = await ask<Table>(path, filters);
  expect(unfit).toMatchObject([{ state: 'not_filtered', filters: unheard }]);
  expect((await ask<Table>(path)).unfit).toBeUndefined();
  if (path !== 'organisations' && path !== 'groups') return;
  const csv = (await app.inject(`/api/${path}?${query({ ...filters, format: 'csv' })}`)).payload;
  expect(csv.split('\r\n')[0]!.endsWith(unfit[0]!.says)).toBe(true);
});

test('days narrow what is told of them from the first to the last, and all else says that it does not obey', async () => {
  const asked = async (panel: string, ...days: string[]) => {
    const said = new URLSearchParams([['batch', '2025'], ...days.map((day) => ['arrived_on', day])]);
    const answer = await app.inject(`/api/dashboards/${panel}.json?${said}`);
    expect([days, answer.statusCode]).toEqual([days, 200]);
    return answer.json<Table>();
  };
  const dayOf = ({ rows }: Table) => rows.map(({ told }) => String(told).slice(0, 10));
  const all = dayOf(await asked('deadlines/arrived'));
  for (const days of [['2025-04-24'], ['2025-04-23', '2025-04-24'], ['2025-04-24', '2025-04-23'], ['2031-01-01']]) {
    const [first = '', last = first] = days.toSorted();
    const meant = all.filter((day) => first <= day && day <= last);
    expect(dayOf(await asked('deadlines/arrived', ...days))).toEqual(meant);
  }
  expect(all.filter((day) => day === '2025-04-24').length).toBeGreaterThan(10);
  const [late, lateOfDay] = [await asked('pipeline/late'), await asked('pipeline/late', '2025-04-24')];
  expect(lateOfDay.rows).toEqual(late.rows);
  expect(lateOfDay.unfit).toMatchObject([
    { state: 'not_filtered', filters: ['arrived_on'], says: '各数不随提交、推荐日筛选。' },
  ]);
  const { rows } = await asked('deadlines/untimed', '2025-04-24');
  const submitted = rows.find(({ step }) => step === '提交')!;
  const proof = await ask<Proof>('explain', {
    metric: 'timed',
    of: 'arrivals',
    batch: '2025',
    only: 'step:提交',
    arrived_on: '2025-04-24',
  });
  expect([proof.value, proof.recomputed?.agrees]).toEqual([submitted['timed'], true]);
  expect(proof.conditions.find(({ name }) => name === 'arrived_on')?.words).toEqual(['2025-04-24']);
});

test('days of allocation narrow what is told of allocations, and no sum of projects', async () => {
  const all = await ask<Table>('dashboards/money-chain/allocations');
  const days = [...new Set(all.rows.map(({ allocated_on: on }) => String(on)))].filter((on) => on !== 'null').sort();
  const [first, last] = [days[1]!, days[3]!];
  const meant = all.rows.filter(({ allocated_on: on }) => on !== null && String(on) >= first && String(on) <= last);
  const span = { allocated_on: [first, last] };
  const said = new URLSearchParams(span.allocated_on.map((day) => ['allocated_on', day]));
  const get = async (path: string) => (await app.inject(`/api/${path}?${said}`)).json<Table>();
  const [some, drawn, told, chain] = [
    await get('dashboards/money-chain/allocations.json'),
    await get('dashboards/money-chain/allocated.json'),
    (await app.inject(`/api/query?metrics=subsidy_allocated&${said}`)).json<Table>(),
    await get('dashboards/money-chain/chain.json'),
  ];
  const sum = (rows: Table['rows']) => rows.reduce((total, row) => total + Number(row.subsidy_allocated), 0);
  expect(some.rows).toEqual(meant);
  expect(told.rows[0]!.subsidy_allocated).toBeCloseTo(sum(meant), 2);
  expect(drawn.rows.at(-1)!.allocated_so_far).toBeCloseTo(sum(meant), 2);
  expect(chain.unfit).toMatchObject([{ state: 'not_filtered', filters: ['allocated_on'] }]);
  expect((await app.inject(`/api/query?metrics=listed&${said}`)).statusCode).toBe(400);
});

test.each(['2025-4-24', '2025-02-30', '昨天', '2025-04-24T00:00', "2025-04-24' or 1=1"])(
  '%j is no day',
  async (day) => {
    const answer = await app.inject(`/api/dashboards/deadlines/arrived.json?${query({ arrived_on: day })}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'bad_parameter', details: { parameter: 'arrived_on' } } });
  }
);

// 截止 of what arrived is a text, 应验收数 a count: both are called due.
test.each(['allocated_on', 'arrived_on'])('by %s each metric is answered, or has no meaning there', async (by) => {
  const metrics = await ask<{ name: string }[]>('metrics');
  const answers = await Promise.all(
    metrics.map(async ({ name }) => {
      const answer = await app.inject(`/api/query?${query({ metrics: name, by })}`);
      return [name, answer.statusCode === 200 ? 'answered' : answer.json<{ error: { code: string } }>().error.code];
    })
  );
  expect(answers.filter(([, told]) => told !== 'answered' && told !== 'no_meaning')).toEqual([]);
  expect(answers.length).toBeGreaterThan(30);
});
