import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import { closed, ErrorBody, mediaTypes } from '#spec/answers';
import type { Api } from './context.ts';
import type { RouteSchema } from './route.ts';
import { tagged } from './tagged.ts';

const open = Type.Object({}, { additionalProperties: true });
const document = closed({ openapi: Type.String(), info: open, paths: open, components: open });

/**
 * `GET /api/openapi.json`, made from the schemas that the routes validate with. To be called before there are routes.
 */
export function serveOpenApi(app: FastifyInstance, api: Api): void {
  const paths: Record<string, Record<string, object>> = {};
  app.addHook('onRoute', (route: RouteOptions) => {
    const { method } = route;
    if (typeof method !== 'string' || method === 'HEAD' || !route.schema || !route.url.startsWith('/api/')) return;
    const path = route.url.replaceAll(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: operationOf(route.schema as RouteSchema, method === 'GET'),
    };
  });
  const schema = {
    needs: 'nobody' as const,
    summary: 'This document',
    querystring: closed({}),
    response: { 200: document },
  };
  app.get(
    '/api/openapi.json',
    tagged(api, schema, async () => ({
      openapi: '3.1.0',
      info: {
        title: '百景',
        version: '1',
        description: '金额为元，比率为小数（0.85），未知为 null；筛选值用数据里的中文全称。',
      },
      paths: Object.fromEntries(Object.entries(paths).sort()),
      components: { schemas: { Error: ErrorBody } },
    }))
  );
}

function operationOf(
  { needs, summary, params, querystring, form, body, response, formats = ['json'] }: RouteSchema,
  isRead: boolean
) {
  const contentOf = (schema: object) =>
    Object.fromEntries(formats.map((format) => [mediaTypes[format], format === 'json' ? { schema } : {}]));
  const answers = Object.entries(response).map(([status, schema]) => [
    status,
    { description: STATUS_CODES[status], content: contentOf(schema) },
  ]);
  return {
    summary,
    'x-needs': needs,
    parameters: [...parametersOf('path', params), ...parametersOf('query', querystring)],
    ...(form ? bodyOf(form, ['multipart/form-data']) : {}),
    ...(body ? bodyOf(body, ['application/json', 'application/x-www-form-urlencoded']) : {}),
    responses: {
      ...Object.fromEntries(answers),
      ...(isRead ? { 304: { description: 'What If-None-Match names still holds' } } : {}),
      '4XX': failure('What was asked cannot be answered'),
      '5XX': failure('The server cannot answer'),
    },
  };
}

const bodyOf = (schema: object, types: readonly string[]): object => ({
  requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) },
});

function parametersOf(place: 'path' | 'query', schema: RouteSchema['params']): object[] {
  const { properties, required = [] }: { properties: object; required?: readonly string[] } = schema ?? {
    properties: {},
  };
  const isOfVersion = place === 'query' && Object.hasOwn(properties, 'version');
  return Object.entries(isOfVersion ? { ...properties, ...moment } : properties).map(([name, property]) => {
    const { description, ...rest }: { description?: string; default?: unknown } = property;
    return {
      name,
      in: place,
      required: required.includes(name) && rest.default === undefined,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

/** What leads to a version, wherever one may be named. */
const moment = {
  at: {
    type: 'string',
    description: 'A day, as 2026-06-30, or a time, as 2026-06-30T12:00: 302 to the version that was current then.',
  },
};

const failure = (description: string): object => ({
  description,
  content: { [mediaTypes.json]: { schema: { $ref: '#/components/schemas/Error' } } },
});
