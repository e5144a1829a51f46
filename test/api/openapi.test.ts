import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strangeNames } from '#lib/strange-names.ts';
import { type Operation, type OpenApi, type Schema, differences, documentOf, isSchema } from './described.ts';
import { first } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';
import { mattersToDo } from './matters-to-do.ts';
import { openApi } from './openapi-document.ts';

let tested: TestedApp;
let document: OpenApi;
beforeAll(async () => {
  tested = await openApp({
    more: mattersToDo,
    uploads: { worker: () => Promise.reject(new Error('no worker')) },
    writes: { refusal: null, token: 'x' },
  });
  document = await documentOf(tested.app);
});
afterAll(() => tested.close());

const operations = (): [string, string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [path, method, operation])
  );
const contents = (): { schema?: Schema }[] =>
  operations().flatMap(([, , { responses }]) =>
    Object.values(responses).flatMap(({ content = {} }) => Object.values(content))
  );

describe('the document is OpenAPI 3.1', () => {
  test('in every word', () => {
    expect(differences(openApi as Schema, document, new Set())).toEqual([]);
    const spoiled = structuredClone(document);
    Object.assign(spoiled.paths['/api/health']!.get!, { sumary: 'x' });
    expect(differences(openApi as Schema, spoiled, new Set())).toHaveLength(1);
  });

  test('each of its schemas is one of JSON Schema 2020-12, and each reference leads somewhere', () => {
    const schemas = [
      ...contents().flatMap(({ schema }) => (schema ? [schema] : [])),
      ...operations().flatMap(([, , { parameters }]) => parameters.map(({ schema }) => schema)),
      ...Object.values(document.components.schemas),
    ];
    expect(schemas.filter((schema) => !isSchema(schema))).toEqual([]);
    const references = Array.from(JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g), ([, to]) => to);
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Error']));
  });

  test('the names in a path are its parameters, each said once', () => {
    for (const [path, method, { parameters }] of operations()) {
      const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
      const said = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(said, `${method} ${path}`).toEqual(named);
      const keys = parameters.map((each) => `${each.in} ${each.name}`);
      expect(keys.length).toBe(new Set(keys).size);
    }
  });
});

test('the document says every route that there is, and no other', () => {
  const routes: string[] = [];
  const above: string[] = [];
  for (const line of tested.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === undefined) continue;
    above.splice(indent.length / 4, above.length, part);
    const path = above.join('').replaceAll(/:([a-zA-Z]+)/g, '{$1}');
    for (const method of methods?.split(', ') ?? [])
      if (method !== 'HEAD' && path.startsWith('/api/')) routes.push(`${method.toLowerCase()} ${path}`);
  }
  expect(routes.length).toBeGreaterThan(25);
  expect(routes.sort()).toEqual(
    operations()
      .map(([path, method]) => `${method} ${path}`)
      .sort()
  );
});

test('only what is said to take a form takes one', () => {
  const forms = operations().flatMap(([path, method, { requestBody }]) => (requestBody ? [`${method} ${path}`] : []));
  expect(forms.sort()).toEqual([
    'post /api/alerts/{incident}/acknowledge',
    'post /api/decisions',
    'post /api/decisions/{id}/withdraw',
    'post /api/matters/replies',
    'post /api/personal',
    'post /api/retention',
    'post /api/uploads',
    'post /api/versions/prune',
    'post /api/versions/{version}/pin',
    'post /api/versions/{version}/publish',
    'post /api/versions/{version}/unpin',
  ]);
});

/** Of each table an address, which an ending or `format` follows. */
const tables: Record<string, string> = {
  '/api/explain': '/api/explain?metric=recommendation_rate&format=',
  '/api/query': '/api/query?metrics=quota&by=city&format=',
  '/api/dashboards/{name}/{panel}': '/api/dashboards/quota/by-city?format=',
  '/api/dashboards/{name}/{panel}.{ending}': '/api/dashboards/quota/by-city.',
  '/api/projects': '/api/projects?format=',
  '/api/findings': '/api/findings?format=',
  '/api/decisions': '/api/decisions?format=',
  '/api/matters': '/api/matters?format=',
  '/api/organisations': '/api/organisations?format=',
  '/api/groups': '/api/groups?format=',
  '/api/support': '/api/support?format=',
  '/api/repeats': '/api/repeats?format=',
  '/api/loads/{load}/defects.{ending}': `/api/loads/${first}/defects.`,
  '/api/loads/{load}/files/{hash}/rows.{ending}': `/api/loads/${first}/files/${'a'.repeat(64)}/rows.`,
  '/api/loads/{load}/reconciliation.{ending}': `/api/loads/${first}/reconciliation.`,
};
const workbooks: Record<string, string> = {
  '/api/dashboards/{name}.xlsx': '/api/dashboards/quota.xlsx',
  '/api/findings.xlsx': '/api/findings.xlsx?verdict=fail',
  '/api/ledger.xlsx': '/api/ledger.xlsx',
  '/api/sources/{name}/template.xlsx': '/api/sources/applications/template.xlsx',
  '/api/loads/{load}/receipt.xlsx': `/api/loads/${first}/receipt.xlsx`,
};

