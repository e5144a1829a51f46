import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { filterValues } from '#query';
import { closed, Filter, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withCatalog } from '../http/request.ts';

/** `GET /filters`: what may be filtered by, and the values of each, in their order. */
export function filters(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'sums' as const,
    summary: 'The filters and their values',
    querystring: closed(version),
    response: { 200: Type.Array(Filter) },
  };
  app.get(
    '/filters',
    withCatalog(api, schema, async ({ catalog }) => filterValues(catalog))
  );
}
