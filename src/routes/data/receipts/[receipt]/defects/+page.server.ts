import type { Defects, ReceiptAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

const size = 100;
const asked = ['check', 'effect', 'file', 'of', 'compared', 'offset'];

/** The defects of a receipt that a count is of, a page of them. */
export async function load({ fetch, params, url }) {
  const receipt = await fetchJson<ReceiptAnswer>(fetch, `/api/receipts/${encodeURIComponent(params.receipt)}`);
  const query = new URLSearchParams(
    asked.flatMap((name) => url.searchParams.getAll(name).map((value) => [name, value]))
  );
  const path = `/api/loads/${encodeURIComponent(receipt.version)}/defects`;
  const defects = await fetchJson<Defects>(fetch, `${path}.json?${query}&limit=${size}`);
  query.delete('offset');
  const { version, number = null, files } = receipt;
  const titles = {
    ...receipt.compared?.titles,
    ...Object.fromEntries(receipt.kinds.map(({ check, title }) => [check, title])),
  };
  return {
    receipt: { version, number, files, isCompared: receipt.compared !== null },
    titles,
    defects,
    size,
    csv: `${path}.csv?${query}`,
  };
}
