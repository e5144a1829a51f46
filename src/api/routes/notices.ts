import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { compareNotices, openOf } from '#query';
import { closed, ComparedNotices, Notices, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { versionParameters } from '../http/parameters.ts';
import { withCatalog } from '../http/request.ts';

/** `GET /notices`: the notices in view and what they leave unsaid. `GET /notices/compare`: two of them side by side. */
export function notices(app: FastifyInstance, api: Api): void {
  const listed = {
    needs: 'rows' as const,
    summary: 'The notices of the batches in view, and what each of them leaves unsaid',
    querystring: closed(versionParameters),
    response: { 200: Notices },
  };
  app.get(
    '/notices',
    withCatalog(api, listed, ({ queryContext, catalog, view }) => openOf(queryContext, catalog, view.filters))
  );
  const compared = {
    needs: 'rows' as const,
    summary: 'Two notices side by side: clause by clause, what changed, which rule and which parameter carries it',
    querystring: closed({
      ...version,
      one: Type.Optional(Type.String({ description: 'A notice; default: the last but one whose text is at hand.' })),
      other: Type.Optional(Type.String({ description: 'A notice; default: the last.' })),
    }),
    response: { 200: ComparedNotices },
  };
  app.get(
    '/notices/compare',
    withCatalog(api, compared, ({ queryContext, catalog }, { query }) => compareNotices(queryContext, catalog, query))
  );
}
