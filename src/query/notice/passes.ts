import type { Catalog } from '../catalog.ts';
import { dimensionNames } from '../dimensions.ts';
import { conditionsOver, type View } from '../relations.ts';

/**
 * Nearly all findings are that a project passes; the version counts these (summaries.judged, summaries.passes), and
 * they are asked for one by one only where they are listed. The others, of the relation `findings`.
 */
export const findingsToldApart = `(
  select * from findings where verdict <> 'pass'
  union all
  select * from findings where verdict = 'pass' and project_id is null
)`;

/** Passes of projects that somebody decided on. Where nobody decided anything, it is not asked. */
export const decidedPasses = `(select * from findings where verdict = 'pass' and project_id is not null and decision is not null)`;

/** The projects that a reader may see and the filters leave, each with how many findings of it there are. */
export function judgedWithin(catalog: Catalog, view: View): string {
  const columns = new Set([
    'project_id',
    ...dimensionNames.filter((name) => catalog.marts.get('projects')?.has(name) === true),
  ]);
  const where = conditionsOver(columns, view);
  return `(select * from summaries.judged${where.length > 0 ? ` where ${where.join(' and ')}` : ''})`;
}

/** Their passes, counted by rule, notice, severity, city, as-of day and what is tallied of their evidence. */
export const passesWithin = (catalog: Catalog, view: View): string => `(
  select s.rule, s.notice, s.severity, s.as_of, s.tallied, g.city, g.projects * s.passes as passes
  from (
    select passes as "set", city, count(*) as projects
    from ${judgedWithin(catalog, view)}
    where passes is not null
    group by passes, city
  ) as g
  join summaries.passes as s using ("set")
)`;
