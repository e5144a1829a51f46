import type { FastifyInstance } from 'fastify';
import { notAmong } from '#spec';
import { answerPanel, dimensionNames, type Dashboards, type ReadDashboard } from '#query';
import { patient, sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { formats } from '../http/format-names.ts';
import { links, linksOf } from '../http/links.ts';
import { array, asked, format, integer, object, querystring, row, string, table } from '../http/schemas.ts';
import { tagged } from '../http/tagged.ts';

const definition = object({
  name: string,
  title: string,
  description: string,
  order: integer,
  filters: array(string),
  panels: row,
});
const named = (...names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, string])),
});

/** `GET /dashboards`, `/dashboards/<name>`, and what each panel shows at `/dashboards/<name>/<panel>.<format>`. */
export default function dashboards(app: FastifyInstance, api: Api): void {
  const many = { summary: 'Every dashboard', querystring: querystring({}), response: { 200: array(definition) } };
  app.get(
    '/dashboards',
    { schema: many },
    tagged(api, async () => Array.from((await api.dashboards()).values(), definitionOf))
  );

  const one = {
    summary: 'One dashboard',
    params: named('name'),
    querystring: querystring({}),
    response: { 200: definition },
  };
  app.get(
    '/dashboards/:name',
    { schema: one },
    tagged(api, async (request) => definitionOf(find(await api.dashboards(), request.params)))
  );

  const answer = sit(api, async ({ asking, catalog, view }, request, reply) => {
    const { panel, ending } = request.params as { panel: string; ending?: string };
    const dashboard = find(await api.dashboards(), request.params);
    const query = dashboard.queries.get(panel);
    const shown = dashboard.panels[panel];
    if (!query || !shown)
      throw notAmong(404, 'unknown_panel', `看板“${dashboard.title}”没有图表`, {
        value: panel,
        allowed: [...dashboard.queries.keys()],
      });
    const wanted = readFormat(request, ending);
    const { proof, ...answer } = await answerPanel(wanted === 'json' ? asking : patient(asking), catalog, query, view);
    return sendAnswer(reply, answer, wanted, shown.title, panel, { proof }, linksOf(request, catalog, proof));
  });
  const panel = {
    summary: 'What one panel shows',
    querystring: querystring({ format, links, ...asked }),
    response: { 200: table },
  };
  app.get('/dashboards/:name/:panel', { schema: { ...panel, params: named('name', 'panel') } }, answer);
  const params = {
    ...named('name', 'panel'),
    properties: {
      ...named('name', 'panel').properties,
      ending: { type: 'string', description: `One of ${formats.join(', ')}` },
    },
  };
  app.get('/dashboards/:name/:panel.:ending', { schema: { ...panel, params } }, answer);
}

function find(all: Dashboards, params: unknown): ReadDashboard {
  const { name } = params as { name: string };
  const dashboard = all.get(name);
  if (dashboard) return dashboard;
  throw notAmong(404, 'unknown_dashboard', '没有看板', { value: name, allowed: [...all.keys()] });
}

function definitionOf({ queries: _queries, ...dashboard }: ReadDashboard) {
  return { ...dashboard, filters: dimensionNames };
}
