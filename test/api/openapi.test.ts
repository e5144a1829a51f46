import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workersOf } from '../../src/workers.ts';
import { first, warehouseFolder } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';

interface Operation {
  parameters: { name: string; in: string; schema: Record<string, unknown> }[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, object> };
}

let tested: TestedApp;
let scratch: Awaited<ReturnType<typeof warehouseFolder>>;
let document: Document;
beforeAll(async () => {
  scratch = await warehouseFolder();
  tested = await openApp({ uploads: { refusal: null, worker: workersOf(scratch.folder) } });
  const payload = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\na,b\r\n--x--\r\n';
  const { id, preview } = (
    await tested.app.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload,
    })
  ).json();
  Object.assign(examples, { '/api/uploads/{id}': `/api/uploads/${id}`, '/api/jobs/{id}': `/api/jobs/${preview.id}` });
  document = (await tested.app.inject({ url: '/api/openapi.json' })).json();
});
afterAll(async () => {
  await tested.close();
  await scratch.dispose();
});

// Ajv is what Fastify validates with.
const require = createRequire(createRequire(import.meta.url).resolve('fastify'));
const Ajv = require('ajv/dist/2020').default as new (options: object) => {
  compile(schema: object): { (data: unknown): boolean; errors: unknown };
};

const examples: Record<string, string> = {
  '/api/health': '/api/health',
  '/api/metrics': '/api/metrics',
  '/api/filters': '/api/filters',
  '/api/explain': '/api/explain?metric=recommendation_rate&limit=2',
  '/api/query': '/api/query?metrics=quota,leverage&by=city&by=batch',
  '/api/dashboards': '/api/dashboards',
  '/api/dashboards/{name}': '/api/dashboards/quota',
  '/api/dashboards/{name}/{panel}': '/api/dashboards/quota/by-city',
  '/api/dashboards/{name}/{panel}.{ending}': '/api/dashboards/quota/projects.json',
  '/api/projects': '/api/projects?limit=3',
  '/api/projects/{id}': '/api/projects/P-1',
  '/api/projects/{id}/audit': '/api/projects/P-1/audit',
  '/api/findings': '/api/findings',
  '/api/compliance': '/api/compliance',
  '/api/organisations': '/api/organisations',
  '/api/groups': '/api/groups',
  '/api/support': '/api/support',
  '/api/loads': '/api/loads',
  '/api/loads/{load}': `/api/loads/${first}`,
  '/api/loads/{load}/defects.{ending}': `/api/loads/${first}/defects.json`,
  '/api/loads/{load}/files/{hash}/rows.{ending}': `/api/loads/${first}/files/${'a'.repeat(64)}/rows.json`,
  '/api/receipts/{receipt}': `/api/receipts/${first}`,
  '/api/sources': '/api/sources',
  '/api/uploads': '/api/uploads',
  '/api/uploads/{id}': '',
  '/api/jobs/{id}': '',
  '/api/loads/{load}/reconciliation.{ending}': `/api/loads/${first}/reconciliation.json`,
  '/api/openapi.json': '/api/openapi.json',
};

test('the document is OpenAPI 3.1 of every path', () => {
  expect(document.openapi).toBe('3.1.0');
  const readable = Object.entries(document.paths).filter(
    ([path, operations]) => 'get' in operations && !path.endsWith('.xlsx')
  );
  expect(readable.map(([path]) => path).sort()).toEqual(Object.keys(examples).sort());
  expect(
    Object.entries(document.paths)
      .flatMap(([path, operations]) =>
        Object.keys(operations)
          .filter((method) => method !== 'get')
          .map((method) => `${method} ${path}`)
      )
      .sort()
  ).toEqual([
    'delete /api/jobs/{id}',
    'delete /api/uploads/{id}',
    'post /api/uploads',
    'post /api/uploads/{id}/dry-run',
    'post /api/uploads/{id}/load',
  ]);
});

test.each(Object.keys(examples))('%s answers what the document says', async (path) => {
  const answer = await tested.app.inject({ url: examples[path]! });
  expect(answer.statusCode, answer.body).toBe(200);
  const schema = document.paths[path]!.get.responses['200']!.content!['application/json']!.schema;
  const validate = new Ajv({ strict: false }).compile(schema);
  expect(validate(answer.json()), JSON.stringify(validate.errors)).toBe(true);
  expect(validate('something else')).toBe(false);
});

test('an error is what the document says', async () => {
  const validate = new Ajv({ strict: false }).compile(document.components.schemas.Error!);
  for (const url of ['/api/nope', '/api/projects?city=x', '/api/%ff'])
    expect(validate((await tested.app.inject({ url })).json())).toBe(true);
});

test('the parameters are those that are validated, with their bounds', async () => {
  const { parameters } = document.paths['/api/projects']!.get;
  expect(parameters.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['search', 'sort', 'limit', 'offset', 'batch', 'city', 'stage', 'version'])
  );
  const limit = parameters.find(({ name }) => name === 'limit')!.schema as { maximum: number };
  expect((await tested.app.inject({ url: `/api/projects?limit=${limit.maximum}` })).statusCode).toBe(200);
  expect((await tested.app.inject({ url: `/api/projects?limit=${limit.maximum + 1}` })).statusCode).toBe(400);
  expect(parameters.find(({ name }) => name === 'city')!.schema).toMatchObject({ type: 'array', maxItems: 200 });
  expect(document.paths['/api/projects/{id}']!.get.parameters).toContainEqual({
    name: 'id',
    in: 'path',
    required: true,
    schema: { type: 'string' },
  });
});
