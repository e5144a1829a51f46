import type { FastifyInstance } from 'fastify';
import { judgeNotice } from '#query';
import { asOf, closed, Notice } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withCatalog } from '../http/request.ts';
import { versionParameters } from '../http/parameters.ts';

/** `GET /compliance`: the notice, clause by clause, with what its rules found, in all and by city. */
export function compliance(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary: 'The notice as an index: each clause, its rules, and how many verdicts of each kind, by city',
    querystring: closed({ ...versionParameters, ...asOf }),
    response: { 200: Notice },
  };
  app.get(
    '/compliance',
    withCatalog(api, schema, ({ queryContext, catalog, view }) => judgeNotice(queryContext, catalog, view))
  );
}
