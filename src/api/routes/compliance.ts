import type { FastifyInstance } from 'fastify';
import { judgeNotice } from '#query';
import { sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { array, asked, integer, object, proof, querystring, string, stringOrNull } from '../http/schemas.ts';

const counts = { failed: integer, in_review: integer, passed: integer, waived: integer };
const rule = object({
  rule: string,
  title: string,
  severity: string,
  quotation: string,
  subjectKind: string,
  counts: object(counts),
  cities: array(object({ city: stringOrNull, ...counts })),
});

/** `GET /compliance`: the notice, clause by clause, with what its rules found, in all and by city. */
export default function compliance(app: FastifyInstance, api: Api): void {
  const schema = {
    summary: 'The notice as an index: each clause, its rules, and how many verdicts of each kind, by city',
    querystring: querystring(asked),
    response: {
      200: object({
        version: string,
        asOf: array(string),
        proof,
        clauses: array(
          object({ id: string, title: string, heading: stringOrNull, quotation: string, rules: array(rule) })
        ),
      }),
    },
  };
  app.get(
    '/compliance',
    { schema },
    sit(api, async ({ asking, catalog, view }) => judgeNotice(asking, catalog, view))
  );
}
