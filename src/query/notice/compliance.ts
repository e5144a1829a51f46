import type { Notice, NoticeRule, Row, VerdictCounts } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog, Rule } from '../catalog.ts';
import { provableOfMart } from '../proof/provable.ts';
import { scopedRelations, type View } from '../relations.ts';

/** The notice, clause by clause in its own order, with what its rules found. */
export async function judgeNotice(context: QueryContext, catalog: Catalog, view: View): Promise<Notice> {
  const clauses = await rowsOf(context, 'clauses', {
    sql: 'select id, title, heading, quotation from reference.clauses order by position',
  });
  const counted = await rowsOf(context, 'findings', scopedRelations(catalog, ['findings'], view, countQuery));
  const days = await rowsOf(
    context,
    'findings',
    scopedRelations(catalog, ['findings'], view, 'select distinct as_of from findings order by as_of')
  );
  return {
    version: catalog.version,
    proof: provableOfMart(catalog, [...(catalog.marts.get('findings')?.values() ?? [])], 'findings', ['rule']),
    asOf: days.map((row) => String(row.as_of)),
    clauses: clauses.map((clause) => ({
      id: String(clause.id),
      title: String(clause.title),
      heading: typeof clause.heading === 'string' ? clause.heading : null,
      quotation: String(clause.quotation),
      rules: [...catalog.rules.values()]
        .filter((rule) => rule.clause === clause.id)
        .map((rule) => judged(rule, counted)),
    })),
  };
}

const names = ['failed', 'in_review', 'passed', 'waived'] as const satisfies (keyof VerdictCounts)[];

const countQuery = `select
  f.rule,
  f.city,
  ${names.map((name) => `sum(f.${name})::integer as ${name}`).join(',\n  ')}
from findings as f
left join (select city, min(rowid) as position from reference.cities group by city) as c using (city)
group by f.rule, f.city, c.position
order by f.rule, c.position nulls last`;

function judged({ rule, title, severity, quotation, subject }: Rule, counted: readonly Row[]): NoticeRule {
  const cities = counted
    .filter((row) => row.rule === rule)
    .map((row) => ({ city: typeof row.city === 'string' ? row.city : null, ...countsOf((name) => Number(row[name])) }));
  const sumOf = (name: keyof VerdictCounts) => cities.reduce((sum, each) => sum + each[name], 0);
  return { rule, title, severity, quotation, subjectKind: subject, counts: countsOf(sumOf), cities };
}

const countsOf = (count: (name: keyof VerdictCounts) => number): VerdictCounts =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as unknown as VerdictCounts;
