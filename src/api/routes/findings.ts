import type { FastifyInstance } from 'fastify';
import { findFindings, inCamelCase } from '#query';
import { asOf, closed, Findings, FindingSearch, format, fileFormats, Paging } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { versionParameters, pagingOf } from '../http/parameters.ts';
import { formatOf, sendAnswer } from '../http/formats.ts';
import { tableBook } from '../http/table-book.ts';
import { sendBook, workbook } from './workbooks.ts';

/** `GET /findings`: what the rules found. As a file, all of it: `findings.xlsx` is a workbook. */
export function findings(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'What the rules of the notice found',
    querystring: closed({
      ...FindingSearch.properties,
      ...format,
      ...Paging.properties,
      ...versionParameters,
      ...asOf,
    }),
    response: { 200: Findings },
    formats: fileFormats,
  };
  app.get(
    '/findings',
    withCatalog(api, schema, async ({ queryContext, catalog, view }, request, reply) => {
      const format = formatOf(request);
      if (format !== 'json') {
        const answer = await findFindings(forDownload(queryContext), catalog, request.query, view);
        return sendAnswer(reply, answer, format, '规则核查', 'findings');
      }
      const found = await findFindings(queryContext, catalog, request.query, view, pagingOf(request));
      const { version, total, columns, result, unfit = [] } = found;
      const rows = (await result.rows()).map(inCamelCase);
      return {
        version,
        decisions: catalog.decided.head,
        total,
        columns,
        rows,
        ...(unfit.length > 0 ? { unfit: [...unfit] } : {}),
      };
    })
  );

  const asBook = {
    summary: 'What the rules found, as a workbook',
    querystring: closed({ ...FindingSearch.properties, ...versionParameters }),
    ...workbook,
  };
  app.get(
    '/findings.xlsx',
    withCatalog(api, asBook, async ({ queryContext, catalog, view }, { query }, reply) => {
      const answer = await findFindings(forDownload(queryContext), catalog, query, view);
      return sendBook(reply, {
        name: '规则核查.xlsx',
        ascii: 'findings.xlsx',
        content: tableBook(answer, '规则核查'),
      });
    })
  );
}
