import type { ProjectAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { noticesOf } from '#lib/notices.ts';
import { versionAndDay } from '#lib/replay.ts';
import { momentsFor } from './moments.ts';

/** Everything that is known of one project. The filters in the address belong to the pages it was reached from. */
export async function load({ fetch, params, url, parent }) {
  const {
    events = [],
    acceptances = [],
    subsidies = [],
    ...known
  } = await fetchJson<ProjectAnswer>(
    fetch,
    `/api/projects/${encodeURIComponent(params.id)}${versionAndDay(url.searchParams)}`
  );
  const { project, columns, findings, sources, proof } = known;
  const moments = await momentsFor(fetch, params.id, url.searchParams);
  await parent();
  return {
    ...(await noticesOf(fetch, [String(project.batch)])),
    moments,
    project,
    columns: columns.projects ?? [],
    events,
    acceptances,
    subsidies,
    findings,
    sources,
    proof,
  };
}
