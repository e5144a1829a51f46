import type { FastifyInstance } from 'fastify';
import { Refusal } from '#spec';
import { asOf, closed, format, fileFormats, Proof, ProofQuery } from '#spec/answers';
import { noPanel, panelView, proofRows, prove, refuseOutside, type PanelView } from '#query';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog, type RequestContext } from '../http/request.ts';
import { cubeParameters, versionParameters, pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';

/**
 * `GET /explain`: a number followed to the rows it is made of,
 * down to the cells of the files, and worked out again from them.
 */
export function explain(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    tellsOutside: true as const,
    summary:
      'One number: definition, filters, SQL, the rows that make it up with the cells they come from, and the same worked out again from them',
    querystring: closed({ ...ProofQuery.properties, ...format, ...versionParameters, ...cubeParameters, ...asOf }),
    response: { 200: Proof },
    formats: fileFormats,
  };
  app.get(
    '/explain',
    withCatalog(api, schema, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const { metric, of, project_id: project, only, panel, part } = request.query;
      const question = {
        metric,
        ...(of === undefined || of === 'cells' ? {} : { of }),
        ...(project === undefined ? {} : { project }),
        ...(only === undefined ? {} : { only }),
        ...(part === undefined ? {} : { part }),
      };
      const format = formatOf(request);
      const given = { ...view, ...(panel === undefined ? noPanel : await viewOf(api, context, panel, metric)) };
      // A sum that is told of the whole province is told with its cities.
      if (!given.isWhole) refuseOutside(catalog, view, only);
      if (format === 'json') return prove(queryContext, catalog, question, given, pagingOf(request));
      const answer = await proofRows(forDownload(queryContext), catalog, question, given);
      return fileAnswer(answer, format, fileHead(request, context, '读数溯源', 'explain'));
    })
  );
}

async function viewOf(
  api: Api,
  { queryContext, catalog, view }: RequestContext,
  name: string,
  metric: string
): Promise<PanelView> {
  const [dashboard = '', panel = ''] = name.split('/');
  const query = (await api.dashboards()).get(dashboard)?.queries.get(panel);
  if (!query)
    throw new Refusal(400, 'unknown_panel', `没有图表“${name.slice(0, 60)}”。`, {
      parameter: 'panel',
      value: name.slice(0, 60),
      seeAlso: '/api/dashboards',
    });
  return panelView(queryContext, catalog, query, metric, view);
}
