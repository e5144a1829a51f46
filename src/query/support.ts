import type { Row } from '#spec';
import { rowsOf, type Answer, type Asking } from './answer.ts';
import type { Catalog } from './catalog.ts';
import { explain } from './explain.ts';
import type { Filters } from './filters.ts';
import { overlay, type View } from './relations.ts';

/**
 * The directions that only so many projects of may be supported, with how many are; province-wide, whatever city is asked
 * for. The projects, as an answer: those that are supported and those that are accepted and not supported yet. The latter
 * stand by the day of their acceptance, which ranks nobody.
 */
export async function readSupport(asking: Asking, catalog: Catalog, view: View): Promise<{ caps: Row[]; projects: Answer }> {
  const kept = [...view.filters].filter(([name]) => name === 'batch' || name === 'direction');
  const provincial: View = { filters: new Map(kept) as Filters, scope: view.scope };
  const caps = await rowsOf(asking, 'support', overlay(catalog, ['province_cells'], provincial, capsQuery));
  const { sql, values } = overlay(catalog, ['projects'], view, projectsQuery);
  const result = await asking.reading.read('support', sql, { values, ...asking.patience });
  return {
    caps,
    projects: { version: catalog.version, columns: result.columns.map((column) => explain(catalog, column, { header: { state: '状态' }, marts: ['projects'] })), result, words: { state: states } },
  };
}

const states = { supported: '已奖补', next: '验收通过，尚未奖补' } as const;

const capsQuery = `select
  d.batch,
  d.direction,
  metrics.supported(c)::integer as supported,
  l.at_most,
  l.at_most - metrics.supported(c)::integer as "left"
from reference.directions as d
join province_cells as c on c.batch = d.batch and c.direction = d.direction
left join reference.limits as l on l.batch = d.batch and l.name = 'supported_projects' and l.applies_to = d.direction
where d.has_support_cap
group by d.batch, d.direction, d.position, l.at_most
order by d.batch desc, d.position`;

const projectsQuery = `select
  p.batch,
  p.direction,
  if(p.supported = 1, 'supported', 'next') as state,
  p.project_id,
  p.project_name,
  p.applicant,
  p.city,
  p.task,
  p.concluded_on,
  p.verified_investment,
  p.subsidy_allocated
from projects as p
join reference.directions as d on d.batch = p.batch and d.direction = p.direction and d.has_support_cap
where p.supported = 1 or p.accepted = 1
order by p.batch desc, d.position, state desc, p.concluded_on nulls last, p.project_id`;
