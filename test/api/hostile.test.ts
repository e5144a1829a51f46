import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestedApp } from './app.ts';

interface Described {
  paths: Record<string, { get?: { parameters?: { name: string; schema?: { type?: string } }[] } }>;
}

let tested: TestedApp;
beforeAll(async () => {
  tested = await openApp();
});
afterAll(() => tested.close());

const long = 'x'.repeat(1_000_000);
const routes = [
  '/api/projects',
  '/api/query?metrics=projects',
  '/api/dashboards/quota/by-city.json',
  '/api/findings',
  '/api/loads',
  '/api/filters',
  '/api/metrics',
  '/api/health',
  '/api/dashboards',
  '/api/dashboards/quota',
  '/api/projects/P-1',
  '/api/openapi.json',
];
const queries = [
  'nothing=1',
  'a[]=1',
  'city[]=济南市',
  'city[0]=x',
  '__proto__=1',
  '__proto__[x]=1',
  'constructor.prototype.x=1',
  'constructor=1',
  'toString=1',
  'hasOwnProperty=1',
  '=1',
  '%00=1',
  'city=%00',
  'city=济南市%00',
  'city=%ff',
  'city=%',
  'city=%E4%BD',
  'city=%ED%A0%80',
  'city=%u6d4e',
  '%ff=1',
  '%25=1',
  `city=${long}`,
  `${long}=1`,
  `version=${long}`,
  'version=',
  'version=../../etc/passwd',
  'version=a&version=b',
  'city=',
  'city',
  'batch=2025&batch=1999',
  Array.from({ length: 201 }, () => 'city=济南市').join('&'),
  Array.from({ length: 5000 }, (_, index) => `p${index}=1`).join('&'),
  "city=济南市' or '1'='1",
  'city=济南市;drop table marts.projects',
  'city=$scope_city',
  'scope_city=济南市',
  'reader=division',
  'stage[$ne]=x',
];
const safe = (text: string) => text.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent);

describe.each(routes)('%s', (route) => {
  test.each(queries.map((query) => [query.slice(0, 40), query] as const))('refuses ?%s', async (_short, query) => {
    const answer = await tested.app.inject({ url: `${route}${route.includes('?') ? '&' : '?'}${safe(query)}` });
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(400);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const { error, ...rest } = answer.json();
    expect(rest).toEqual({});
    expect(error.code).toMatch(/^[a-z_]+$/);
    expect(error.message).toMatch(/\p{Script=Han}/u);
    expect(answer.body.length).toBeLessThan(5000);
  });
});

test('no number of any route is endless', async () => {
  const { paths } = (await tested.app.inject({ url: '/api/openapi.json' })).json() as Described;
  const asked = Object.entries(paths).flatMap(([path, { get }]) =>
    (get?.parameters ?? [])
      .filter(({ schema }) => schema?.type === 'integer' || schema?.type === 'number')
      .flatMap(({ name }) => ['Infinity', '-Infinity', '1e999'].map((value) => `${path}?${name}=${value}`))
  );
  expect(asked.length).toBeGreaterThan(20);
  for (const url of asked) {
    const answer = await tested.app.inject({ url: url.replace('{ending}', 'json').replaceAll(/\{[^}]*\}/g, 'x') });
    expect([url, answer.statusCode, answer.json().error.code]).toEqual([url, 400, 'bad_parameter']);
  }
});

test.each(['abc', 'Infinity', '1e999'])('a number that is %j is told to be a number, not text', async (written) => {
  const answer = await tested.app.inject({ url: `/api/matters?number=days_late&at_least=${written}` });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.message).toBe('参数 at_least 的值不合要求：只能有一个，而且是数。');
});

test.each([
  '/api',
  '/api/',
  '/api//',
  '/api/nope',
  '/api/%ff',
  '/api/%',
  '/api/%00',
  '/api/projects/%ff',
  '/api/projects/',
  '/api/dashboards/%2e%2e%2f%2e%2e/etc/passwd.json',
  '/api/dashboards/quota/..%2f..%2fpackage.json',
  '/api/dashboards/__proto__',
  '/api/dashboards/quota/__proto__.json',
  '/api/dashboards/constructor/toString.json',
  `/api/projects/${'y'.repeat(5000)}`,
  '/api/loads/x/defects',
  '/api/loads/x/defects.',
  '//api/projects',
  '/API/PROJECTS',
  '/api/projects;x=1',
  '/api/%c0%ae%c0%ae/',
])('%s is answered in the one shape', async (url) => {
  const answer = await tested.app.inject({ url });
  expect([400, 404, 414]).toContain(answer.statusCode);
  expect(Object.keys(answer.json())).toEqual(['error']);
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)('%s is refused', async (method) => {
  for (const headers of [
    { 'content-type': 'application/json' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'multipart/form-data' },
    {},
  ]) {
    const answer = await tested.app.inject({
      method,
      url: '/api/projects',
      headers,
      payload: '{"__proto__": {"x": 1}}',
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD');
    expect(answer.json().error.code).toBe('method_not_allowed');
  }
});

test('a content type of nonsense is refused', async () => {
  const answer = await tested.app.inject({
    method: 'POST',
    url: '/api/projects',
    headers: { 'content-type': 'application/json\ta' },
    payload: '{}',
  });
  expect(answer.statusCode).toBe(415);
  expect(Object.keys(answer.json())).toEqual(['error']);
});

test('HEAD answers as GET, without a body', async () => {
  for (const url of ['/api/projects', '/api/dashboards/quota/by-city.csv', '/api/health']) {
    const answer = await tested.app.inject({ method: 'HEAD', url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('');
    expect(answer.headers.etag).toBe((await tested.app.inject({ url })).headers.etag);
  }
});

test('200 values of one filter are answered', async () => {
  const answer = await tested.app.inject({
    url: safe(`/api/projects?${Array.from({ length: 200 }, () => 'city=济南市').join('&')}`),
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.json().total).toBe(2);
});

test('an unknown value says which parameter, and lists what it may be', async () => {
  const answer = await tested.app.inject({ url: safe('/api/projects?city=济南') });
  expect(answer.json().error).toEqual({
    code: 'unknown_value',
    message: expect.stringMatching(/推荐市.*没有“济南”.*济南市、青岛市/),
    details: { parameter: 'city', value: '济南', allowed: expect.arrayContaining(['济南市', '菏泽市']) },
  });
  expect((await tested.app.inject({ url: '/api/projects?town=1' })).json().error).toMatchObject({
    code: 'unknown_parameter',
    details: { parameter: 'town', allowed: expect.arrayContaining(['city', 'sort']) },
  });
});

test('what goes wrong inside is told to the log, and to the caller only its number', async () => {
  const forms = () => Promise.reject(new Error('select secret_column from marts.projects'));
  const broken = await openApp({ forms });
  const { app, log, folder } = broken;
  const answer = await app.inject({ url: '/api/sources' });
  expect(answer.statusCode).toBe(500);
  const id = answer.headers['x-request-id'] as string;
  expect(answer.json()).toEqual({
    error: { code: 'internal', message: `服务器出错了，请把编号告诉管理员：${id}`, details: { requestId: id } },
  });
  expect(answer.headers.etag).toBeUndefined();
  for (const secret of ['secret_column', 'select', 'marts', 'Error', folder, process.cwd(), '.ts:'])
    expect(answer.body).not.toContain(secret);
  expect(log.join('\n')).toContain(id);
  expect(log.join('\n')).toContain('secret_column');
  await broken.close();
});

test('nothing of this ended the process or lost a connection', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => tested.app.inject({ url: '/api/query?metrics=projects' }))
  );
  expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
});
