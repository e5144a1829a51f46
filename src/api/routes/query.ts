import type { FastifyInstance } from 'fastify';
import { ask, provableOf } from '#query';
import { patient, sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { links, linksOf } from '../http/links.ts';
import { asked, format, names, querystring, table, words } from '../http/schemas.ts';

interface Query {
  metrics?: string[];
  by?: string[];
  sort?: string;
}

const apart = (lists: readonly string[] = []): string[] =>
  lists.flatMap((each) => each.split(',').map((name) => name.trim()));

/** `GET /query`: metrics by dimensions. */
export default function query(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'Metrics by dimensions',
    querystring: querystring({
      metrics: names('Names of /api/metrics, with commas or repeated.'),
      by: names('Dimensions (the names of the filters) and project_id, with commas or repeated; without it, one row.'),
      sort: { ...words, description: 'A name of by or metrics, - before it for descending.' },
      format,
      links,
      ...asked,
    }),
    response: { 200: table },
  };
  app.get(
    '/query',
    { schema },
    sit(api, async ({ asking, catalog, view }, request, reply) => {
      const { metrics, by, sort } = request.query as Query;
      const wanted = readFormat(request);
      const question = { metrics: apart(metrics), by: apart(by), ...(sort === undefined ? {} : { sort }) };
      const answer = await ask(wanted === 'json' ? asking : patient(asking), catalog, question, view);
      // Named by what was asked for; what a ratio is made of stands after it.
      const asked = new Set([...question.by, ...question.metrics]);
      const title = answer.columns
        .filter(({ name }) => asked.has(name))
        .map((column) => column.title)
        .slice(0, 6)
        .join('、');
      const proof = provableOf(catalog, answer.columns);
      return sendAnswer(reply, answer, wanted, title, 'query', { proof }, linksOf(request, catalog, proof));
    })
  );
}
