import type { FastifyInstance } from 'fastify';
import { queryMetrics, provableOf } from '#query';
import { closed, fileFormats, MetricQuery, ProvenTable } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { forDownload, withCatalog } from '../http/request.ts';
import { cubeParameters, tableParameters } from '../http/parameters.ts';
import { fileHead } from '../http/file-head.ts';
import { formatOf, fileAnswer } from '../http/formats.ts';
import { linksOf } from '../http/links.ts';

const apart = (lists: readonly string[] = []): string[] =>
  lists.flatMap((each) => each.split(',').map((name) => name.trim()));

/** `GET /query`: metrics by dimensions. */
export function query(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'sums' as const,
    tellsOutside: true as const,
    summary: 'Metrics by dimensions',
    querystring: closed({ ...MetricQuery.properties, ...tableParameters, ...cubeParameters }),
    response: { 200: ProvenTable },
    formats: fileFormats,
  };
  app.get(
    '/query',
    withCatalog(api, schema, async (context, request) => {
      const { queryContext, catalog, view } = context;
      const { metrics, by, sort } = request.query;
      const format = formatOf(request);
      const question = { metrics: apart(metrics), by: apart(by), ...(sort === undefined ? {} : { sort }) };
      const answer = await queryMetrics(
        format === 'json' ? queryContext : forDownload(queryContext),
        catalog,
        question,
        view
      );
      // Named by what was asked for; what a ratio is made of stands after it.
      const asked = new Set([...question.by, ...question.metrics]);
      const title = answer.columns
        .filter(({ name }) => asked.has(name))
        .map((column) => column.title)
        .slice(0, 6)
        .join('、');
      const proof = provableOf(catalog, answer.columns);
      return fileAnswer(answer, format, fileHead(request, context, title, 'query', linksOf(request, context, proof)), {
        proof,
      });
    })
  );
}
