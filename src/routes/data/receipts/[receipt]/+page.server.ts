import { fetchJson } from '#lib/fetch.ts';
import type { ReceiptAnswer } from '#lib/upload-answers.ts';

/** One receipt, by its version or its number. */
export const load = async ({ fetch, params }) => ({
  receipt: await fetchJson<ReceiptAnswer>(fetch, `/api/receipts/${encodeURIComponent(params.receipt)}`),
});
