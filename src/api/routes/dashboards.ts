import type { FastifyInstance } from 'fastify';
import { notAmong, Refusal } from '#spec';
import { sayFault, type Fault } from '#spec/content';
import { answerPanel, dimensionNames, faultOfPanel, type Dashboards, type ReadDashboard } from '#query';
import { heldDashboards } from '../http/dashboards.ts';
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
  faults: array(row),
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
    tagged(api, async () => Array.from((await heldDashboards(api)).values(), definitionOf))
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
    tagged(api, async (request) => {
      const dashboard = find(await heldDashboards(api), request.params);
      if (dashboard.faults.length > 0) throw doesNotHold(`看板“${dashboard.title}”`, dashboard.faults);
      return definitionOf(dashboard);
    })
  );

  const answer = sit(api, async ({ asking, catalog, view }, request, reply) => {
    const { panel, ending } = request.params as { panel: string; ending?: string };
    const dashboard = find(await api.dashboards(), request.params);
    const query = dashboard.queries.get(panel);
    const shown = dashboard.panels[panel];
    if ((!query || !shown) && dashboard.faults.length > 0)
      throw doesNotHold(`看板“${dashboard.title}”`, dashboard.faults);
    if (!query || !shown)
      throw notAmong(404, 'unknown_panel', `看板“${dashboard.title}”没有图表`, {
        value: panel,
        allowed: [...dashboard.queries.keys()],
      });
    const wanted = readFormat(request, ending);
    const asker = wanted === 'json' ? asking : patient(asking);
    const { proof, ...answer } = await answerPanel(asker, catalog, query, view).catch((error: unknown) => {
      if (error instanceof Refusal && error.code !== 'content_fault') throw error;
      throw doesNotHold(`图表“${shown.title}”`, [faultOfPanel(query, error)]);
    });
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

function definitionOf({ name, title, description, order, panels, faults }: ReadDashboard) {
  return { name, title, description, order, filters: dimensionNames, panels, faults };
}

/** What is asked for is written wrong: where, and what it should say. */
function doesNotHold(what: string, faults: readonly Fault[]): Refusal {
  const [first] = faults;
  const more = faults.length > 1 ? `（共 ${faults.length} 处）` : '';
  return new Refusal(422, 'content_fault', `${what}写得不对${more}：${first ? sayFault(first) : ''}`, { faults });
}
