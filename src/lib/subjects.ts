import type { Finding } from './answers.ts';
import { filtered, linked, type Place } from './hrefs.ts';

/** Whom a finding is about, and the page that shows it, where there is one. */
export function subjectOf({ subjectKind, subjectId, projectId, city, batch, title: _title }: Finding, place: Place): { title: string; href: string | null } {
  if (projectId !== null) return { title: projectId, href: linked('/projects/{project_id}', { project_id: projectId }, place) };
  if (subjectKind === 'city' && city !== null) {
    const query = filtered(['batch', 'city'], { batch, city }, { ...place, params: new URLSearchParams() });
    return { title: city, href: query === null ? null : `/projects${query}` };
  }
  return { title: subjectId, href: null };
}
