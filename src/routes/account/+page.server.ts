import type { OwnAccount } from '#spec';
import { doneIn, problemIn } from '#lib/account-words.ts';
import { fetchJson } from '#lib/fetch.ts';

/** One's own account. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  const own = await fetchJson<OwnAccount>(fetch, '/api/account');
  await parent();
  return { own, problem: problemIn(searchParams), done: doneIn(searchParams) };
}
