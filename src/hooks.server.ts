import type { Handle, HandleFetch, HandleServerError, RequestEvent } from '@sveltejs/kit';

/** How the process that serves these pages lets them ask its API without the network. */
type InProcessFetch = (
  url: string,
  headers?: Record<string, string>
) => Promise<{ status: number; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> }>;

const inProcess = Symbol.for('baijing.api');

/**
 * Answers what a page asks of the API in this process; under Vite alone, whoever stands behind its proxy does. All that
 * one page asks is answered from one version, whatever is published meanwhile: the one in its address, else the one
 * that was current when it began to ask. What people hang on an address of a page is no error of it.
 */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const ask = (globalThis as Record<symbol, InProcessFetch | undefined>)[inProcess];
  if (!ask) return globalThis.fetch(request);
  const given = decidingHeaders(event.request.headers);
  const version = url.searchParams.get('version') || (await (event.locals.version ??= versionOf(event, ask)));
  if (version) url.searchParams.set('version', version);
  // A page is none of these, whatever its address says.
  for (const name of ['format', 'links']) url.searchParams.delete(name);
  const prefer = ['handling=lenient', request.headers.get('prefer')].filter(Boolean).join(', ');
  const { status, headers, body } = await ask(`${url.pathname}${url.search}`, { ...given, prefer });
  return new Response(status === 204 || status === 304 ? null : body, { status, headers });
};

/** The version that a page is of; '' where none can be read: then what it asks says why. */
async function versionOf({ url, request }: RequestEvent, ask: InProcessFetch): Promise<string> {
  const asked = url.searchParams.get('version');
  if (asked) return asked;
  const { status, headers } = await ask('/api/health', decidingHeaders(request.headers));
  return status === 200 ? (headers['x-baijing-version'] ?? '') : '';
}

/** What decides whether somebody may change something, as their request says it: a page offers what the API takes. */
function decidingHeaders(headers: Headers): Record<string, string> {
  const passed = Array.from(headers).filter(([name]) =>
    /^(cookie|host|via|forwarded|x-real-ip|x-forwarded-.*)$/.test(name)
  );
  return { cookie: '', ...Object.fromEntries(passed) };
}

export const handle: Handle = ({ event, resolve }) => {
  const theme = event.cookies.get('theme');
  event.setHeaders({ 'cache-control': 'private, no-cache' });
  event.locals.theme = theme === 'light' || theme === 'dark' ? theme : 'auto';
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%theme%', event.locals.theme),
    // A page stands without its scripts: they are asked for when it is drawn, not beside it.
    preload: ({ type }) => type !== 'js',
  });
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status === 404) return { message: `没有这个页面：${event.url.pathname.slice(0, 100)}` };
  console.error(`${event.request.method} ${event.url.pathname}:`, error);
  return { message: status >= 500 ? '服务器出错了，请稍后再试。' : message };
};
