import type { ComparedRows, ReceiptAnswer } from '#spec';
import { fetchAnswer, fetchJson } from '#lib/fetch.ts';

/** So many rows of what a load moved stand on the page; all are in its files. */
const shown = 60;

/** One receipt, by its version or its number, and which numbers its files moved. */
export async function load({ fetch, params }) {
  const receipt = await fetchJson<ReceiptAnswer>(fetch, `/api/receipts/${encodeURIComponent(params.receipt)}`);
  return { receipt, moved: await movedBy(fetch, receipt) };
}

/** null: there is nothing before it, or the reader is not told. */
async function movedBy(fetch: typeof globalThis.fetch, { version, compared }: ReceiptAnswer) {
  if (compared === null) return null;
  const query = String(new URLSearchParams({ from: compared.version, version }));
  const { answer, refusal } = await fetchAnswer<ComparedRows>(fetch, `/api/changes/by-file?${query}&limit=${shown}`);
  if (answer === null && !['comparing', 'not_comparable', 'unknown_version'].includes(refusal?.code ?? '')) return null;
  return { query, answer, lack: refusal?.message ?? '', isMaking: refusal?.code === 'comparing' };
}