describe('a file is answered as each of the media types that are said, and as no other', () => {
  const typesOf = (path: string) => Object.keys(document.paths[path]!.get!.responses['200']!.content!);
  const typeOf = async (url: string, accept?: string) => {
    const answer = await tested.app.inject({ url: encodeURI(url), headers: accept ? { accept } : {} });
    expect(answer.statusCode, `${url} ${answer.body.slice(0, 200)}`).toBe(200);
    return String(answer.headers['content-type']).split(';')[0];
  };

  test('all of them are here', () => {
    const said = operations().filter(([, , { responses }]) =>
      Object.keys(responses['200']?.content ?? {}).some((type) => type !== 'application/json')
    );
    const marked = ['/api/loads/{load}/files/{hash}/marked.xlsx', '/api/uploads/{id}/files/{hash}/marked.xlsx'];
    // What compares versions is asked where there are several: test/changes.
    const here = said.map(([path]) => path).filter((path) => !path.startsWith('/api/changes'));
    expect(here.sort()).toEqual(
      [...Object.keys(tables), ...Object.keys(workbooks), ...marked, '/api/record.csv'].sort()
    );
  });

  test.each(Object.entries(tables))('%s', async (path, address) => {
    const ending = document.paths[path]!.get!.parameters.find(({ name }) => name === 'ending' || name === 'format')!;
    const types = [];
    for (const each of ending.schema.enum!) types.push(await typeOf(`${address}${each}`));
    expect(types).toEqual(typesOf(path));
    expect((await tested.app.inject({ url: encodeURI(`${address}xml`) })).json().error.code).toBe('unknown_format');
    const plain = address.replace(/[?&]format=$/, '');
    if (plain !== address) for (const type of types) expect(await typeOf(plain, type)).toBe(type);
  });

  test.each(Object.entries(workbooks))('%s', async (path, address) => {
    expect([await typeOf(address)]).toEqual(typesOf(path));
  });
});

describe('an error has one shape', () => {
  const failures: [number, string, object?][] = [
    [400, '/api/projects?city=x'],
    [400, '/api/projects?nothing=1'],
    [400, '/api/%ff'],
    [400, `/api/loads/${first}/defects.xml`],
    [404, '/api/nope'],
    [404, '/api/loads/nope'],
    [404, '/api/loads/nope/receipt.xlsx'],
    [404, '/api/uploads/nope'],
    [405, '/api/projects', { method: 'POST' }],
    [403, '/api/uploads', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }],
    [403, '/api/uploads', { method: 'POST' }],
    [415, '/api/uploads', { method: 'POST', headers: { authorization: 'Bearer x' } }],
    [415, '/api/decisions', { method: 'POST', headers: { authorization: 'Bearer x' } }],
    [404, '/api/findings/late_submission/nobody/2025'],
  ];
  const shapeOf = async (status: number, url: string, how: object = {}, of = tested) => {
    const answer = await of.app.inject({ url: encodeURI(url).replaceAll('%25', '%'), ...how });
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    return differences(document.components.schemas.Error!, answer.json(), new Set());
  };

  test.each(failures)('%s %s', async (status, url, how) => {
    expect(await shapeOf(status, url, how)).toEqual([]);
  });

  test('also where there are no data, and where a panel does not hold', async () => {
    const empty = await openApp({ isEmpty: true });
    expect(await shapeOf(503, '/api/projects', {}, empty)).toEqual([]);
    await empty.close();
    const spoiled = await openApp();
    await spoiled.spoil('dashboards/quota/by-city.sql', `select error('no') from cube`);
    expect(await shapeOf(422, '/api/dashboards/quota/by-city.json', {}, spoiled)).toEqual([]);
    await spoiled.close();
  });

  test('every operation says it', () => {
    for (const [path, method, { responses }] of operations())
      for (const status of ['4XX', '5XX'])
        expect(responses[status]?.content?.['application/json'], `${method} ${path}`).toEqual({
          schema: { $ref: '#/components/schemas/Error' },
        });
  });
});

test('the parameters are those that are validated, with their bounds', async () => {
  const { parameters } = document.paths['/api/projects']!.get!;
  expect(parameters.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['search', 'sort', 'limit', 'offset', 'batch', 'city', 'stage', 'version'])
  );
  const limit = parameters.find(({ name }) => name === 'limit')!;
  expect(limit).toMatchObject({ required: false, schema: { maximum: 500, default: 50 } });
  expect((await tested.app.inject({ url: '/api/projects?limit=500' })).statusCode).toBe(200);
  expect((await tested.app.inject({ url: '/api/projects?limit=501' })).statusCode).toBe(400);
  expect(parameters.find(({ name }) => name === 'city')!.schema).toMatchObject({ type: 'array', maxItems: 200 });
  expect(document.paths['/api/explain']!.get!.parameters.find(({ name }) => name === 'metric')!.required).toBe(true);
});

test('pages tell nobody that a parameter of the API is unknown', async () => {
  const filters = (await tested.app.inject({ url: '/api/filters' })).json<{ name: string }[]>();
  const names = operations().flatMap(([, method, { parameters }]) =>
    method === 'get' ? parameters.filter((each) => each.in === 'query').map(({ name }) => [name, 'x']) : []
  );
  expect(names.length).toBeGreaterThan(50);
  expect(strangeNames(new URLSearchParams(names), filters)).toEqual([]);
});
