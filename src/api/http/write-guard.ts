import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#spec';
import { writeKeyOf } from '#access';
import type { Writes } from './context.ts';
import { cookiesNamed } from './cookies.ts';
import { isApi } from './guard.ts';
import { whoOf, writeCookie, type Office } from './office.ts';
import { backward } from './plain-page.ts';
import { wantsPage } from './wants-page.ts';

/** Where the address that a start prints leads: it keeps the token as a cookie. */
const startPath = '/start';

/**
 * The one guard of whatever changes something. On one seat it is done by who has the token of this start, on this
 * machine alone: not through a proxy, and not by a page of another site. In an office by who signed in, from a page of
 * this site that shows what only its own browser sends (a second, strict cookie), or by a program with a token of its
 * account. Reading needs none of it.
 */
export function guardWrites(app: FastifyInstance, writes: Writes): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { url, routeOptions, is404 } = request;
    if (isRead(request) || is404 || ![url, routeOptions.url ?? ''].some(isApi)) return done();
    const refusal = refusalOf(request, writes);
    if (refusal === null) return done();
    if (!wantsPage(request)) return done(refusal);
    // A form without a program: what was written in it is still there one page back.
    inText(reply, 403, `${refusal.message}\n\n${backward}`);
  });
  app.get<{ Params: { token: string } }>(`${startPath}/:token`, { config: { needs: 'nobody' } }, (request, reply) =>
    keepToken(request, reply, writes)
  );
}

/** Why this request may change nothing; null where it may. Of a read: why a change from there could not be made. */
export const refusalOf = (request: FastifyRequest, writes: Writes): Refusal | null =>
  refusalFor(reasonOf(request, writes));

/** Why nothing is changed from where this request comes from, whoever sends it; null where it may be. */
export const refusalOfPlace = (request: Pick<FastifyRequest, 'headers'>, writes: Writes): Refusal | null =>
  refusalFor(reasonOfPlace(request, writes));

/** What a page follows from besides: the words for why whoever opens it may change nothing; '' where they may. */
export const capabilityOf = (request: FastifyRequest, writes: Writes): string => reasonOf(request, writes)?.[1] ?? '';

type Reason = readonly [code: string, message: string];

const refusalFor = (reason: Reason | null): Refusal | null => reason && new Refusal(403, ...reason);

function reasonOf(request: FastifyRequest, writes: Writes): Reason | null {
  if (isCopy(writes)) return ['written_elsewhere', writes.elsewhere];
  if (writes.office) return reasonInOffice(request, writes.office);
  const closed = reasonOfPlace(request, writes);
  if (closed !== null) return closed;
  if (!isRead(request) && !isSameOrigin(request)) return crossOrigin;
  return holdsToken(request, writes.token) ? null : ['no_token', noToken];
}

/** Of a read nothing is asked: a page that somebody was led to from elsewhere is sent without the strict cookie. */
function reasonInOffice(request: FastifyRequest, office: Office): Reason | null {
  const { by, key } = whoOf(office, request);
  if (isRead(request) || by === 'token') return null;
  if (!isSameOrigin(request, { isSaid: by !== 'nobody', isSecure: true })) return crossOrigin;
  // Nobody changes anything but by signing in, and each route says who may.
  if (by !== 'session' || key === null) return null;
  const shown = cookiesNamed(writeCookie, request.headers.cookie);
  return shown.some((each) => isSame(each, writeKeyOf(key))) ? null : ['no_token', '登录的凭据不全，请重新登录。'];
}

function reasonOfPlace({ headers }: Pick<FastifyRequest, 'headers'>, writes: Writes): Reason | null {
  if (isCopy(writes)) return ['written_elsewhere', writes.elsewhere];
  const { refusal, office = null } = writes;
  if (office !== null) return null;
  if (refusal !== null) return ['writes_off', refusal];
  const isProxied =
    proxied.some((name) => name in headers) || Object.keys(headers).some((name) => name.startsWith('x-forwarded-'));
  return isProxied ? ['writes_off', behindProxy] : null;
}

/** The path of the address that lets whoever opens it change things. */
export const startAddress = ({ token, refusal }: Writes): string => (refusal === null ? `${startPath}/${token}` : '');

