import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { auditProject } from '#query';
import { asOf, Audit, closed, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { withCatalog } from '../http/request.ts';

/**
 * `GET /projects/<id>/audit`: every rule that concerns a project, the values judged, where they came from, the verdict.
 */
export function audit(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary:
      'The audit sheet of one project: each rule that concerns it, the values judged, the source rows, the verdict, and what would settle a review',
    params: closed({ id: Type.String() }),
    querystring: closed({ ...version, ...asOf }),
    response: { 200: Audit },
  };
  app.get(
    '/projects/:id/audit',
    withCatalog(api, schema, ({ queryContext, catalog, view }, { params }) =>
      auditProject(queryContext, catalog, params.id, view)
    )
  );
}
