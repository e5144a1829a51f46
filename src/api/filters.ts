import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { dimensionNames, type Catalog } from '#query';
import { closed, Filter, version } from '#spec/answers';
import { withCatalog, type Api } from './api.ts';

/** What may be filtered by, with the values of each. */
export const filtersOf = (catalog: Catalog): Filter[] =>
  dimensionNames.map((name) => ({
    name,
    title: catalog.marts.get('projects')?.get(name)?.title ?? name,
    values: [...catalog.values[name]],
  }));

/** `GET /filters`: what may be filtered by, and the values of each, in their order. */
export function filters(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'The filters and their values',
    querystring: closed(version),
    response: { 200: Type.Array(Filter) },
  };
  app.get(
    '/filters',
    withCatalog(api, schema, async ({ catalog }) => filtersOf(catalog))
  );
}
