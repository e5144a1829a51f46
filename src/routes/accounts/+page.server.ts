import type { Accounts, Begin } from '#spec';
import { doneIn, problemIn } from '#lib/account-words.ts';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';

/** Everybody's accounts, for who tends them. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  const { accounts, roles, dimensions, failing, settings } = await fetchJson<Accounts>(fetch, '/api/accounts');
  const begin = await fetchMaybe<Begin>(fetch, '/api/begin');
  await parent();
  const [problem, done] = [problemIn(searchParams), doneIn(searchParams)];
  return { accounts, roles, dimensions, failing, settings, problem, done, left: leftOf(begin) };
}

/** How many steps of an installation are not known to be done. */
const leftOf = (begin: Begin | null): number => (begin?.steps ?? []).filter(({ state }) => state !== 'done').length;
