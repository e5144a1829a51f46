import type { FastifyInstance } from 'fastify';
import { findFindings, inCamelCase, severities, verdicts, type FindingSearch } from '#query';
import { patient, sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { paging, pagingOf } from '../http/paging.ts';
import { asked, format, list, page, querystring, type Schema } from '../http/schemas.ts';

const oneOf = (values: readonly string[], description: string): Schema => ({
  type: 'array',
  items: { enum: values },
  maxItems: 20,
  description,
});

/** `GET /findings`: what the rules found. As a file, all of it. */
export default function findings(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'What the rules of the notice found',
    querystring: querystring({
      rule: list('Any of these rules.'),
      verdict: oneOf(verdicts, 'Any of these verdicts.'),
      severity: oneOf(severities, 'Any of these severities.'),
      clause: list('Any of these clauses, as 三（二）.'),
      waived: { type: 'boolean', description: 'Only those that are waived, or only those that are not.' },
      format,
      ...paging,
      ...asked,
    }),
    response: { 200: page },
  };
  app.get(
    '/findings',
    { schema },
    sit(api, async ({ asking, catalog, view }, request, reply) => {
      const query = request.query as FindingSearch;
      const wanted = readFormat(request);
      if (wanted !== 'json')
        return sendAnswer(
          reply,
          await findFindings(patient(asking), catalog, query, view),
          wanted,
          '规则核查',
          'findings'
        );
      const { result, ...found } = await findFindings(asking, catalog, query, view, pagingOf(request));
      return { ...found, rows: (await result.rows()).map(inCamelCase) };
    })
  );
}
