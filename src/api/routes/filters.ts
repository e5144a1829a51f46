import type { FastifyInstance } from 'fastify';
import { filterValues } from '#query';
import { sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { array, asked, object, querystring, string, type Schema } from '../http/schemas.ts';

/** `GET /filters`: what may be filtered by, and the values of each, in their order. */
export default function filters(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'The filters and their values',
    querystring: querystring({ version: asked.version as Schema }),
    response: { 200: array(object({ name: string, title: string, values: array(string) })) },
  };
  app.get(
    '/filters',
    { schema },
    sit(api, async ({ catalog }) => filterValues(catalog))
  );
}
