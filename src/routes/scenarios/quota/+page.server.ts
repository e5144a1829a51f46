import { error } from '@sveltejs/kit';
import type { QuotaTried, RankedList, Scenarios } from '#spec';
import { fetchAnswer, fetchJson } from '#lib/fetch.ts';
import { askedHere } from './asked.ts';

/** Rules tried on a past batch; what cannot be tried is said in the page, where it is put right. */
export async function load({ fetch, url, parent }) {
  await parent();
  const asked = askedHere(url.searchParams);
  const { quota: rules, watermark } = await fetchJson<Scenarios>(fetch, '/api/scenarios');
  const { status, answer, refusal } = await fetchAnswer<QuotaTried>(fetch, `/api/scenarios/quota?${asked}`);
  if (refusal !== null && status !== 400) error(status, { message: refusal.message, code: refusal.code });
  const city = url.searchParams.get('list');
  const list =
    city === null || answer === null
      ? null
      : await fetchJson<RankedList>(fetch, `/api/scenarios/quota/${encodeURIComponent(city)}?${asked}`);
  return { rules, watermark, tried: answer, fault: refusal?.message ?? null, list };
}
