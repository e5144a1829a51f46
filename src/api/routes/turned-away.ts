import type { FastifyInstance } from 'fastify';
import { readTurnedAway } from '#query';
import { closed, TurnedAway } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { versionParameters } from '../http/parameters.ts';
import { withCatalog } from '../http/request.ts';

/** `GET /turned-away`: what figures leave out of what was handed in, or hold though it is doubtful. */
export function turnedAway(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary:
      'The rows that were not loaded or have not come by the as-of day, and the doubtful amounts, of what the filters leave',
    querystring: closed(versionParameters),
    response: { 200: TurnedAway },
  };
  app.get(
    '/turned-away',
    withCatalog(api, schema, ({ queryContext, catalog, view }) => readTurnedAway(queryContext, catalog, view))
  );
}
