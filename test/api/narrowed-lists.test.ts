import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Findings, Projects } from '#spec';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const ask = (url: string) => tested.app.inject({ url: encodeURI(url) });
const idsOf = async (query: string) =>
  (await ask(`/api/projects?${query}`)).json<Projects>().rows.map(({ project_id: id }) => id);

test('projects are narrowed by what a column says, any of several, and all of several columns', async () => {
  const all = await idsOf('');
  const listed = await idsOf('only=listed:1');
  expect(listed.length).toBeGreaterThan(0);
  expect(listed.length).toBeLessThan(all.length);
  expect([...listed, ...(await idsOf('only=listed:0'))].sort()).toEqual(all);
  expect(await idsOf('only=listed:1&only=listed:0')).toEqual(all);
  expect(await idsOf('only=listed:1&only=applied:0')).toEqual(
    (await idsOf('only=applied:0')).filter((id) => listed.includes(id))
  );
});

test('an amount is asked for in 万元, its ends belong to it, and what is unknown is in no range', async () => {
  const { rows } = (await ask('/api/projects')).json<Projects>();
  const amounts = rows.flatMap(({ project_id: id, total_investment: amount }) =>
    typeof amount === 'number' ? [{ id, amount }] : []
  );
  const [one] = amounts;
  const at = one!.amount / 10_000;
  const same = amounts.filter(({ amount }) => amount === one!.amount).map(({ id }) => id);
  expect(await idsOf(`number=total_investment&at_least=${at}&at_most=${at}`)).toEqual(same);
  expect((await idsOf('number=total_investment&at_least=0')).length).toBe(
    amounts.filter(({ amount }) => amount >= 0).length
  );
});

test('a count says what the page lists, also where it is narrowed by what the rules found', async () => {
  const { rows } = (await ask('/api/projects')).json<Projects>();
  const broken = rows.filter(({ failed }) => Number(failed) >= 1).map(({ project_id: id }) => id);
  const answer = (await ask('/api/projects?number=failed&at_least=1&limit=1')).json<Projects>();
  expect(answer.total).toBe(broken.length);
});

test('a file holds the chosen columns in their order, JSON all', async () => {
  const { body } = await ask('/api/projects?format=csv&show=city&show=project_id&sort=project_id');
  const lines = body.replace('\ufeff', '').trim().split(/\r?\n/);
  expect(lines[0]).toBe('推荐市,项目编号');
  const { columns } = (await ask('/api/projects?show=city')).json<Projects>();
  expect(columns.length).toBeGreaterThan(2);
  for (const table of ['projects', 'findings', 'organisations', 'groups'])
    expect((await ask(`/api/${table}?format=csv&show=nothing`)).statusCode, table).toBe(400);
});

test('a file says what it is narrowed by, and not which columns were chosen', async () => {
  const query = 'only=listed:1&number=total_investment&at_least=1&show=city';
  const { headers } = await ask(`/api/projects?format=csv&${query}`);
  const name = decodeURIComponent(String(headers['content-disposition']));
  expect(name).toContain('1、');
  expect(name).not.toContain('city');
  expect(name).not.toMatch(/UTF-8''[^;]*:/);
});

test('findings are narrowed and sorted alike', async () => {
  const { rows } = (await ask('/api/findings?only=subject_kind:project&sort=-subject_id')).json<Findings>();
  const ids = rows.map(({ subjectId }) => subjectId);
  expect(new Set(rows.map(({ subjectKind }) => subjectKind))).toEqual(new Set(['project']));
  expect(ids).toEqual(ids.toSorted().reverse());
  const { body } = await ask('/api/findings?format=csv&show=message&show=rule');
  expect(body.replace('\ufeff', '').split(/\r?\n/)[0]?.split(',')).toHaveLength(2);
});

test('what is no column, or no number, is refused with those that there are', async () => {
  for (const [query, code] of [
    ['only=secret:1', 'unknown_column'],
    ['only=listed:many', 'bad_parameter'],
    ['number=project_name&at_least=1', 'unknown_column'],
    ['at_most=1', 'unknown_column'],
    ['number=total_investment&at_least=much', 'bad_parameter'],
    ['number=total_investment&at_least=Infinity', 'bad_parameter'],
  ])
    expect((await ask(`/api/projects?${query}`)).json(), query).toMatchObject({ error: { code } });
});
