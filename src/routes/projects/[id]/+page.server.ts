import type { ProjectAnswer } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** Everything that is known of one project. The filters in the address belong to the pages it was reached from. */
export async function load({ fetch, params, url }) {
  const version = url.searchParams.get('version');
  const {
    events = [],
    acceptances = [],
    subsidies = [],
    ...known
  } = await fetchJson<ProjectAnswer>(
    fetch,
    `/api/projects/${encodeURIComponent(params.id)}${version ? `?version=${encodeURIComponent(version)}` : ''}`
  );
  const { project, columns, findings, sources, proof } = known;
  return { project, columns: columns.projects ?? [], events, acceptances, subsidies, findings, sources, proof };
}
