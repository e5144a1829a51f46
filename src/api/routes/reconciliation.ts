import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { closed, ending, format, fileFormats, PairSearch, Paging, Reconciliation } from '#spec/answers';
import { reconcile } from '#query';
import type { Api } from '../http/context.ts';
import { forDownload, patient, withVersion } from '../http/request.ts';
import { pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { loadIn } from './loads.ts';

/** `GET /loads/<version>/reconciliation.<format>`: both sides of what must balance. */
export function reconciliation(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary: 'What must balance in a load: every pair of sides that was compared, and where each side leads',
    params: closed({ load: Type.String(), ...ending }),
    querystring: closed({ ...PairSearch.properties, ...format, ...Paging.properties }),
    response: { 200: Reconciliation },
    formats: fileFormats,
  };
  app.get(
    '/loads/:load/reconciliation.:ending',
    withVersion(
      api,
      schema,
      async (context, request) => {
        const { queryContext, lease, scope } = context;
        const { identity, ...search } = request.query;
        const format = formatOf(request, request.params.ending);
        const catalog = await api.catalogOf(lease);
        const paging = format === 'json' ? pagingOf(request) : undefined;
        const { total, assertions, sql, ...answer } = await reconcile(
          format === 'json' ? patient(queryContext) : forDownload(queryContext),
          catalog,
          scope,
          identity === undefined ? search : { assertion: identity, ...search },
          paging
        );
        const extra = { total, assertions, sql };
        return fileAnswer(answer, format, fileHead(request, context, '对账', 'reconciliation'), extra);
      },
      loadIn(api)
    )
  );
}
