import type { Repeats } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

const size = 20;

/** Pairs of projects that are like one another, a page of them. */
export async function load({ fetch, url }) {
  const asked = new URLSearchParams(Array.from(url.searchParams).filter(([, value]) => value !== ''));
  const csv = new URLSearchParams(Array.from(asked).filter(([name]) => name !== 'limit' && name !== 'offset'));
  if (!asked.has('limit')) asked.set('limit', String(size));
  const { total, rows, version } = await fetchJson<Repeats>(fetch, `/api/repeats?${asked}`);
  return { total, rows, version, size: Number(asked.get('limit')), csv: `/api/repeats?${csv}&format=csv` };
}
