import type { FileRowsAnswer } from '#lib/answers.ts';
import { fetchJson } from '#lib/fetch.ts';
import type { ReceiptAnswer } from '#lib/upload-answers.ts';

const size = 100;
const asked = ['file', 'sheet', 'state', 'landed', 'row', 'offset'];

/** The rows of one file of a receipt by what became of them, a page of them. */
export async function load({ fetch, params, url }) {
  const receipt = await fetchJson<ReceiptAnswer>(fetch, `/api/receipts/${encodeURIComponent(params.receipt)}`);
  const query = new URLSearchParams(
    asked.flatMap((name) => url.searchParams.getAll(name).map((value) => [name, value]))
  );
  const path = `/api/loads/${encodeURIComponent(receipt.version)}/files/${encodeURIComponent(params.hash)}/rows`;
  const answer = await fetchJson<FileRowsAnswer>(fetch, `${path}.json?${query}&limit=${size}`);
  const paths = new Set(answer.files.map(({ file }) => file));
  const problems = receipt.kinds
    .flatMap(({ files }) => files)
    .reduce((sum, { file, count }) => (paths.has(file) ? sum + count : sum), 0);
  query.delete('offset');
  return {
    receipt: { version: receipt.version, number: receipt.number },
    answer,
    problems,
    size,
    csv: `${path}.csv?${query}`,
  };
}
