import type { FastifyRequest } from 'fastify';
import { Refusal } from '#spec';

/**
 * Nobody signs in yet, so files are taken from this machine alone: an upload is refused where the server listens to
 * others or stands behind a proxy, and whatever would change something is refused to pages of other sites.
 */
export function guardUploads(request: FastifyRequest, refusal: string | null): void {
  if (refusal !== null) throw new Refusal(403, 'uploads_off', refusal);
  if (['forwarded', 'x-forwarded-for', 'x-forwarded-host'].some((name) => name in request.headers))
    throw new Refusal(403, 'uploads_off', behindProxy);
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isSameOrigin(request)) {
    throw new Refusal(403, 'cross_origin', '这个请求来自别的网站，没有执行。请在百景的上传页面操作。');
  }
}

const behindProxy =
  '登录功能尚未启用，只接受本机直接上传；经代理转来的不接受。请在运行百景的机器上用 npm run load 导入。';

/**
 * Why a server on this address takes no uploads; null where it does. `origin` is the public one, where there is one.
 */
export function refusalOfUploads(host: string, origin?: string): string | null {
  if (origin !== undefined && !isLoopback(new URL(origin).hostname)) return behindProxy;
  if (isLoopback(host)) return null;
  return `登录功能尚未启用，只有服务开在本机地址（127.0.0.1）时才能在网页上传，现在开在 ${host}。请在运行百景的机器上用 npm run load 导入。`;
}

const isLoopback = (host: string): boolean => /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host);

/** What a browser says of where a request comes from. A program says nothing, and carries nobody's session. */
function isSameOrigin({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
