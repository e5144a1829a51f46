import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Api } from './context.ts';
import { error, type Schema } from './schemas.ts';
import { tagged } from './tagged.ts';

interface RouteSchema {
  summary: string;
  params?: Schema & { properties: Record<string, Schema> };
  querystring?: Schema & { properties: Record<string, Schema>; required?: readonly string[] };
  /** What is sent, where something is. */
  requestBody?: object;
  response?: Record<string, Schema>;
}

/** `GET /api/openapi.json`, made from the schemas that the routes validate with. To be called before there are routes. */
export function serveOpenApi(app: FastifyInstance, api: Api): void {
  const paths: Record<string, Record<string, object>> = {};
  app.addHook('onRoute', (route: RouteOptions) => {
    const { method } = route;
    if (typeof method !== 'string' || method === 'HEAD' || !route.schema || !route.url.startsWith('/api/')) return;
    const path = pathOf(route.url);
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route.schema as unknown as RouteSchema) };
  });
  const schema = {
    summary: 'This document',
    querystring: { type: 'object', additionalProperties: false, properties: {} },
    response: { 200: { type: 'object' } },
  };
  const document = async () => ({
    openapi: '3.1.0',
    info: {
      title: '百景',
      version: '1',
      description: '金额为元，比率为小数（0.85），未知为 null；筛选值用数据里的中文全称。',
    },
    paths: Object.fromEntries(Object.entries(paths).sort()),
    components: { schemas: { Error: error } },
  });
  app.get('/api/openapi.json', { schema }, tagged(api, document));
}

const pathOf = (url: string): string => url.replaceAll(/:([a-zA-Z]+)/g, '{$1}');

function operationOf({ summary, params, querystring, requestBody, response }: RouteSchema): object {
  const inPath = Object.entries(params?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema,
  }));
  const inQuery = Object.entries(querystring?.properties ?? {}).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: querystring?.required?.includes(name) ?? false,
    ...(description ? { description } : {}),
    schema,
  }));
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    ...(requestBody ? { requestBody } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(response ?? {}).map(([status, schema]) => [
          status,
          {
            description: STATUS_CODES[status],
            content: { [String((schema as Schema).contentMediaType ?? 'application/json')]: { schema } },
          },
        ])
      ),
      304: { description: 'What If-None-Match names still holds' },
      ...Object.fromEntries([400, 404, 500, 503, 504].map((status) => [status, failure(status)])),
    },
  };
}

const failure = (status: number): object => ({
  description: STATUS_CODES[status],
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});
