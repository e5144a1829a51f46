import { composeReport } from './compose.ts';

/** It is a paper: nothing on it moves. */
export const csr = false;

export async function load({ fetch, url, parent }) {
  const { filters, freshness } = await parent();
  return composeReport(fetch, url.searchParams, { filters, version: freshness?.version ?? null });
}
