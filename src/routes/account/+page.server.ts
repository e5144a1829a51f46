import { redirect } from '@sveltejs/kit';
import type { OwnAccount } from '#spec';
import { doneIn, problemIn } from '#lib/account-words.ts';
import { fetchJson } from '#lib/fetch.ts';
import { toOffice } from '../begin/words.ts';

/** One's own account; on one seat nobody has any. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  const { session } = await parent();
  if (session?.mode === 'seat') redirect(303, toOffice);
  const own = await fetchJson<OwnAccount>(fetch, '/api/account');
  return { own, problem: problemIn(searchParams), done: doneIn(searchParams) };
}
