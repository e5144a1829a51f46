import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import type { Warehouse } from '#warehouse';
import { asking } from './asking.ts';
import type { Office } from './office.ts';
import { undecodable } from './querystring.ts';
import { wantsPage } from './wants-page.ts';

const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * What holds for every answer: its number, the version, the
 * headers that keep browsers strict, and that it was asked of this server.
 */
export function guard(
  app: FastifyInstance,
  warehouse: Warehouse,
  { allowsHost, office }: { allowsHost: (host: string) => boolean; office: Office | null }
): void {
  app.addHook('onRequest', (request, reply, done) => {
    harden(request, reply, warehouse.version());
    if (office) reply.raw.setHeader('strict-transport-security', 'max-age=31536000');
    if (office && isPastProxy(office, request))
      return done(new Refusal(403, 'past_proxy', '请用百景对外的网址打开，不要直接连到这个端口。'));
    // What a proxy passes on of names is held against them too.
    if (!allowsHost(request.headers.host ?? '') || !allowsHost(request.host))
      return done(new Refusal(400, 'unknown_host', '本服务不以这个名字提供访问。'));
    if (undecodable in (request.query as object) && !isOfPage(request))
      return done(new Refusal(400, 'bad_url', '地址里的参数无法识别：请检查其中的百分号编码。'));
    done();
  });
}

/**
 * On the raw response, because the pages answer past Fastify. The version is the
 * current one: what is answered from another, or refused once that one was found, says so itself.
 */
export function harden(request: FastifyRequest, reply: FastifyReply, version: string | null): void {
  for (const [name, value] of Object.entries(headersOf(request.url))) reply.raw.setHeader(name, value);
  reply.raw.setHeader('x-request-id', request.id);
  if (isApi(request.url) && version !== null) reply.raw.setHeader('x-baijing-version', version);
}

/** Where a proxy speaks TLS, what comes from elsewhere came in the clear; this machine itself needs no line. */
function isPastProxy({ isBehindProxy, isProxy }: Office, { socket }: FastifyRequest): boolean {
  const address = socket.remoteAddress ?? '';
  return isBehindProxy && asking.getStore() === undefined && !isProxy(address) && !isLoopback(address);
}

const isLoopback = (address: string): boolean => /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);

const ofApi = {
  ...everywhere,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  // Said here, since a 304 is not compressed.
  vary: 'Accept, Accept-Encoding, Prefer, X-Baijing-Decisions',
};

/** What every answer under this address says, whatever it is. */
export const headersOf = (url: string): Readonly<Record<string, string>> => (isApi(url) ? ofApi : everywhere);

/** A page reads what is left of a query that was cut, and says itself what it cannot use. */
const isOfPage = (request: FastifyRequest): boolean =>
  !isApi(request.url) && (wantsPage(request) || /\/__data\.json\?/.test(request.url));

/** What is below /api is no page, also where there is nothing. */
export const isApi = (url: string): boolean => /^\/api(\/|\?|$)/.test(url);
