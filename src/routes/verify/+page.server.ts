import type { Verified } from '#spec';
import { fetchAnswer } from '#lib/fetch.ts';

/** What a code or the text of a QR code is worth; nothing is asked before something was handed in. */
export async function load({ fetch, url, parent }) {
  await parent();
  const { searchParams } = new URL(url.href);
  const [text, address] = ['text', 'address'].map((name) => searchParams.get(name)?.trim() ?? '') as [string, string];
  if (text === '') return { text, address, told: null, refusal: null };
  const query = new URLSearchParams({ text, ...(address === '' ? {} : { address }) });
  const { answer, refusal } = await fetchAnswer<Verified>(fetch, `/api/verify?${query}`);
  return { text, address, told: answer, refusal: refusal?.message ?? null };
}
