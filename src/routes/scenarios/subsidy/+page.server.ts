import { error } from '@sveltejs/kit';
import type { Scenarios, SubsidyTried } from '#spec';
import { fetchAnswer, fetchJson } from '#lib/fetch.ts';
import { askedHere } from './asked.ts';

/** Rules for subsidies tried on a batch; what cannot be tried is said in the page, where it is put right. */
export async function load({ fetch, url, parent }) {
  await parent();
  const asked = askedHere(url.searchParams);
  const { subsidy: rules, watermark } = await fetchJson<Scenarios>(fetch, '/api/scenarios');
  const { status, answer, refusal } = await fetchAnswer<SubsidyTried>(fetch, `/api/scenarios/subsidy?${asked}`);
  if (refusal !== null && status !== 400) error(status, { message: refusal.message, code: refusal.code });
  return { rules, watermark, tried: answer, fault: refusal?.message ?? null };
}
