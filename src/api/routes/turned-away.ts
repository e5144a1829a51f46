import type { FastifyInstance } from 'fastify';
import { readTurnedAway } from '#query';
import { closed, TurnedAway } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { versionParameters } from '../http/parameters.ts';
import { withCatalog } from '../http/request.ts';

/** `GET /turned-away`: how many rows were handed in and not loaded, of those that the filters leave. */
export function turnedAway(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'The rows that were not loaded and would have changed figures, of those that the filters leave',
    querystring: closed(versionParameters),
    response: { 200: TurnedAway },
  };
  app.get(
    '/turned-away',
    withCatalog(api, schema, ({ queryContext, catalog, view }) => readTurnedAway(queryContext, catalog, view))
  );
}
