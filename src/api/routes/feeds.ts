import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readerOfFeed, type Reader } from '#access';
import { civilOf } from '#alerts';
import { atomOf, calendarOf, takeCalendar, toldEntries } from '#alerts/feeds';
import { Refusal } from '#spec';
import { asking } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { matches } from '../http/etag.ts';
import { deadlinesIn, entriesIn, type ListedIncident } from './feed-entries.ts';

/**
 * `GET /feeds/<key>/alerts.atom` and `/deadlines.ics`: what the account of an address is told, for programs that cannot
 * sign in. The key is all that they show: it stands in no log, and who withdraws it is found by none. What is told is
 * what `/api/alerts` answers that account.
 */
export function feeds(app: FastifyInstance, api: Api): void {
  const { office, alerts } = api;
  if (office === null || alerts === null) return;
  const { desk } = office;
  const origin = (request: FastifyRequest) => process.env.ORIGIN ?? `${request.protocol}://${request.host}`;

  app.get<{ Params: { key: string } }>(
    '/feeds/:key/alerts.atom',
    { config: { needs: 'nobody' } },
    async (request, reply) => {
      const { reader, id } = who(request);
      const entries = entriesIn(await incidentsOf(request, reader, ['open', 'away', 'closed']), origin(request));
      const page = `${origin(request)}/alerts`;
      // Its own address would say the key to whatever keeps a copy of the feed.
      const text = atomOf(entries, { title: '百景提醒', self: page, page, id: `alerts/${id}` });
      return send(request, reply, text, { type: 'application/atom+xml; charset=utf-8', name: 'alerts.atom' });
    }
  );

  app.get<{ Params: { key: string } }>(
    '/feeds/:key/deadlines.ics',
    { config: { needs: 'nobody' } },
    async (request, reply) => {
      const { reader, account } = who(request);
      const at = civilOf(desk.now());
      const deadlines = deadlinesIn(await incidentsOf(request, reader, ['open']), origin(request));
      const scope = JSON.stringify(Object.entries(reader.scope).sort());
      const store = alerts.store();
      const entries = store === null ? [] : takeCalendar(store, { account, scope, deadlines, at });
      const { calendar } = await alerts.content();
      const text = calendarOf(toldEntries(entries, at), { title: '百景截止日期', at, calendar });
      return send(request, reply, text, { type: 'text/calendar; charset=utf-8', name: 'deadlines.ics' });
    }
  );

  function who({ params }: FastifyRequest<{ Params: { key: string } }>) {
    const found = readerOfFeed(desk, params.key);
    // That there was such an address, and whose, is told to nobody.
    if (found === null) throw new Refusal(404, 'unknown_feed', '没有这个订阅地址，它可能已经作废。');
    return { reader: found.reader, account: found.feed.account, id: found.feed.id };
  }

  /** As a page of that account asks. */
  async function incidentsOf(
    { ip: remoteAddress }: FastifyRequest,
    reader: Reader,
    statuses: readonly ListedIncident['status'][]
  ): Promise<ListedIncident[]> {
    const signal = AbortSignal.timeout(30_000);
    const as = { by: 'token' as const, reader, session: null, key: null };
    const url = `/api/alerts?limit=1500&${statuses.map((each) => `status=${each}`).join('&')}`;
    const page = { who: as, headers: {}, remoteAddress, signal, isPure: true };
    // Awaited in there: what is injected begins when somebody waits for it.
    const answer = await asking.run(page, async () => await app.inject({ url, remoteAddress }));
    if (answer.statusCode !== 200) throw new Refusal(503, 'no_alerts', '现在没有提醒可看，请过一会儿再试。');
    return answer.json<{ incidents: ListedIncident[] }>().incidents;
  }
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  { type, name }: { type: string; name: string }
): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  void reply.headers({ etag, 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer' });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type(type).header('content-disposition', `inline; filename="${name}"`).send(text);
}
