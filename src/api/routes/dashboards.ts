import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { notAmong } from '#spec';
import { closed, ending, fileFormats, NamedDashboard, ProvenTable } from '#spec/answers';
import { answerPanel, dimensionNames, type Dashboards, type ReadDashboard } from '#query';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { askedOfTable } from '../http/asked.ts';
import { formatOf, sendAnswer } from '../http/formats.ts';
import { linksOf } from '../http/links.ts';
import { tagged } from '../http/tagged.ts';

/** `GET /dashboards`, `/dashboards/<name>`, and what each panel shows at `/dashboards/<name>/<panel>.<format>`. */
export function dashboards(app: FastifyInstance, api: Api): void {
  const many = {
    summary: 'Every dashboard',
    querystring: closed({}),
    response: { 200: Type.Array(NamedDashboard) },
  };
  app.get(
    '/dashboards',
    tagged(api, many, async () => Array.from((await api.dashboards()).values(), definitionOf))
  );

  const name = { name: Type.String() };
  const one = {
    summary: 'One dashboard',
    params: closed(name),
    querystring: closed({}),
    response: { 200: NamedDashboard },
  };
  app.get(
    '/dashboards/:name',
    tagged(api, one, async ({ params }) => definitionOf(find(await api.dashboards(), params.name)))
  );

  const panel = { ...name, panel: Type.String() };
  const schemaOf = (params: typeof panel | (typeof panel & typeof ending)) => ({
    summary: 'What one panel shows',
    params: closed(params),
    querystring: closed(askedOfTable),
    response: { 200: ProvenTable },
    formats: fileFormats,
  });
  const shown = (params: Parameters<typeof schemaOf>[0]) =>
    withCatalog(api, schemaOf(params), async ({ asking, catalog, view }, request, reply) => {
      const { name, panel, ending } = { ending: undefined, ...request.params };
      const dashboard = find(await api.dashboards(), name);
      const query = dashboard.queries.get(panel);
      const shown = dashboard.panels[panel];
      if (!query || !shown)
        throw notAmong(404, 'unknown_panel', `看板“${dashboard.title}”没有图表`, {
          value: panel,
          allowed: [...dashboard.queries.keys()],
        });
      const format = formatOf(request, ending);
      const { proof, ...answer } = await answerPanel(
        format === 'json' ? asking : forDownload(asking),
        catalog,
        query,
        view
      );
      return sendAnswer(reply, answer, format, shown.title, panel, { proof }, linksOf(request, catalog, proof));
    });
  app.get('/dashboards/:name/:panel', shown(panel));
  app.get('/dashboards/:name/:panel.:ending', shown({ ...panel, ...ending }));
}

function find(all: Dashboards, name: string): ReadDashboard {
  const dashboard = all.get(name);
  if (dashboard) return dashboard;
  throw notAmong(404, 'unknown_dashboard', '没有看板', { value: name, allowed: [...all.keys()] });
}

function definitionOf({ queries: _queries, ...dashboard }: ReadDashboard): NamedDashboard {
  return { ...dashboard, filters: [...dimensionNames] };
}
