import type { Ledger, Support } from '#spec';
import { askedOf } from '#lib/asked.ts';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
import { narrowingNames, range } from '#lib/filters/narrow.ts';

const size = 25;
/** So many groups are listed, those with the least left first. */
const most = 100;
/** What the filters and the version are, without this page's own search, year and place. */
const own = ['search', 'year', 'offset', 'sort', 'limit', ...narrowingNames];
/** What narrows and sorts the organisations alone. */
const ofOrganisations = ['sort', 'only', ...range];

/** The slot ledger: a page of organisations, the groups, and the directions of which only so many are supported. */
export async function load({ fetch, url, parent }) {
  const inForce = askedOf(url.searchParams, (await parent()).filters);
  const shared = new URLSearchParams(Array.from(inForce).filter(([name]) => !own.includes(name)));
  const search = url.searchParams.get('search');
  const year = url.searchParams.get('year');
  const asked = new URLSearchParams([
    ...shared,
    ...(search ? [['search', search]] : []),
    ...(year ? [['year', year]] : []),
  ]);
  const narrowed = Array.from(url.searchParams).filter(
    ([name, value]) => ofOrganisations.includes(name) && value !== ''
  );
  const [organisations, groups, support] = await Promise.all([
    fetchJson<Ledger>(
      fetch,
      `/api/organisations?${new URLSearchParams([...asked, ...narrowed, ['limit', String(size)], ['offset', url.searchParams.get('offset') ?? '0']])}`
    ),
    fetchJson<Ledger>(fetch, `/api/groups?${new URLSearchParams([...asked, ['limit', String(most)]])}`),
    // Versions of before have none.
    fetchMaybe<Support>(fetch, `/api/support?${shared}`),
  ]);
  return { organisations, groups, support, size };
}
