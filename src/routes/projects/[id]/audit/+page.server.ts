import type { Audit } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { noticesOf } from '#lib/notices.ts';
import { versionAndDay } from '#lib/replay.ts';
import { momentsFor } from '../moments.ts';

/** The audit sheet of one project. */
export async function load({ fetch, params, url, parent }) {
  const path = `/api/projects/${encodeURIComponent(params.id)}/audit`;
  const audit = await fetchJson<Audit>(fetch, `${path}${versionAndDay(url.searchParams)}`);
  const moments = await momentsFor(fetch, params.id, url.searchParams);
  await parent();
  return { ...(await noticesOf(fetch, [String(audit.project.batch)])), audit, moments };
}
