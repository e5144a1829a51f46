import type { FastifyInstance } from 'fastify';
import { listProjects, provableOf, readProject, type Search } from '#query';
import { patient, sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { links, linksOf } from '../http/links.ts';
import { paging, pagingOf } from '../http/paging.ts';
import {
  array,
  asked,
  format,
  handed,
  object,
  page,
  proof,
  querystring,
  row,
  string,
  words,
  type Schema,
} from '../http/schemas.ts';

/** `GET /projects`: search, sort, filter, page, or all of it as a file; `GET /projects/<id>`: everything that is known of one. */
export default function projects(app: FastifyInstance, api: Api): void {
  const many = {
    summary: 'Projects: search, sort, filter, page',
    querystring: querystring({
      search: { ...words, description: 'Part of the number, the name or the applicant.' },
      sort: { ...words, description: 'A column, - before it for descending.' },
      format,
      links,
      ...paging,
      ...asked,
    }),
    response: { 200: page },
  };
  app.get(
    '/projects',
    { schema: many },
    sit(api, async ({ asking, catalog, view }, request, reply) => {
      const query = request.query as Search;
      const wanted = readFormat(request);
      const isPage = wanted === 'json';
      const { total, ...answer } = await listProjects(
        isPage ? asking : patient(asking),
        catalog,
        query,
        view,
        isPage ? pagingOf(request) : undefined
      );
      const followed = provableOf(catalog, answer.columns);
      return sendAnswer(
        reply,
        answer,
        wanted,
        '项目',
        'projects',
        { total, proof: followed },
        linksOf(request, catalog, followed)
      );
    })
  );

  const one = {
    summary:
      'One project: its row, its rows in every other mart, its findings, and the source rows it came from, cell by cell',
    params: { type: 'object', properties: { id: string } },
    querystring: querystring({ version: asked.version as Schema }),
    response: {
      200: object({ version: string, project: row, columns: row, findings: array(row), sources: array(handed), proof }),
    },
  };
  app.get(
    '/projects/:id',
    { schema: one },
    sit(api, async ({ asking, catalog, view }, request) => {
      const { rows, ...known } = await readProject(asking, catalog, (request.params as { id: string }).id, view);
      return { ...known, ...rows, proof: provableOf(catalog, known.columns.projects ?? []) };
    })
  );
}
