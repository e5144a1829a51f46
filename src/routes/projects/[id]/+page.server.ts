import type { Matters, ProjectAnswer } from '#spec';
import { fetchJson, fetchMaybe } from '#lib/fetch.ts';
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
  const [moments, matters] = await Promise.all([
    momentsFor(fetch, params.id, url.searchParams),
    mattersOf(fetch, params.id, url.searchParams),
  ]);
  await parent();
  return {
    ...(await noticesOf(fetch, [String(project.batch)])),
    moments,
    matters,
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

/** What is yet to be done for it; of an earlier day nobody has to do anything any more. */
async function mattersOf(
  fetch: typeof globalThis.fetch,
  id: string,
  params: URLSearchParams
): Promise<Matters['rows']> {
  if (params.get('as_of')) return [];
  const version = params.getAll('version').map((each) => ['version', each]);
  const asked = new URLSearchParams([['only', `project_id:${id}`], ...version]);
  return (await fetchMaybe<Matters>(fetch, `/api/matters?${asked}`))?.rows ?? [];
}
