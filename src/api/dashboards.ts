import type { FastifyInstance } from 'fastify';
import { Refusal } from '#spec';
import { answerPanel, dimensionNames, type Dashboards, type ReadDashboard } from '#query';
import { patient, sit, type Api } from './api.ts';
import { formats, readFormat, sendAnswer } from './formats.ts';
import { array, asked, format, integer, object, querystring, row, string, table } from './schemas.ts';

const definition = object({ name: string, title: string, description: string, order: integer, filters: array(string), panels: row });
const named = { type: 'object', properties: { name: string, panel: string } };

/** `GET /dashboards`, `/dashboards/<name>`, and what each panel shows at `/dashboards/<name>/<panel>.<format>`. */
export default function dashboards(app: FastifyInstance, api: Api): void {
  const many = { summary: 'Every dashboard', querystring: querystring({}), response: { 200: array(definition) } };
  app.get('/dashboards', { schema: many }, async () => Array.from((await api.dashboards()).values(), definitionOf));

  const one = { summary: 'One dashboard', params: named, querystring: querystring({}), response: { 200: definition } };
  app.get('/dashboards/:name', { schema: one }, async (request) => {
    const { name } = request.params as { name: string };
    return definitionOf(find(await api.dashboards(), name));
  });

  const panel = {
    summary: `What one panel shows; the ending is one of ${formats.join(', ')}`,
    params: named,
    querystring: querystring({ format, ...asked }),
    response: { 200: table },
  };
  app.get(
    '/dashboards/:name/:panel',
    { schema: panel },
    sit(api, async ({ asking, catalog, view }, request, reply) => {
      const { name, panel: file } = request.params as { name: string; panel: string };
      const dashboard = find(await api.dashboards(), name);
      const [key = '', ending] = file.split(/\.(?=[^.]*$)/);
      const found = dashboard.queries.get(key);
      const shown = dashboard.panels[key];
      if (!found || !shown) {
        throw new Refusal(404, 'unknown_panel', `看板“${dashboard.title}”没有图表“${key.slice(0, 60)}”。`, { allowed: [...dashboard.queries.keys()] });
      }
      const wanted = readFormat(request, ending);
      const answer = await answerPanel(wanted === 'json' ? asking : patient(asking), catalog, found, view);
      return sendAnswer(reply, answer, wanted, shown.title, key);
    })
  );
}

function find(all: Dashboards, name: string): ReadDashboard {
  const dashboard = all.get(name);
  if (dashboard) return dashboard;
  throw new Refusal(404, 'unknown_dashboard', `没有看板“${name.slice(0, 60)}”。`, { allowed: [...all.keys()] });
}

function definitionOf({ queries: _queries, ...dashboard }: ReadDashboard) {
  return { ...dashboard, filters: dimensionNames };
}
