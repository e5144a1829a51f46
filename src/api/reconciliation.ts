import type { FastifyInstance } from 'fastify';
import { reconcile, type PairSearch } from '#query';
import { patient, sit, whenSent, type Api } from './api.ts';
import { readFormat, sendAnswer } from './formats.ts';
import { find } from './loads.ts';
import { paging, pagingOf } from './paging.ts';
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
} from './schemas.ts';

/** `GET /loads/<version>/reconciliation.<format>`: both sides of what must balance. */
export default function reconciliation(app: FastifyInstance, api: Api): void {
  const identity = object({
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
    identities: array(identity),
    rows: array(pair),
    sql: nullable(object({ left: string, right: string })),
  };
  const schema = {
    summary: 'What must balance in a load: every pair of sides that was compared, and where each side leads',
    params: { type: 'object', properties: { load: string, ending: string } },
    querystring: querystring({
      identity: { ...words, description: 'The pairs of this identity alone.' },
      pair: {
        ...integer,
        minimum: 1,
        description: 'Of the identity the pair at this place, with the SQL of its sides.',
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
      const lease = await api.warehouse.lease(version);
      whenSent(reply, () => lease.release());
      const of = { ...patient(asking), reading: lease };
      const { total, identities, sql, ...answer } = await reconcile(
        of,
        await api.catalogOf(lease),
        view,
        request.query as PairSearch,
        wanted === 'json' ? pagingOf(request) : undefined
      );
      return sendAnswer(reply, answer, wanted, `对账 ${version}`, `reconciliation-${version}`, {
        total,
        identities,
        sql,
      });
    })
  );
}
