import type { Finding, LinkContext } from '#spec';
import { filtered, linked } from '#lib/hrefs.ts';

/** Whom a finding is about, and the page that shows it, where there is one. */
export function subjectOf(
  { subjectKind, subjectId, projectId, city, batch }: Finding,
  context: LinkContext
): { title: string; href: string | null } {
  if (projectId !== null)
    return { title: projectId, href: linked('/projects/{project_id}', { project_id: projectId }, context) };
  if (subjectKind === 'city' && city !== null) {
    const query = filtered(['batch', 'city'], { batch, city }, { ...context, params: new URLSearchParams() });
    return { title: city, href: query === null ? null : `/projects${query}` };
  }
  return { title: subjectId, href: null };
}

/** Findings that follow each other under the rule they are of, whose clause is quoted once. */
export function byRule(
  findings: readonly Finding[]
): (Pick<Finding, 'rule' | 'title' | 'severity' | 'notice' | 'clause' | 'quotation'> & { found: Finding[] })[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.notice}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return Array.from(groups.values(), (found) => ({ ...found[0]!, found }));
}
