import type { FastifyInstance } from 'fastify';
import { readGroups, readOrganisations, readSupport } from '#query';
import { closed, format, fileFormats, Ledger, LedgerSearch, Paging, Support } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { versionParameters, tableParameters, pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { linksOf } from '../http/links.ts';

const ledgers = {
  organisations: { title: '单位名额台账', read: readOrganisations },
  groups: { title: '集团名额台账', read: readGroups },
} as const;

/**
 * `GET /organisations` and `/groups`: the slot ledger;
 * `GET /support`: the directions of which only so many are supported.
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
