import type { ProjectAnswer, ProjectHistory } from '#spec';
import { fetchJson } from '#lib/fetch.ts';
import { noticesOf } from '#lib/notices.ts';

/** In which versions one project became another. */
export async function load({ fetch, params, url, parent }) {
  const path = `/api/projects/${encodeURIComponent(params.id)}`;
  const version = url.searchParams.get('version');
  const query = version ? `?${new URLSearchParams({ version })}` : '';
  const [{ project }, history] = await Promise.all([
    fetchJson<ProjectAnswer>(fetch, `${path}${query}`),
    fetchJson<ProjectHistory>(fetch, `${path}/changes${query}`),
  ]);
  await parent();
  return { ...(await noticesOf(fetch, [String(project.batch)])), project, history };
}
