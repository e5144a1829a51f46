import type { Reroute, Transport } from '@sveltejs/kit';
import { isMarkup, markupOf, sentOf } from '#lib/markup.ts';

/** How what a page was made of is sent to its script: HTML that stands in the page is not sent a second time. */
export const transport: Transport = {
  markup: {
    encode: (value) => isMarkup(value) && sentOf(value),
    decode: (html: string) => markupOf(html, { stands: false }),
  },
};

/** A dashboard on a wall is another page at the address of its own. */
export const reroute: Reroute = ({ url }) =>
  url.searchParams.get('view') === 'wall' && /^\/[^/]*$/.test(url.pathname) ? `/wall${url.pathname}` : undefined;
