import type { Support, Unfit } from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';
import type { Filters } from '../filters.ts';
import { placeholders } from '../lists.ts';
import { provableOfMart } from '../proof/provable.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';
import { notFiltered } from '../unfit.ts';

export interface SupportAnswer extends Pick<Support, 'caps' | 'capsProof'> {
  unfit: Unfit[];
  projects: Answer;
}

/**
 * The directions that only so many projects of may be supported, with how many are; province-wide, whatever city is
 * asked for. The projects, as an answer: those that are supported and those that are accepted and not supported yet.
 * The latter stand by the day of their acceptance, which ranks nobody.
 */
export async function readSupport(context: QueryContext, catalog: Catalog, view: View): Promise<SupportAnswer> {
  const others = [...view.filters.keys()].filter((name) => name !== 'batch' && name !== 'direction');
  const caps = await rowsOf(context, 'support', capsOf(catalog, view));
  // A cap may be counted over more batches than were asked for: its projects are those of all of them.
  const ofAnyBatch = new Map([...view.filters].filter(([name]) => name !== 'batch')) as Filters;
  const periods = placeholders('period', [...new Set(caps.map(({ support_period: period }) => String(period)))]);
  const { sql, values: bound } = scopedRelations(
    catalog,
    ['projects'],
    { ...view, filters: ofAnyBatch },
    projectsQuery(periods.names || 'null')
  );
  const values = { ...bound, ...periods.values };
  const result = await context.reading.read('support', sql, { values, ...context.deadline });
  return {
    caps: caps as unknown as Support['caps'],
    unfit: notFiltered(catalog, others, (titles) => `支持数量与上限是全省合计，不随${titles}筛选；列出的项目随筛选。`),
    capsProof: provableOfMart(
      catalog,
      [...(catalog.marts.get('province_support')?.values() ?? [])],
      'province_support',
      ['direction', 'support_period']
    ),
    projects: {
      version: catalog.version,
      columns: result.columns.map((column) =>
        columnInfo(catalog, column, { header: { state: '状态' }, marts: ['projects'] })
      ),
      result,
      words: { state: states },
    },
  };
}

/** The directions alone with how many are supported, as a table. */
export async function readCaps(context: QueryContext, catalog: Catalog, view: View): Promise<Answer> {
  const { sql, values } = capsOf(catalog, view);
  const result = await context.reading.read('support', sql, { values, ...context.deadline });
  const columns = result.columns.map((column) => columnInfo(catalog, column, { marts: ['province_support'] }));
  return { version: catalog.version, columns, result };
}

function capsOf(catalog: Catalog, view: View): BoundSql {
  const kept = [...view.filters].filter(([name]) => name === 'batch' || name === 'direction');
  const provincial: View = { filters: new Map(kept) as Filters, scope: view.scope };
  return scopedRelations(catalog, ['province_support'], provincial, capsQuery);
}

const states = { supported: '已奖补', next: '验收通过，尚未奖补' } as const;

const capsQuery = `select
  s.batches as batch,
  s.support_period,
  s.direction,
  s.supported,
  s.at_most,
  s.places_left
from province_support as s
order by s.batches desc, s.position`;

const projectsQuery = (periods: string) => `select
  p.batch,
  p.support_period,
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
where (p.supported = 1 or p.accepted = 1) and p.support_period in (${periods})
order by p.batch desc, d.position, state desc, p.concluded_on nulls last, p.project_id`;
