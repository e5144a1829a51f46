import { afterAll, beforeAll, expect, test } from 'vitest';
import { landOf, type Land } from './land.ts';

let land: Land;
let served: Awaited<ReturnType<Land['serve']>>;
beforeAll(async () => {
  land = await landOf();
  await land.same([['batch', 'a', '2025', '2025 年']]);
  await land.compose();
  served = await land.serve();
});
afterAll(() => land.dispose());

/** What is answered of all together. Whatever else OpenAPI tells of is of one province. */
const together = [
  '/health',
  '/ready',
  '/session',
  '/metrics',
  '/filters',
  '/query',
  '/published',
  '/provinces',
  '/projects',
  '/loads/{version}',
  '/openapi.json',
];

test('every door but those of sums and lists is shut, and says where it is open', async () => {
  const { paths } = JSON.parse((await served.get('/api/openapi.json')).body) as { paths: Record<string, object> };
  const shut: string[] = [];
  const open: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      const url = `/api${path.replace(/^\/api/, '').replaceAll(/\{(\w+)\}/g, '示例甲省·P-1')}`;
      const { statusCode, body } = await served.app.inject({
        method: method.toUpperCase() as 'GET',
        url: encodeURI(url),
      });
      const isShut = statusCode === 404 && body.includes('"of_one_province"');
      (isShut ? shut : open).push(`${method} ${path.replace(/^\/api/, '')}`);
    }
  }
  const meant = (each: string) =>
    together.some((path) => each === `get ${path}`) ||
    each.startsWith('get /dashboards') ||
    each.startsWith('get /projects.');
  expect(open.filter((each) => !meant(each))).toEqual([]);
  expect(shut.length).toBeGreaterThan(60);
});

test('a row, a proof and a sheet lead to the server of their province, in its own words', async () => {
  const page = { accept: 'text/html' };
  for (const [path, to] of [
    ['/projects/示例甲省·P-1', 'https://a.example.gov.cn/projects/P-1'],
    ['/projects/示例丙省·P-1/audit', 'https://c.example.gov.cn/baijing/projects/P-1/audit'],
    [
      '/explain?metric=recommended&province=示例甲省&batch=2025 年',
      'https://a.example.gov.cn/explain?metric=recommended&batch=2025',
    ],
    [
      '/explain?metric=recommended&batch=示例丙省·2025',
      'https://c.example.gov.cn/baijing/explain?metric=recommended&batch=2025',
    ],
    ['/cities/示例丙省·青岛市', 'https://c.example.gov.cn/baijing/cities/青岛市'],
    // No other has it: it is called as it is there.
    ['/cities/丙一市', 'https://c.example.gov.cn/baijing/cities/丙一市'],
    [
      '/explain?metric=recommended&city=丙一市',
      'https://c.example.gov.cn/baijing/explain?metric=recommended&city=丙一市',
    ],
  ] as const) {
    const { statusCode, headers } = await served.get(path, page);
    expect([statusCode, decodeURI(String(headers.location))], path).toEqual([302, to]);
  }
});

test('where nobody wrote down the server, or it is of several provinces, a page says so', async () => {
  const page = { accept: 'text/html' };
  const unsaid = await served.get('/projects/示例乙省·P-1', page);
  expect([unsaid.statusCode, unsaid.body]).toMatchObject([
    404,
    expect.stringContaining('示例乙省的服务器地址没有写明') as string,
  ]);
  const several = await served.get('/explain?metric=recommended', page);
  expect(several.body).toContain('请先选定一个省');
  expect(several.body).toContain('https://a.example.gov.cn');
});

test('what was judged is not told together: what was decided on it lies with each province', async () => {
  const { statusCode, body } = await served.get('/api/dashboards/quota/every-relation.json');
  expect([statusCode, body]).toMatchObject([
    404,
    expect.stringContaining('判定连同核定在各省自己的服务器上') as string,
  ]);
  expect(body).toContain('of_one_province');
  type Held = { name: string; panels: Record<string, { title: string }>; elsewhere?: string[]; faults: unknown[] };
  const [first] = await served.json<Held[]>('/api/dashboards');
  // Nothing is wrong with a page of which each province has a part.
  expect(first).toMatchObject({ name: 'quota', faults: [] });
  expect(first!.elsewhere).toHaveLength(1);
  expect(Object.values(first!.panels).map(({ title }) => title)).not.toContain(first!.elsewhere![0]);
});

test('files, pictures and comparisons are of all of them as answers are', async () => {
  for (const ending of ['csv', 'xlsx', 'svg', 'parquet', 'arrow', 'sql'])
    expect((await served.get(`/api/dashboards/quota/by-city.${ending}`)).statusCode, ending).toBe(200);
  const compared = await served.json<{ compared?: object }>(
    '/api/dashboards/quota/by-city.json?province=示例甲省&compare=province:示例乙省'
  );
  expect(compared.compared).toBeDefined();
});

test('projects are listed without verdicts, and are not chosen by one', async () => {
  const { columns } = await served.json<{ columns: { name: string }[] }>('/api/projects?limit=1');
  const names = columns.map(({ name }) => name);
  expect(names).toContain('province');
  expect(names).not.toContain('failed');
  const { statusCode, body } = await served.get('/api/projects?verdict=fail');
  expect([statusCode, body]).toMatchObject([400, expect.stringContaining('各省合看里没有判定') as string]);
});

test('pages begin with a batch only where all provinces have it', async () => {
  const filters = await served.json<{ name: string; current?: string }[]>('/api/filters');
  expect(filters.find(({ name }) => name === 'batch')).not.toHaveProperty('current');
});
