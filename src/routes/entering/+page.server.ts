import type { Entering } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { prefixOf } from './prefix.ts';

/** The tables that whoever asks may fill in: those of a notice, those of accounts, or both. */
export async function load({ fetch, url, parent }) {
  const { session } = await parent();
  const may = (capability: 'enter' | 'accounts') => session?.capabilities.includes(capability) ?? false;
  const notice = url.searchParams.get('notice');
  const asked = notice === null ? '' : `?${new URLSearchParams({ notice })}`;
  const [own, access] = await Promise.all([
    may('enter') || !may('accounts') ? fetchJson<Entering>(fetch, `${prefixOf(false)}${asked}`) : null,
    may('accounts') ? fetchJson<Entering>(fetch, prefixOf(true)) : null,
  ]);
  return {
    own,
    tables: [...(own?.tables ?? []), ...(access?.tables ?? [])],
    readOnly: (own ?? access)?.readOnly ?? null,
  };
}
