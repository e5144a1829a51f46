import type { FastifyInstance } from 'fastify';
import { sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { array, asked, column, object, querystring, string, type Schema } from '../http/schemas.ts';

const metric: Schema = {
  ...object({ ...(column.properties as Record<string, Schema>), kind: string, sql: string }, [
    'clause',
    'numerator',
    'denominator',
    'n',
  ]),
};

/** `GET /metrics`: every metric, with its formula over sums of `p`, a mart or a part of one. */
export default function metrics(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'Every metric: title, unit, definition, clause, formula',
    querystring: querystring({ version: asked.version as Schema }),
    response: { 200: array(metric) },
  };
  app.get(
    '/metrics',
    { schema },
    sit(api, async ({ catalog }) => Array.from(catalog.metrics.values(), ({ isOfProjects: _, ...said }) => said))
  );
}
