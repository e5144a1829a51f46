import type { FastifyInstance } from 'fastify';
import { findRepeats } from '#query';
import { closed, fileFormats, format, Paging, Repeats, RepeatSearch } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { pagingOf, versionParameters } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';

/** `GET /repeats`: projects that are like one another. As a file, all of them. */
export function repeats(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
    summary:
      'Pairs of projects that are the same or like one another, and why: of one batch, of earlier ones, of the ledger of provincial support',
    querystring: closed({ ...RepeatSearch.properties, ...format, ...Paging.properties, ...versionParameters }),
    response: { 200: Repeats },
    formats: fileFormats,
  };
  app.get(
    '/repeats',
    withCatalog(api, schema, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const format = formatOf(request);
      const isPage = format === 'json';
      const { total, ...answer } = await findRepeats(
        isPage ? queryContext : forDownload(queryContext),
        catalog,
        request.query,
        view,
        isPage ? pagingOf(request) : undefined
      );
      return fileAnswer(answer, format, fileHead(request, context, '查重', 'repeats'), { total });
    })
  );
}