/**
 * Why a server on this address takes no changes; null where it does. `origin` is the public one, where there is one.
 */
export function refusalOfWrites(host: string, origin?: string): string | null {
  if (origin !== undefined && !isLoopback(new URL(origin).hostname)) return behindProxy;
  if (isLoopback(host)) return null;
  return `登录功能尚未启用，只有服务开在本机地址（127.0.0.1）时才能在网页上上传和核定，现在开在 ${host}。请在运行百景的机器上用 npm run load 导入，用 npm run decide 核定。`;
}

/** Whether nothing is changed here by anybody: it is a copy. */
const isCopy = (writes: Writes): writes is Writes & { elsewhere: string } => typeof writes.elsewhere === 'string';

/** What a proxy adds by itself, or is mostly told to. */
const proxied = ['forwarded', 'via', 'x-real-ip'];

const behindProxy =
  '登录功能尚未启用，上传和核定只接受本机直接操作；经代理转来的不接受。请在运行百景的机器上用 npm run load 导入，用 npm run decide 核定。';

const crossOrigin: Reason = ['cross_origin', '这个请求来自别的网站，没有执行。请在百景的页面上操作。'];

const noToken =
  '这个浏览器还不能上传和核定：请用启动时打印的那个地址（http://…/start/…）打开一次，就会回到这一页。服务重新启动以后，地址是新的。程序用请求头 Authorization: Bearer 加上地址最后一段。';

const isRead = ({ method }: Pick<FastifyRequest, 'method'>): boolean => method === 'GET' || method === 'HEAD';

const isLoopback = (host: string): boolean => /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host);

/**
 * What a browser says of where a request comes from, in one header or two: neither may say another site, nor this one
 * in the clear where it speaks TLS. A program says nothing; who has a cookie is none. `null` is the origin of a page
 * that keeps it to itself.
 */
function isSameOrigin(
  { headers, host }: FastifyRequest,
  { isSaid, isSecure } = { isSaid: false, isSecure: false }
): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin') return false;
  if (site !== undefined && (origin === undefined || origin === 'null')) return true;
  if (origin === undefined) return !isSaid;
  if (!URL.canParse(origin)) return false;
  // Whoever is on the line speaks in the clear for every name.
  return new URL(origin).host === host && (!isSecure || new URL(origin).protocol === 'https:');
}

function holdsToken({ headers, host }: FastifyRequest, token: string): boolean {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const kept = cookiesNamed(cookieOf(host), headers.cookie);
  return token !== '' && [...(bearer === undefined ? [] : [bearer]), ...kept].some((each) => isSame(each, token));
}

/** In a time that does not tell how much of it was right. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Cookies know no port: two servers of one machine keep theirs apart by its name. */
const cookieOf = (host: string): string => `baijing-${/:(\d+)$/.exec(host)?.[1] ?? '80'}`;

function keepToken(
  request: FastifyRequest<{ Params: { token: string } }>,
  reply: FastifyReply,
  writes: Writes
): FastifyReply {
  void reply.header('cache-control', 'no-store');
  const closed = refusalOfPlace(request, writes);
  if (closed === null && isSame(request.params.token, writes.token) && writes.token !== '')
    return reply
      .header('set-cookie', `${cookieOf(request.host)}=${writes.token}; Path=/; HttpOnly; SameSite=Strict`)
      .code(303)
      .header('location', pageBefore(request))
      .send();
  return inText(reply, 403, closed?.message ?? '这个地址已经不能用了：服务重新启动以后，要用新打印的地址。');
}

/** The page of this site that said that it cannot change things from here; the first one where none did. */
function pageBefore({ headers, host }: FastifyRequest): string {
  const [kept = ''] = cookiesNamed(`${cookieOf(host)}-back`, headers.cookie);
  const path = /^(?:%[\da-f]{2}|[\w.!~*'()-])*$/i.test(kept) ? decodeURIComponent(kept) : '';
  // Another host would begin with two of them.
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.startsWith(startPath) ? path : '/';
}

const inText = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type('text/plain; charset=utf-8').send(text);
