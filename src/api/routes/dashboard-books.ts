import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { notAmong } from '#spec';
import { closed, compare, mediaTypes, version } from '#spec/answers';
import { answerCompared, readAgainst, toldInFiles } from '#query';
import type { Api } from '../http/context.ts';
import { fileHead } from '../http/file-head.ts';
import { FileAnswer } from '../http/finish.ts';
import { savedAs } from '../http/formats.ts';
import { failureOfPanel } from '../http/panel-failure.ts';
import { cubeParameters, filterParameters } from '../http/parameters.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { tablesBook, type TableOfBook } from '../http/table-book.ts';
import { workbook } from './workbooks.ts';

/** `GET /dashboards/<name>.xlsx`: every panel of a dashboard in one workbook, a sheet each, under the same filters. */
export function dashboardBooks(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'files' as const,
    tellsOutside: true as const,
    summary: 'All panels of a dashboard as one workbook, a sheet each, and what they are of',
    params: closed({ name: Type.String() }),
    querystring: closed({ ...filterParameters, ...version, ...cubeParameters, ...compare }),
    ...workbook,
  };
  app.get(
    '/dashboards/:name.xlsx',
    withCatalog(api, schema, async (context, request) => {
      const all = await api.dashboards();
      const { name } = request.params;
      const dashboard = all.get(name);
      if (!dashboard) throw notAmong(404, 'unknown_dashboard', '没有看板', { value: name, allowed: [...all.keys()] });
      const { queryContext, catalog, view } = context;
      const against = readAgainst(catalog, request.query.compare);
      const tables = Array.from(dashboard.queries, ([key, query]): TableOfBook => {
        const { title, note } = dashboard.panels[key]!;
        return {
          title,
          note,
          // One panel that cannot be answered keeps the others from nobody, as on the page.
          open: () =>
            answerCompared(forDownload(queryContext), catalog, query, { view, against })
              .then((answer) => ({ ...answer, unfit: toldInFiles(answer) }))
              .catch((error: unknown) => {
                const { status, code, message } = failureOfPanel({ title, query, view }, error);
                if (status === 422 || code === 'not_in_version' || code === 'of_one_province') return { says: message };
                throw error;
              }),
        };
      });
      const head = fileHead(request, context, dashboard.title, name);
      return new FileAnswer(mediaTypes.xlsx, savedAs(head, 'xlsx'), tablesBook(tables, head));
    })
  );
}
