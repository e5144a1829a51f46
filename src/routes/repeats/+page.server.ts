import type { Repeats } from '#spec';
import { askedOf } from '#lib/asked.ts';
import { fetchJson } from '#lib/fetch.ts';

const size = 20;

/** Pairs of projects that are like one another, a page of them. */
export async function load({ fetch, url, parent }) {
  const inForce = askedOf(url.searchParams, (await parent()).filters);
  const asked = new URLSearchParams(Array.from(inForce).filter(([, value]) => value !== ''));
  if (!asked.has('limit')) asked.set('limit', String(size));
  const { total, rows, columns, version } = await fetchJson<Repeats>(fetch, `/api/repeats?${asked}`);
  return {
    total,
    rows,
    columns: columns.map(({ name, title, unit, type }) => ({ name, title, unit, type })),
    version,
    size: Number(asked.get('limit')),
  };
}
