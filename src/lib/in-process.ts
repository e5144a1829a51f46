import type { HandleFetch, RequestEvent } from '@sveltejs/kit';

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
