import type { Guide } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** The handbooks, or where what is searched stands in them. */
export async function load({ fetch, url, parent }) {
  const asked = (new URL(url.href).searchParams.get('search') ?? '').trim().slice(0, 60);
  const query = asked === '' ? '' : `?${new URLSearchParams({ search: asked })}`;
  const { books, found } = await fetchJson<Guide>(fetch, `/api/guide${query}`);
  const { session } = await parent();
  const own = session?.mode === 'seat' ? 'seat' : (session?.role?.role ?? null);
  // One's own first; what is everybody's, then the others.
  const rank = ({ roles }: Guide['books'][number]) =>
    own !== null && roles.includes(own) ? 0 : roles.length === 0 ? 1 : 2;
  return { asked, found, own, books: [...books].sort((a, b) => rank(a) - rank(b)) };
}
