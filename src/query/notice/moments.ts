import { spanOfFinding, type Finding, type Moments, type Row, type Verdict } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import type { View } from '../relations.ts';
import { findingsOn } from './audit.ts';
import { refuseUnknownProject } from '../project.ts';

/** What a finding says of whom: the same on every day. */
export type MarkedFinding = Pick<Moments['findings'][number], 'rule' | 'subjectKind' | 'subjectId' | 'span'>;

/** The day of each moment of one project; null where it has not come or is not known. */
export async function momentsOf(
  context: QueryContext,
  catalog: Catalog,
  id: string,
  view: View
): Promise<Record<string, string | null>> {
  await refuseUnknownProject(context, catalog, id, view);
  const [found] = await rowsOf<{ days: Record<string, string | null> }>(context, 'project_moments', {
    sql: 'select days from lifecycle.project_moments where project_id = $project',
    values: { project: id },
  });
  return found?.days ?? {};
}

/** The verdicts that concern a project, as this version or replay gives them. */
export async function verdictsOf(
  context: QueryContext,
  catalog: Catalog,
  id: string,
  view: View
): Promise<(MarkedFinding & { verdict: Verdict })[]> {
  const rows = await findingsOn(context, catalog, id, view);
  return rows.map((row) => ({ ...markedOf(row), verdict: row.verdict as Verdict }));
}

const markedOf = (row: Row): MarkedFinding => ({
  rule: String(row.rule),
  subjectKind: String(row.subject_kind),
  subjectId: String(row.subject_id),
  span: spanOfFinding({ year: row.year as Finding['year'], batches: row.batches as Finding['batches'] }),
});
