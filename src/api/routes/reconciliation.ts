import type { FastifyInstance } from 'fastify';
import { reconcile, type PairSearch } from '#query';
import { patient, sit, whenSent } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { find } from './loads.ts';
import { paging, pagingOf } from '../http/paging.ts';
import {
  array,
  format,
  integer,
  nullable,
  object,
  page,
  querystring,
  row,
  string,
  stringOrNull,
  words,
  type Schema,
} from '../http/schemas.ts';

/** `GET /loads/<version>/reconciliation.<format>`: both sides of what must balance. */
export default function reconciliation(app: FastifyInstance, api: Api): void {
  const assertion = object({
    name: string,
    title: stringOrNull,
    left: stringOrNull,
    right: stringOrNull,
    compared: integer,
    broken: integer,
  });
  const lead = object({ to: { enum: ['rows', 'explain', 'findings', 'pair'] }, path: string });
  const pair = {
    ...row,
    required: ['pair', 'left_leads', 'right_leads'],
    properties: { pair: integer, left_leads: lead, right_leads: lead },
  };
  const answer = {
    ...(page.properties as Record<string, Schema>),
    assertions: array(assertion),
    rows: array(pair),
    sql: nullable(object({ left: string, right: string })),
  };
  const schema = {
    summary: 'What must balance in a load: every pair of sides that was compared, and where each side leads',
    params: { type: 'object', properties: { load: string, ending: string } },
    querystring: querystring({
      assertion: { ...words, description: 'The pairs of this assertion alone.' },
      identity: { ...words, description: 'What assertion was called before.' },
      pair: {
        ...integer,
        minimum: 1,
        description: 'Of the assertion the pair at this place, with the SQL of its sides.',
      },
      format,
      ...paging,
    }),
    response: { 200: { ...page, properties: answer } },
  };
  app.get(
    '/loads/:load/reconciliation.:ending',
    { schema },
    sit(api, async ({ asking, view }, request, reply) => {
      const { ending } = request.params as { ending: string };
      const { version } = await find(api.warehouse.folder, request);
      const wanted = readFormat(request, ending);
      const { identity, ...search } = request.query as PairSearch & { identity?: string };
      const lease = await api.warehouse.lease(version);
      whenSent(reply, () => lease.release());
      const of = { ...patient(asking), reading: lease };
      const { total, assertions, sql, ...answer } = await reconcile(
        of,
        await api.catalogOf(lease),
        view,
        identity === undefined ? search : { assertion: identity, ...search },
        wanted === 'json' ? pagingOf(request) : undefined
      );
      return sendAnswer(reply, answer, wanted, `对账 ${version}`, `reconciliation-${version}`, {
        total,
        assertions,
        sql,
      });
    })
  );
}
