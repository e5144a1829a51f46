import type { FastifyInstance } from 'fastify';
import { readCaps, readGroups, readOrganisations, readSupport } from '#query';
import { closed, format, fileFormats, Ledger, LedgerSearch, mediaTypes, Paging, Support } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { versionParameters, tableParameters, pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer, savedAs } from '../http/formats.ts';
import { linksOf } from '../http/links.ts';
import { FileAnswer } from '../http/finish.ts';
import { tablesBook } from '../http/table-book.ts';
import { workbook } from './workbooks.ts';

const ledgers = {
  organisations: { title: '单位名额台账', read: readOrganisations },
  groups: { title: '集团名额台账', read: readGroups },
} as const;

/**
 * `GET /organisations` and `/groups`: the slot ledger;
 * `GET /support`: the directions of which only so many are supported; `GET /ledger.xlsx`: all of these.
 */
export function ledger(app: FastifyInstance, api: Api): void {
  for (const [name, { title, read }] of Object.entries(ledgers)) {
    const schema = {
      needs: 'rows' as const,
      summary: `The slot ledger of ${name}: used, by which projects, carried over, limit and left, as submitted and as listed`,
      querystring: closed({ ...LedgerSearch.properties, ...Paging.properties, ...tableParameters }),
      response: { 200: Ledger },
      formats: fileFormats,
    };
    app.get(
      `/${name}`,
      withCatalog(api, schema, async (context, request) => {
        const { queryContext, catalog, view } = context;
        const format = formatOf(request);
        const isPage = format === 'json';
        const { total, year, years, proof, ...answer } = await read(
          isPage ? queryContext : forDownload(queryContext),
          catalog,
          request.query,
          view,
          isPage ? pagingOf(request) : undefined
        );
        const links = linksOf(request, context, proof);
        return fileAnswer(answer, format, fileHead(request, context, title, name, links), {
          total,
          year,
          years,
          proof,
        });
      })
    );
  }

  const asBook = {
    needs: 'files' as const,
    summary: 'The slot ledgers and the caps on support as one workbook, a sheet each',
    querystring: closed({ ...LedgerSearch.properties, ...versionParameters }),
    ...workbook,
  };
  app.get(
    '/ledger.xlsx',
    withCatalog(api, asBook, async (context, request) => {
      const { catalog, view } = context;
      const { search, year } = request.query;
      const queryContext = forDownload(context.queryContext);
      // What narrows and sorts the organisations is said in columns of theirs.
      const ofGroups = { ...(search === undefined ? {} : { search }), ...(year === undefined ? {} : { year }) };
      const tables = [
        { title: '支持数量上限', note: '全省合计。', open: () => readCaps(queryContext, catalog, view) },
        {
          title: '限额支持方向的项目',
          open: () => readSupport(queryContext, catalog, view).then(({ projects, unfit }) => ({ ...projects, unfit })),
        },
        {
          title: ledgers.organisations.title,
          open: () => readOrganisations(queryContext, catalog, request.query, view),
        },
        { title: ledgers.groups.title, open: () => readGroups(queryContext, catalog, ofGroups, view) },
      ];
      const head = fileHead(request, context, '名额台账', 'ledger');
      return new FileAnswer(mediaTypes.xlsx, savedAs(head, 'xlsx'), tablesBook(tables, head));
    })
  );

  const schema = {
    needs: 'rows' as const,
    summary:
      'Directions with a cap on support: how many are supported, which projects, and which are accepted and not supported yet (by day of acceptance: no ranking)',
    querystring: closed({ ...format, ...versionParameters }),
    response: { 200: Support },
    formats: fileFormats,
  };
  app.get(
    '/support',
    withCatalog(api, schema, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const format = formatOf(request);
      const { caps, capsProof, unfit, projects } = await readSupport(
        format === 'json' ? queryContext : forDownload(queryContext),
        catalog,
        view
      );
      return fileAnswer(projects, format, fileHead(request, context, '限额支持方向的项目', 'support'), {
        caps,
        capsProof,
        ...(unfit.length > 0 ? { unfit } : {}),
      });
    })
  );
}
