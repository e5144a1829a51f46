import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { can } from '#access';
import { Refusal } from '#spec';
import type { Api } from './context.ts';
import { whenEnded } from './ended.ts';
import { isApi } from './guard.ts';
import { plainAddress } from './plain-address.ts';
import { measuresOf, steps, type Kind } from './prometheus.ts';

/** Whoever asked was gone before the answer was: as nginx counts them. */
const hungUp = 499;

/**
 * Counts requests by route and status, never by what they asked; writes a line of JSON for each where there is a log;
 * and answers `GET /metrics` as Prometheus reads it: to this machine itself, or to an account
 * that tends the server, or a token of one.
 */
export function measure(app: FastifyInstance, api: Api): void {
  const kinds = new Map<string, Kind>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let open = 0;
  app.addHook('onClose', async () => delay.disable());
  app.addHook('onRequest', (_request, _reply, done) => {
    open += 1;
    done();
  });
  whenEnded(app, (request, reply, { isBrokenOff }) => {
    open -= 1;
    const [route, status] = [routeOf(request), isBrokenOff ? hungUp : reply.raw.statusCode];
    const key = `${route} ${status}`;
    const kind = kinds.get(key) ?? { route, status, count: 0, seconds: 0, within: steps.map(() => 0) };
    const seconds = reply.elapsedTime / 1000;
    kind.count += 1;
    kind.seconds += seconds;
    for (const [at, most] of steps.entries()) if (seconds <= most) kind.within[at]! += 1;
    kinds.set(key, kind);
    if (!isOfPage(request))
      request.log.info({
        method: request.method,
        route,
        status,
        ms: Math.round(seconds * 1000),
        by: api.reader(request).account,
      });
  });
  app.get('/metrics', { config: { needs: 'nobody' } }, (request, reply) => {
    const reader = api.reader(request);
    if (!isOfMachine(request) && !can(reader, 'settings') && !can(reader, 'versions'))
      throw new Refusal(403, 'not_allowed', '运行指标只给本机和管服务器的账号看。');
    void reply.header('cache-control', 'no-store');
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(measuresOf(api, { kinds, open, delay: delay.percentile(99) }));
  });
}

/**
 * Where a request leads, however its address is written. Prometheus, which says what it reads, is answered at
 * `/api/metrics` too. Whoever else asks there is told the metrics of the programme.
 */
export function addressOf({ url: said = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string {
  const url = plainAddress(said);
  const isScrape = /^(?:application\/openmetrics-text|text\/plain)\s*;\s*version=/.test(headers.accept ?? '');
  return isScrape && url === '/api/metrics' ? '/metrics' : url;
}

/** As it is registered, without what was asked: `/api/projects/:id`. */
const routeOf = ({ url, routeOptions }: FastifyRequest): string => routeOptions.url ?? (isApi(url) ? '/api/…' : '/…');

/** What a page asks in this process is part of the page. */
const isOfPage = ({ socket }: FastifyRequest): boolean => !(socket instanceof Socket);

/** Whether somebody on this machine asks, and no proxy for somebody else. */
export function isOfMachine({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean {
  const isProxied = Object.keys(headers).some((name) => /^(?:x-forwarded-|forwarded$|via$|x-real-ip$)/.test(name));
  return !isProxied && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '');
}
