import type { Accounts } from '#spec';
import { doneIn, problemIn } from '#lib/account-words.ts';
import { fetchJson } from '#lib/fetch.ts';

/** Everybody's accounts, for who tends them. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = new URL(url.href);
  const { accounts, roles, dimensions, failing, settings } = await fetchJson<Accounts>(fetch, '/api/accounts');
  await parent();
  const [problem, done] = [problemIn(searchParams), doneIn(searchParams)];
  return { accounts, roles, dimensions, failing, settings, problem, done };
}
