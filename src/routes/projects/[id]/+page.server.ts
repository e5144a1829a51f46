import type { ProjectAnswer } from '#lib/answers.ts';
import { fetchJson } from '#lib/fetch.ts';

/** Everything that is known of one project. The filters in the address belong to the pages it was reached from. */
export async function load({ fetch, params, url }) {
  const version = url.searchParams.get('version');
  const { project, columns, events, acceptances, subsidies, findings, sources, proof } = await fetchJson<ProjectAnswer>(
    fetch,
    `/api/projects/${encodeURIComponent(params.id)}${version ? `?version=${encodeURIComponent(version)}` : ''}`
  );
  return { project, columns: columns.projects ?? [], events, acceptances, subsidies, findings, sources, proof };
}
