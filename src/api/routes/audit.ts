import type { FastifyInstance } from 'fastify';
import { auditProject } from '#query';
import { sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import {
  array,
  asked,
  column,
  integer,
  object,
  querystring,
  row,
  string,
  stringOrNull,
  type Schema,
} from '../http/schemas.ts';

const rule = object({
  rule: string,
  title: string,
  clause: string,
  quotation: string,
  severity: string,
  subjectKind: string,
  subjectId: string,
  verdict: { enum: ['pass', 'fail', 'review'] },
  message: string,
  asOf: string,
  waiver: { anyOf: [object({ by: string, on: string, reason: string }), { type: 'null' }] },
  values: array(object({ name: string, title: string, unit: stringOrNull, format: string, value: {} }, ['format'])),
  sources: array(object({ title: string, file: string, sheet: string, row: integer })),
  settle: stringOrNull,
});

/** `GET /projects/<id>/audit`: every rule that concerns a project, the values judged, where they came from, the verdict. */
export default function audit(app: FastifyInstance, api: Api): void {
  const schema = {
    summary:
      'The audit sheet of one project: each rule that concerns it, the values judged, the source rows, the verdict, and what would settle a review',
    params: { type: 'object', properties: { id: string } },
    querystring: querystring({ version: asked.version as Schema }),
    response: {
      200: object({
        version: string,
        project: row,
        columns: array(column),
        asOf: stringOrNull,
        rules: array(rule),
        silent: array(object({ rule: string, title: string, clause: string })),
      }),
    },
  };
  app.get(
    '/projects/:id/audit',
    { schema },
    sit(api, async ({ asking, catalog, view }, request) =>
      auditProject(asking, catalog, (request.params as { id: string }).id, view)
    )
  );
}
