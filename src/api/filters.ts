import type { FastifyInstance } from 'fastify';
import { dimensionNames, type Catalog } from '#query';
import { sit, type Api } from './api.ts';
import { array, asked, object, querystring, string, type Schema } from './schemas.ts';

/** What may be filtered by, with the values of each. */
export const filtersOf = (catalog: Catalog) =>
  dimensionNames.map((name) => ({
    name,
    title: catalog.marts.get('projects')?.get(name)?.title ?? name,
    values: catalog.values[name],
  }));

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
    sit(api, async ({ catalog }) => filtersOf(catalog))
  );
}
