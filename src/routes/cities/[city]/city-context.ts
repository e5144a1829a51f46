import type { LinkContext } from '#spec';
import { contextOf } from '#lib/context.ts';

type Shown = Parameters<typeof contextOf>[0];

/** What of the address of a page says with whom its city is compared: no filter. */
const own = 'peer';

/**
 * What the links and questions of a city's page carry along: its path says the city, and behind it stand the same
 * filters as on any other page.
 */
export function cityContext({ url, data }: Shown, city: string): LinkContext & { asked: URLSearchParams } {
  const said = new URL(url.href);
  said.searchParams.set('city', city);
  const context = contextOf({ url: said, data });
  const asked = new URLSearchParams(Array.from(context.asked).filter(([name]) => name !== own));
  return { ...context, asked };
}
