import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { listProjects, provableOf, readProject } from '#query';
import { asOf, closed, fileFormats, Paging, ProjectAnswer, Projects, ProjectSearch, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { tableParameters, pagingOf } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { linksOf } from '../http/links.ts';

/**
 * `GET /projects`: search, sort, filter, page, or all of it as a
 * file; `GET /projects/<id>`: everything that is known of one.
 */
export function projects(app: FastifyInstance, api: Api): void {
  const many = {
    needs: 'rows' as const,
    summary: 'Projects: search, sort, filter, page',
    querystring: closed({ ...ProjectSearch.properties, ...Paging.properties, ...tableParameters }),
    response: { 200: Projects },
    formats: fileFormats,
  };
  app.get(
    '/projects',
    withCatalog(api, many, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const format = formatOf(request);
      const isPage = format === 'json';
      const { total, ...answer } = await listProjects(
        isPage ? queryContext : forDownload(queryContext),
        catalog,
        request.query,
        view,
        isPage ? pagingOf(request) : undefined
      );
      const proof = provableOf(catalog, answer.columns);
      const links = linksOf(request, context, proof);
      return fileAnswer(answer, format, fileHead(request, context, '项目', 'projects', links), { total, proof });
    })
  );

  const one = {
    needs: 'rows' as const,
    summary:
      'One project: its row, its rows in every other mart, its findings, and the source rows it came from, cell by cell',
    params: closed({ id: Type.String() }),
    querystring: closed({ ...version, ...asOf }),
    response: { 200: ProjectAnswer },
  };
  app.get(
    '/projects/:id',
    withCatalog(api, one, ({ queryContext, catalog, view }, { params }) =>
      readProject(queryContext, catalog, params.id, view)
    )
  );
}
