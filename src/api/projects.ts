import type { FastifyInstance } from 'fastify';
import { listProjects, type Search } from '#query';
import { sit, type Api } from './api.ts';
import { asked, page, paging, querystring, words } from './schemas.ts';

/** `GET /projects`: search, sort, page. */
export default function projects(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'Projects: search, sort, filter, page',
    querystring: querystring({
      search: { ...words, description: 'Part of the number, the name or the applicant.' },
      sort: { ...words, description: 'A column, - before it for descending.' },
      ...paging,
      ...asked,
    }),
    response: { 200: page },
  };
  app.get('/projects', { schema }, sit(api, async ({ asking, catalog, view }, request) => listProjects(asking, catalog, request.query as Search, view)));
}
