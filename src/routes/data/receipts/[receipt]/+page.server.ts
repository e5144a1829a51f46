import type { ReceiptAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** One receipt, by its version or its number. */
export const load = async ({ fetch, params }) => ({
  receipt: await fetchJson<ReceiptAnswer>(fetch, `/api/receipts/${encodeURIComponent(params.receipt)}`),
});
