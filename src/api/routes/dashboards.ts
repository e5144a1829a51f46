import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { can, type Reader } from '#access';
import { notAmong, type Panel } from '#spec';
import {
  background,
  closed,
  compare,
  figureEnding,
  figureFormat,
  figureFormats,
  firstRows,
  NamedDashboard,
  ProvenTable,
} from '#spec/answers';
import {
  answerCompared,
  cubeDimensions,
  dimensionNames,
  readAgainst,
  readsSumsAlone,
  toldInFiles,
  type Dashboards,
  type ReadDashboard,
} from '#query';
import type { Api } from '../http/context.ts';
import { heldDashboards } from '../http/dashboards.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { cubeParameters, tableParameters } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { doesNotHold, failureOfPanel } from '../http/panel-failure.ts';
import { pictureAnswer, sqlAnswer } from '../http/figure-file.ts';
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
    tagged(api, many, async (request) => {
      const shown = Array.from((await heldDashboards(api)).values(), (each) => shownTo(api.reader(request), each));
      return shown.filter(({ panels }) => Object.keys(panels).length > 0).map(definitionOf);
    })
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
    tagged(api, one, async (request) => {
      const dashboard = shownTo(api.reader(request), find(await heldDashboards(api), request.params.name));
      if (dashboard.faults.length > 0) throw doesNotHold(`看板“${dashboard.title}”`, dashboard.faults);
      return definitionOf(dashboard);
    })
  );

  const panel = { ...name, panel: Type.String() };
  const schemaOf = (params: typeof panel | (typeof panel & typeof figureEnding)) => ({
    needs: 'sums' as const,
    tellsOutside: true as const,
    summary: 'What one panel shows',
    params: closed(params),
    querystring: closed({
      ...tableParameters,
      ...figureFormat,
      ...background,
      ...cubeParameters,
      ...firstRows,
      ...compare,
    }),
    response: { 200: ProvenTable },
    formats: figureFormats,
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
      const format = formatOf(request, ending, figureFormats);
      const isPicture = format === 'svg' || format === 'png';
      const isRead = isPicture || format === 'json' || format === 'sql';
      const asker = isRead ? queryContext : forDownload(queryContext);
      // A picture shows what the page does; files of rows hold all.
      const limit = isPicture ? shown.limit : format === 'json' ? request.query.limit : undefined;
      const refuse = (error: unknown): never => {
        throw failureOfPanel({ title: shown.title, query, view }, error);
      };
      if (format === 'sql')
        return sqlAnswer(context, query, fileHead(uncompared(request), context, shown.title, panel)).catch(refuse);
      const against = readAgainst(catalog, request.query.compare);
      const { proof, total, compared, ...answer } = await answerCompared(asker, catalog, query, {
        view,
        against,
        limit,
      }).catch(refuse);
      const extra = {
        ...(total === undefined ? {} : { total }),
        ...(compared === undefined ? {} : { compared }),
        proof,
      };
      const head = fileHead(request, context, shown.title, panel, linksOf(request, context, proof));
      if (format === 'json') return fileAnswer(answer, format, head, extra);
      if (!isPicture)
        return fileAnswer({ ...answer, unfit: toldInFiles({ ...answer, compared }) }, format, head, extra);
      const { version, columns, result, unfit = [] } = answer;
      const table = { version, columns, rows: await result.rows(), unfit: [...unfit], ...extra };
      const { background = 'white' } = request.query;
      return pictureAnswer(api, context, { panel: shown, table, background }, format, head);
    });
  app.get('/dashboards/:name/:panel', shown(panel));
  app.get('/dashboards/:name/:panel.:ending', shown({ ...panel, ...figureEnding }));
}

/** The query of a figure is of its own side alone. */
const uncompared = ({
  url,
  protocol,
  host,
  query,
}: Parameters<typeof fileHead>[0]): Parameters<typeof fileHead>[0] => ({
  url,
  protocol,
  host,
  query: { ...(query as object), compare: undefined },
});

function find(all: Dashboards, name: string): ReadDashboard {
  const dashboard = all.get(name);
  if (dashboard) return dashboard;
  throw notAmong(404, 'unknown_dashboard', '没有看板', { value: name, allowed: [...all.keys()] });
}

/** Of who may see sums alone the panels that ask for nothing else. */
function shownTo(reader: Reader, read: ReadDashboard): ReadDashboard {
  if (can(reader, 'rows')) return read;
  const shown = Object.entries(read.panels).filter(([name]) => {
    const query = read.queries.get(name);
    return query === undefined || readsSumsAlone(query);
  });
  return { ...read, panels: Object.fromEntries(shown) };
}

function definitionOf(read: ReadDashboard): NamedDashboard {
  const { name, title, description, order, within, whole, about, panels, faults, elsewhere } = read;
  const offered = Object.values<Panel>(panels).flatMap(({ filters = [] }) => filters);
  const filters = [...dimensionNames, ...cubeDimensions.filter((dimension) => offered.includes(dimension))];
  const begun = whole === undefined ? {} : { whole: [...whole] };
  const under = within === undefined ? {} : { within };
  const of = about === undefined ? {} : { about };
  const apart = elsewhere === undefined ? {} : { elsewhere: [...elsewhere] };
  return { name, title, description, order, ...under, filters, ...begun, ...of, panels, ...apart, faults: [...faults] };
}
