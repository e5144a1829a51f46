import type { FastifyInstance, preValidationAsyncHookHandler } from 'fastify';
import { findFindings, inCamelCase } from '#query';
import { asOf, closed, Findings, FindingSearch, format, fileFormats, Paging } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { leaveOutEmpty } from '../http/lenient.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { versionParameters, pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { workbook } from './workbooks.ts';

/** What the form of the page leaves empty is not asked for. */
const preValidation: preValidationAsyncHookHandler = async ({ query }) =>
  leaveOutEmpty(query as Record<string, string | string[]>, Object.keys(FindingSearch.properties));

/** `GET /findings`: what the rules found. As a file, all of it: `findings.xlsx` is a workbook. */
export function findings(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'rows' as const,
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
  app.get('/findings', {
    preValidation,
    ...withCatalog(api, schema, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const format = formatOf(request);
      if (format !== 'json') {
        const { total, ...answer } = await findFindings(forDownload(queryContext), catalog, request.query, view);
        return fileAnswer(answer, format, fileHead(request, context, '规则核查', 'findings'), { total });
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
    }),
  });

  const asBook = {
    needs: 'files' as const,
    summary: 'What the rules found, as a workbook',
    querystring: closed({ ...FindingSearch.properties, ...versionParameters }),
    ...workbook,
  };
  app.get('/findings.xlsx', {
    preValidation,
    ...withCatalog(api, asBook, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const { total, ...answer } = await findFindings(forDownload(queryContext), catalog, request.query, view);
      return fileAnswer(answer, 'xlsx', fileHead(request, context, '规则核查', 'findings'), { total });
    }),
  });
}
