import type { FastifyInstance } from 'fastify';
import { reconcile } from '#query';
import { patient, sit, whenSent, type Api } from './api.ts';
import { readFormat, sendAnswer } from './formats.ts';
import { find } from './loads.ts';
import { paging, pagingOf } from './paging.ts';
import { array, format, integer, object, page, querystring, string, stringOrNull, words, type Schema } from './schemas.ts';

/** `GET /loads/<version>/reconciliation.<format>`: both sides of what must balance. */
export default function reconciliation(app: FastifyInstance, api: Api): void {
  const identity = object({ name: string, title: stringOrNull, left: stringOrNull, right: stringOrNull, compared: integer, broken: integer });
  const schema = {
    summary: 'What must balance in a load: every pair of sides that was compared',
    params: { type: 'object', properties: { load: string, ending: string } },
    querystring: querystring({ identity: { ...words, description: 'The pairs of this identity alone.' }, format, ...paging }),
    response: { 200: { ...page, properties: { ...(page.properties as Record<string, Schema>), identities: array(identity) } } },
  };
  app.get(
    '/loads/:load/reconciliation.:ending',
    { schema },
    sit(api, async ({ asking, view }, request, reply) => {
      const { ending } = request.params as { ending: string };
      const { identity } = request.query as { identity?: string };
      const { version } = await find(api.warehouse.folder, request);
      const wanted = readFormat(request, ending);
      const lease = await api.warehouse.lease(version);
      whenSent(reply, () => lease.release());
      const of = { ...patient(asking), reading: lease };
      const { total, identities, ...answer } = await reconcile(of, view, identity, wanted === 'json' ? pagingOf(request) : undefined);
      return sendAnswer(reply, answer, wanted, `对账 ${version}`, `reconciliation-${version}`, { total, identities });
    })
  );
}
