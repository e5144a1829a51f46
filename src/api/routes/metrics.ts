import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { closed, Metric, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withCatalog } from '../http/request.ts';

/** `GET /metrics`: every metric, with its formula over sums of `p`, a mart or a part of one. */
export function metrics(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'sums' as const,
    summary: 'Every metric: title, unit, definition, clause, formula',
    querystring: closed(version),
    response: { 200: Type.Array(Metric) },
  };
  app.get(
    '/metrics',
    withCatalog(api, schema, async ({ catalog }) =>
      Array.from(catalog.metrics.values(), ({ isOfProjects: _of, each: _each, ...metric }) => metric)
    )
  );
}
