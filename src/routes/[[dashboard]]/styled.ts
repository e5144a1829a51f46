import { browser } from '$app/environment';
import { comesAnew } from '#lib/markup.ts';

/**
 * Waits for the styles of panels, where the markup came to a page that has none of them: it was clicked to. They come
 * with the panel's program; where that does not come, what is read is shown as it is.
 */
export async function styled(markups: Iterable<unknown>): Promise<void> {
  if (browser && Array.from(markups).some(comesAnew)) await import('./Panel.svelte').catch(() => null);
}
