import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import { asking } from './asking.ts';
import { cookiesNamed } from './cookies.ts';
import { isApi } from './guard.ts';
import { plainPage, plainPolicy, waysUp } from './plain-page.ts';
import { wantsPage } from './wants-page.ts';

/** How far what is served here is, where several machines serve the same: a place in its record, which only grows. */
export interface Forward {
  place(): number;
  /** Whether all up to a place is here: it looks for what is newer, and waits a moment for it. */
  catchUp(place: number): Promise<boolean>;
}

/** Cookies know no port: those of two servers of one machine are kept apart by its name. */
const cookieOf = (host: string): string => `baijing-place-${/:(\d+)$/.exec(host)?.[1] ?? '443'}`;
/** Seconds that a browser knows how far it saw: within these no machine is behind another that is well. */
const known = 600;
/** What says nothing of a version, or is asked by who watches over machines. */
const passed = /^\/(?:_app\/|api\/(?:health|ready)(?:\?|$))/;

/**
 * Nobody is shown less than they saw on another machine: a browser brings along how far that was, and a machine that is
 * not there yet catches up, or says 503 so that another is asked. The cookie holds a number and nothing of who it is.
 */
export function keepForward(app: FastifyInstance, { place, catchUp }: Forward): void {
  app.addHook('onRequest', async (request, reply) => {
    if (asking.getStore() !== undefined || passed.test(request.url)) return;
    const seen = seenBy(request);
    const isThere = seen <= place() || (await catchUp(seen));
    const now = place();
    if (!isThere) return behind(request, reply, { place: now, seen });
    if (now > seen && isRead(request)) tell(request, reply, now);
  });
  // Whoever changed something has seen what they changed.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isRead(request) && reply.statusCode < 400 && asking.getStore() === undefined) {
      const now = place();
      if (now > seenBy(request)) tell(request, reply, now);
    }
    done(null, payload);
  });
}

function behind(request: FastifyRequest, reply: FastifyReply, at: { place: number; seen: number }): FastifyReply {
  const refusal = new Refusal(503, 'behind', '这台还没有跟到您刚才看到的内容，请稍候再试。', { ...at, retryAfter: 2 });
  const { url } = request;
  if (isApi(url) || !wantsPage(request)) throw refusal;
  void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': plainPolicy, 'retry-after': '2' });
  const page = plainPage('请稍等', refusal.message, [[url, '再试一次'], ...waysUp(url)]);
  return reply.code(503).type('text/html; charset=utf-8').send(page);
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** The largest: a neighbour may set one too. */
const seenBy = ({ headers, host }: FastifyRequest): number =>
  Math.max(
    0,
    ...cookiesNamed(cookieOf(host), headers.cookie).map((each) => (/^\d{1,12}$/.test(each) ? Number(each) : 0))
  );

const tell = ({ host }: FastifyRequest, reply: FastifyReply, place: number): unknown =>
  reply.raw.appendHeader('set-cookie', `${cookieOf(host)}=${place}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${known}`);
