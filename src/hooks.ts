import type { Reroute, Transport } from '@sveltejs/kit';
import type { SessionAnswer } from '#spec';
import { isMarkup, markupOf, sentOf } from '#lib/markup.ts';
import { triesRules } from '#lib/tries-rules.ts';

/** How what a page was made of is sent to its script: HTML that stands in the page is not sent a second time. */
export const transport: Transport = {
  markup: {
    encode: (value) => isMarkup(value) && sentOf(value),
    decode: (html: string) => markupOf(html, { stands: false }),
  },
};

/**
 * A dashboard on a wall is another page at the address of its own; a page of the whole province is, for who sees less,
 * an address like one that there is not, to the byte.
 */
export const reroute: Reroute = async ({ url: { pathname, searchParams } }) => {
  if (searchParams.get('view') === 'wall' && /^\/[^/]*$/.test(pathname)) return `/wall${pathname}`;
  return /^\/scenarios\//.test(pathname) && (await isNowhere()) ? '/no/such/page' : undefined;
};

type Ask = (url: string) => Promise<{ status: number; body: Uint8Array }>;

/** Asked where pages are made; a browser goes on, and is told there. */
async function isNowhere(): Promise<boolean> {
  const ask = (globalThis as Record<symbol, Ask | undefined>)[Symbol.for('baijing.api')];
  if (!ask) return false;
  const { status, body } = await ask('/api/session');
  return status === 200 && !triesRules(JSON.parse(new TextDecoder().decode(body)) as SessionAnswer);
}
