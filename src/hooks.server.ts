import floor from '#lib/floor/floor.js?raw';
import { inlined } from '#lib/floor/inlined.js';
import { asleep, type Asleep } from '#lib/waking/asleep.ts';
import type { Handle, HandleFetch, HandleServerError, RequestEvent } from '@sveltejs/kit';

/** How the process that serves these pages lets them ask its API without the network. */
type InProcessFetch = (
  url: string,
  headers?: Record<string, string>
) => Promise<{ status: number; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> }>;

type Standing = Awaited<NonNullable<App.Locals['standing']>>;

const inProcess = Symbol.for('baijing.api');

/**
 * Answers what a page asks of the API in this process, which knows for whom it asks; under Vite alone, whoever stands
 * behind its proxy does. All that one page asks is answered from one version and one head of decisions, whatever is
 * published or decided meanwhile: the version in its address, else what was current when it began to ask. What people
 * hang on an address of a page is no error of it.
 */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const ask = (globalThis as Record<symbol, InProcessFetch | undefined>)[inProcess];
  if (!ask) return globalThis.fetch(request);
  const { version: current, decisions } = await (event.locals.standing ??= standingOf(event, ask));
  const version = url.searchParams.get('version') || current;
  if (version) url.searchParams.set('version', version);
  // A page is none of these, whatever its address says.
  for (const name of ['format', 'links']) url.searchParams.delete(name);
  const prefer = ['handling=lenient', request.headers.get('prefer')].filter(Boolean).join(', ');
  const { status, headers, body } = await ask(`${url.pathname}${url.search}`, { ...decisions, prefer });
  return new Response(status === 204 || status === 304 ? null : body, { status, headers });
};

/** What a page is of when it begins to ask; of what cannot be read, nothing: then what it asks says why. */
async function standingOf({ url }: RequestEvent, ask: InProcessFetch): Promise<Standing> {
  const { status, headers } = await ask('/api/health');
  const asked = url.searchParams.get('version') ?? '';
  if (status !== 200) return { version: asked, decisions: {} };
  const said = 'x-baijing-decisions';
  // As of an earlier day a page says up to which decision.
  const decided = url.searchParams.get('decided');
  return {
    version: asked || (headers['x-baijing-version'] ?? ''),
    decisions: { [said]: decided || (headers[said] ?? '') },
  };
}

const policy = 'content-security-policy';
const below = inlined(floor);

export const handle: Handle = async ({ event, resolve }) => {
  const theme = event.cookies.get('theme');
  event.setHeaders({ 'cache-control': 'private, no-cache' });
  event.locals.theme = theme === 'light' || theme === 'dark' ? theme : 'auto';
  event.locals.patterns = event.cookies.get('patterns') === 'on';
  const scripts: string[] = [];
  let hashes = null as Asleep['hashes'];
  const response = await resolve(event, {
    transformPageChunk({ html }) {
      const { theme: colours, patterns } = event.locals;
      const marked = html
        .replace('%theme%', colours)
        .replace('%patterns%', patterns ? 'on' : 'off')
        .replace('%floor%', () => below);
      const page = asleep(marked, scripts);
      ({ hashes } = page);
      return page.html;
    },
    // A page stands without its scripts: they are asked for when a reader comes to it.
    preload({ type, path }) {
      if (type === 'js') scripts.push(path);
      return type !== 'js';
    },
  });
  const allowed = response.headers.get(policy);
  if (hashes && allowed) response.headers.set(policy, allowed.replace(...hashes));
  return response;
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status === 404) return { message: `没有这个页面：${event.url.pathname.slice(0, 100)}` };
  console.error(`${event.request.method} ${event.url.pathname}:`, error);
  return { message: status >= 500 ? '服务器出错了，请稍后再试。' : message };
};
