import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody, seat, type Reader } from '#access';
import { capabilityNames, everything } from '#spec';
import { keepGate } from '../../src/api/http/gate.ts';
import { readerOf } from '../readers.ts';
import { openApp, type TestedApp } from './app.ts';

let tested: TestedApp;
let reader: Reader = seat;
let paths: Record<string, Record<string, { 'x-needs': string }>>;
beforeAll(async () => {
  tested = await openApp({ reader: () => reader });
  ({ paths } = (await tested.app.inject('/api/openapi.json')).json());
});
afterAll(() => tested.close());

const doors = () =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { 'x-needs': needs }]) => ({
      needs,
      method: method.toUpperCase() as 'GET' | 'POST' | 'DELETE',
      url: path.replaceAll(/\{\w+\}/g, 'x'),
    }))
  );

describe('a route', () => {
  test('that does not say what it needs stops the start', () => {
    const app = Fastify();
    keepGate(app, { reader: () => seat });
    expect(() => app.get('/api/new', () => 'rows')).toThrow('/api/new: does not say what it needs');
    expect(() => app.get('/api/known', { config: { needs: 'nobody' } }, () => '')).not.toThrow();
  });

  test('says in the document what it needs', () => {
    expect(doors().length).toBeGreaterThan(30);
    for (const { needs } of doors()) expect(['nobody', ...capabilityNames]).toContain(needs);
  });
});

describe('whoever has not signed in', () => {
  test('is nobody unless somebody says otherwise', async () => {
    const closed = await openApp({ reader: nobody });
    expect((await closed.app.inject('/api/projects')).json()).toMatchObject({ error: { code: 'sign_in' } });
    await closed.close();
  });

  test('gets nothing that a route does not give to all', async () => {
    reader = nobody;
    for (const { needs, method, url } of doors()) {
      const { statusCode, body } = await tested.app.inject({ method, url });
      expect([method, url, statusCode === 401], body).toEqual([method, url, needs !== 'nobody']);
    }
  });
});

test('whoever has one capability is refused, in words and alike, what needs another', async () => {
  for (const own of ['sums', 'rows', 'upload'] as const) {
    reader = readerOf(everything, [own], own);
    for (const { needs, method, url } of doors()) {
      if (needs === 'nobody' || needs === own) continue;
      const { statusCode, body } = await tested.app.inject({ method, url });
      expect([method, url, statusCode]).toEqual([method, url, 403]);
      expect(body).toContain('您的账号没有这项权限：');
    }
  }
});

test('a table that is read on a page is taken away by whoever may take files away', async () => {
  const asked = (url: string, accept = '*/*') => tested.app.inject({ url, headers: { accept } });
  reader = readerOf(everything, ['rows', 'sums']);
  expect((await asked('/api/projects')).statusCode).toBe(200);
  for (const [url, accept] of [
    ['/api/projects?format=csv', '*/*'],
    ['/api/projects', 'text/csv'],
    ['/api/dashboards/quota/by-city.xlsx', '*/*'],
  ] as const)
    expect((await asked(url, accept)).json()).toMatchObject({ error: { code: 'not_allowed' } });
  reader = readerOf(everything, ['rows', 'sums', 'files']);
  expect((await asked('/api/projects?format=csv')).statusCode).toBe(200);
});

test('what is kept for one is not told to who may do less', async () => {
  reader = seat;
  expect((await tested.app.inject('/api/projects?limit=1')).statusCode).toBe(200);
  reader = readerOf(everything, ['sums']);
  expect((await tested.app.inject('/api/projects?limit=1')).statusCode).toBe(403);
  reader = readerOf({ city: ['济南市'] });
  expect((await tested.app.inject('/api/projects?limit=1')).body).not.toContain('P-3');
});
