import type { Health, Reconciliation } from '#spec';
import { redirect } from '@sveltejs/kit';
import { fetchJson } from '#lib/fetch.ts';

const size = 100;

/** What must balance in the version that is read, and a page of the pairs that were compared. */
export async function load({ fetch, url, parent }) {
  const { searchParams } = url;
  const former = searchParams.get('identity');
  if (former !== null) redirect(308, `/data/reconciliation?${new URLSearchParams({ assertion: former })}`);
  const { freshness } = await parent();
  const version =
    searchParams.get('version') || (freshness?.version ?? (await fetchJson<Health>(fetch, '/api/health')).version);
  const asked = ['assertion', 'pair', 'offset'].flatMap((name) =>
    searchParams.getAll(name).map((value) => [name, value])
  );
  const query = new URLSearchParams([...asked, ['limit', String(size)]]);
  return {
    reconciliation: await fetchJson<Reconciliation>(
      fetch,
      `/api/loads/${encodeURIComponent(version)}/reconciliation.json?${query}`
    ),
    size,
  };
}
