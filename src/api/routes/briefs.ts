import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { briefOf, listBriefs } from '#briefs';
import { anyOf, Brief, closed, NamedBrief, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { Passing } from '../http/finish.ts';
import { cubeParameters, versionParameters } from '../http/parameters.ts';
import { patient, withCatalog } from '../http/request.ts';

/**
 * `GET /briefs`: the reports that are composed (简报); `/briefs/<name>`: the words and numbers of one, under the filters
 * and the reader's scope. Their texts change while the program runs: nothing of them is kept.
 */
export function briefs(app: FastifyInstance, api: Api): void {
  const { briefs: folder } = api;
  if (folder === null) return;
  const many = {
    needs: 'sums' as const,
    summary: 'The reports that are composed of sentences and figures',
    querystring: closed({ ...version }),
    response: { 200: Type.Array(NamedBrief) },
  };
  app.get(
    '/briefs',
    withCatalog(
      api,
      many,
      async ({ lease }) => new Passing(await listBriefs(folder, await api.catalogOf(lease), await api.dashboards()))
    )
  );

  const one = {
    needs: 'sums' as const,
    summary: 'The words and numbers of a report, and the figures that stand in it',
    params: closed({ name: Type.String() }),
    querystring: closed({
      ...versionParameters,
      ...cubeParameters,
      section: anyOf('The titles of the sections that are wanted; without it all.'),
    }),
    response: { 200: Brief },
  };
  app.get(
    '/briefs/:name',
    withCatalog(api, one, async ({ queryContext, catalog, view, lease }, request) => {
      const { asOf } = lease.receipt;
      const { section: wanted = [] } = request.query;
      const dashboards = await api.dashboards();
      const known = await api.catalogOf(lease);
      const source = { context: patient(queryContext), catalog, known, dashboards, view, asOf, wanted };
      return new Passing(await briefOf(folder, request.params.name, source));
    })
  );
}
