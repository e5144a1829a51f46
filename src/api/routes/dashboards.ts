import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { notAmong, Refusal, type Panel } from '#spec';
import { closed, ending, fileFormats, firstRows, NamedDashboard, ProvenTable } from '#spec/answers';
import { sayFault, type Fault } from '#spec/content';
import { answerPanel, cubeDimensions, dimensionNames, faultOfPanel, type Dashboards, type ReadDashboard } from '#query';
import type { Api } from '../http/context.ts';
import { heldDashboards } from '../http/dashboards.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { cubeParameters, tableParameters } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { linksOf } from '../http/links.ts';
import { tagged } from '../http/tagged.ts';

/** `GET /dashboards`, `/dashboards/<name>`, and what each panel shows at `/dashboards/<name>/<panel>.<format>`. */
export function dashboards(app: FastifyInstance, api: Api): void {
  const many = {
    needs: 'sums' as const,
    summary: 'Every dashboard',
    querystring: closed({}),
    response: { 200: Type.Array(NamedDashboard) },
  };
  app.get(
    '/dashboards',
    tagged(api, many, async () => Array.from((await heldDashboards(api)).values(), definitionOf))
  );

  const name = { name: Type.String() };
  const one = {
    needs: 'sums' as const,
    summary: 'One dashboard',
    params: closed(name),
    querystring: closed({}),
    response: { 200: NamedDashboard },
  };
  app.get(
    '/dashboards/:name',
    tagged(api, one, async ({ params }) => {
      const dashboard = find(await heldDashboards(api), params.name);
      if (dashboard.faults.length > 0) throw doesNotHold(`看板“${dashboard.title}”`, dashboard.faults);
      return definitionOf(dashboard);
    })
  );

  const panel = { ...name, panel: Type.String() };
  const schemaOf = (params: typeof panel | (typeof panel & typeof ending)) => ({
    needs: 'sums' as const,
    summary: 'What one panel shows',
    params: closed(params),
    querystring: closed({ ...tableParameters, ...cubeParameters, ...firstRows }),
    response: { 200: ProvenTable },
    formats: fileFormats,
  });
  const shown = (params: Parameters<typeof schemaOf>[0]) =>
    withCatalog(api, schemaOf(params), async (context, request) => {
      const { queryContext, catalog, view } = context;
      const { name, panel, ending } = { ending: undefined, ...request.params };
      const dashboard = find(await api.dashboards(), name);
      const query = dashboard.queries.get(panel);
      const shown = dashboard.panels[panel];
      if ((!query || !shown) && dashboard.faults.length > 0)
        throw doesNotHold(`看板“${dashboard.title}”`, dashboard.faults);
      if (!query || !shown)
        throw notAmong(404, 'unknown_panel', `看板“${dashboard.title}”没有图表`, {
          value: panel,
          allowed: [...dashboard.queries.keys()],
        });
      const format = formatOf(request, ending);
      const asker = format === 'json' ? queryContext : forDownload(queryContext);
      const limit = format === 'json' ? request.query.limit : undefined;
      const { proof, total, ...answer } = await answerPanel(asker, catalog, query, view, limit).catch(
        (error: unknown) => {
          if (error instanceof Refusal && error.code !== 'content_fault') throw error;
          throw doesNotHold(`图表“${shown.title}”`, [faultOfPanel(query, error)]);
        }
      );
      const extra = { ...(total === undefined ? {} : { total }), proof };
      const head = fileHead(request, context, shown.title, panel, linksOf(request, context, proof));
      return fileAnswer(answer, format, head, extra);
    });
  app.get('/dashboards/:name/:panel', shown(panel));
  app.get('/dashboards/:name/:panel.:ending', shown({ ...panel, ...ending }));
}

function find(all: Dashboards, name: string): ReadDashboard {
  const dashboard = all.get(name);
  if (dashboard) return dashboard;
  throw notAmong(404, 'unknown_dashboard', '没有看板', { value: name, allowed: [...all.keys()] });
}

function definitionOf(read: ReadDashboard): NamedDashboard {
  const { name, title, description, order, whole, panels, faults } = read;
  const offered = Object.values<Panel>(panels).flatMap(({ filters = [] }) => filters);
  const filters = [...dimensionNames, ...cubeDimensions.filter((dimension) => offered.includes(dimension))];
  const begun = whole === undefined ? {} : { whole: [...whole] };
  return { name, title, description, order, filters, ...begun, panels, faults: [...faults] };
}

/** What is asked for is written wrong: where, and what it should say. */
function doesNotHold(what: string, faults: readonly Fault[]): Refusal {
  const [first] = faults;
  const more = faults.length > 1 ? `（共 ${faults.length} 处）` : '';
  return new Refusal(422, 'content_fault', `${what}写得不对${more}：${first ? sayFault(first) : ''}`, { faults });
}
