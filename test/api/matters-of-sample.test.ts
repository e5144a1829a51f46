import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Findings, Matters, Projects, Row, Table } from '#spec';
import { openSample } from './sample.ts';

type Opened = Awaited<ReturnType<typeof openSample>>;
let sample: Opened;
let matters: Matters['rows'];
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
  ({ rows: matters } = await sample.get<Matters>('/api/matters?limit=500'));
});
afterAll(() => sample.close());

const failed = async (rule: string) =>
  (await sample.get<Findings>(`/api/findings?rule=${rule}&verdict=fail&limit=500`)).rows
    .map(({ subjectId }) => subjectId)
    .sort();
const lateBy = (...kinds: string[]) =>
  matters
    .filter(({ kind, state }) => kinds.includes(kind) && state === '逾期')
    .map(({ project_id: id }) => id)
    .sort();

test('what is late of acceptance, of payment and of recovery is what the rules say is', async () => {
  expect(lateBy('apply', 'accept', 'rectify')).toEqual(await failed('acceptance_overdue'));
  expect(lateBy('pay')).toEqual(await failed('idle_money'));
  expect(lateBy('recover')).toEqual(await failed('recovery'));
  expect(lateBy('apply', 'accept', 'rectify').length).toBeGreaterThan(30);
});

test('a state, its days and its words are of one piece, and none of a day that is not known', () => {
  for (const { state, days_late: late, days_left: left, due_on: due, urge, due_basis: basis } of matters) {
    expect(late !== null, String(urge)).toBe(state === '逾期');
    expect(left !== null, String(urge)).toBe(state === '未到期');
    expect(due === null, String(urge)).toBe(state === '没有期限' || state === '期限未知');
    expect(basis, String(urge)).toBeTruthy();
    if (late !== null) expect(urge).toContain(`已过 ${late} 天`);
    if (left !== null) expect(urge).toContain(`还有 ${left} 天`);
  }
});

test('who applied for acceptance is not asked to apply: it is the province that is to act', async () => {
  const { rows } = await sample.get<{ rows: Row[] }>('/api/matters?what=申请验收&limit=500');
  for (const { project_id: id } of rows) {
    const { events = [] } = await sample.get<{ events?: Row[] }>(`/api/projects/${String(id)}`);
    expect(
      events.filter(({ step }) => step === '申请验收'),
      String(id)
    ).toEqual([]);
  }
  expect(matters.filter(({ kind }) => kind === 'accept').every(({ actor }) => actor === '省')).toBe(true);
});

test('every project stands somewhere, once; of those whose batch is over nobody is urged', async () => {
  const { total } = await sample.get<Projects>('/api/projects?limit=1');
  const stages = await sample.get<Table>('/api/dashboards/stays/stages.json');
  const over = await sample.get<Projects>('/api/projects?only=listed:0&batch=2025&limit=500');
  const closed = new Set(
    over.rows.filter(({ progress }) => progress === '已截止').map(({ project_id: id }) => String(id))
  );
  expect(total).toBeGreaterThan(500);
  expect(closed.size).toBeGreaterThan(50);
  expect(matters.filter(({ project_id: id }) => closed.has(id))).toEqual([]);
  const told = stages.rows.reduce((sum, { closed: count }) => sum + Number(count), 0);
  const listed = await sample.get<Projects>('/api/projects?only=progress:已截止&limit=1');
  expect(listed.total).toBe(told);
});

test('the days of a stage that is not dated are unknown, never nought', async () => {
  const { rows } = await sample.get<Projects>('/api/projects?stage=填报&limit=100');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ stayed_days: days, since_on: since }) => days === null && since === null)).toBe(true);
});

test('the counts of a city are as many as its list has', async () => {
  const { rows } = await sample.get<Table>('/api/dashboards/pipeline/cities.json');
  for (const { city, late, coming } of rows.slice(0, 4)) {
    const listed = async (state: string) =>
      (await sample.get<Matters>(`/api/matters?city=${String(city)}&state=${state}&limit=1`)).total;
    expect([await listed('逾期'), await listed('未到期')], String(city)).toEqual([late, coming]);
  }
});
