import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const get = (url: string) => tested.app.inject({ url });

test('a panel answers its rows with columns that explain themselves', async () => {
  const answer = await get('/api/dashboards/quota/by-city.json?batch=2025');
  expect(answer.statusCode, answer.body).toBe(200);
  const { columns, rows } = answer.json();
  expect(columns).toEqual([
    { name: 'city', title: '推荐市', unit: null, type: 'string' },
    {
      name: 'quota_used',
      title: '占用名额',
      unit: '个',
      format: 'count',
      type: 'number',
      definition: '推荐且占名额',
      clause: '三（二）',
    },
    {
      name: 'quota',
      title: '推荐名额',
      unit: '个',
      format: 'count',
      type: 'number',
      definition: '各市推荐名额之和',
      clause: '三（二）',
    },
    {
      name: 'recommendation_rate',
      title: '推荐率',
      unit: '%',
      format: 'percent',
      type: 'number',
      definition: '推荐数 ÷ 申报数',
      numerator: 'recommended',
      denominator: 'applied',
      n: 'applied',
    },
    { name: 'over', title: '是否超额', unit: null, type: 'boolean' },
  ]);
  expect(rows).toHaveLength(16);
  expect(rows.slice(0, 3)).toEqual([
    { city: '济南市', quota_used: 1, quota: 3, recommendation_rate: 1, over: false },
    { city: '青岛市', quota_used: 0, quota: 5, recommendation_rate: 0, over: false },
    { city: '淄博市', quota_used: 0, quota: null, recommendation_rate: null, over: null },
  ]);
});

test('the list says of each dashboard its title, filters and panels; one is the same', async () => {
  const [one] = (await get('/api/dashboards')).json();
  expect(one).toMatchObject({ name: 'quota', title: '名额', filters: expect.arrayContaining(['batch', 'stage']) });
  expect(Object.keys(one.panels)).toEqual(['by-city', 'every-relation', 'empty', 'projects']);
  expect((await get('/api/dashboards/quota')).json()).toEqual(one);
});

test.each([
  ['/api/dashboards/nope', 'unknown_dashboard', ['quota']],
  ['/api/dashboards/nope/by-city.json', 'unknown_dashboard', ['quota']],
  ['/api/dashboards/quota/nope.json', 'unknown_panel', ['by-city', 'every-relation', 'empty', 'projects']],
])('%s is not there, and what is there is listed', async (url, code, allowed) => {
  const answer = await get(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error).toMatchObject({ code, details: { allowed } });
});
