import { redirect } from '@sveltejs/kit';
import type { Accounts, Begin } from '#spec';
import { doneIn, problemIn } from '#lib/account-words.ts';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { toOffice } from '../begin/words.ts';

/** Everybody's accounts, for who tends them; on one seat, how an office is made of it. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  const { session } = await parent();
  if (session?.mode === 'seat') redirect(303, toOffice);
  const { accounts, roles, dimensions, failing, settings } = await fetchJson<Accounts>(fetch, '/api/accounts');
  const begin = await fetchMaybe<Begin>(fetch, '/api/begin');
  const [problem, done] = [problemIn(searchParams), doneIn(searchParams)];
  return { accounts, roles, dimensions, failing, settings, problem, done, left: leftOf(begin) };
}

/** How many steps of an installation are not known to be done. */
const leftOf = (begin: Begin | null): number => (begin?.steps ?? []).filter(({ state }) => state !== 'done').length;
