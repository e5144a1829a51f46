import type { Row } from '#spec';
import { rowsOf, type Asking } from './answer.ts';
import type { Catalog, Rule } from './catalog.ts';
import { overlay, type View } from './relations.ts';

export interface Counts {
  fail: number;
  review: number;
  pass: number;
  /** Of those that fail or are in review. */
  waived: number;
}

/** A rule as the notice words it, and what it found. */
export interface JudgedRule extends Pick<Rule, 'rule' | 'title' | 'severity' | 'quotation'> {
  subjectKind: string;
  counts: Counts;
  /** The cities in their order; null gathers what belongs to no one city. */
  cities: ({ city: string | null } & Counts)[];
}

export interface JudgedClause {
  id: string;
  title: string;
  heading: string | null;
  quotation: string;
  rules: JudgedRule[];
}

/** The notice, clause by clause in its own order, with what its rules found. */
export async function judgeNotice(asking: Asking, catalog: Catalog, view: View): Promise<{ version: string; asOf: string[]; clauses: JudgedClause[] }> {
  const clauses = await rowsOf(asking, 'clauses', { sql: 'select id, title, heading, quotation from reference.clauses order by position', values: {} });
  const counted = await rowsOf(asking, 'findings', overlay(catalog, ['findings'], view, countQuery));
  const days = await rowsOf(asking, 'findings', overlay(catalog, ['findings'], view, 'select distinct as_of from findings order by as_of'));
  return {
    version: catalog.version,
    asOf: days.map((row) => String(row.as_of)),
    clauses: clauses.map((clause) => ({
      id: String(clause.id),
      title: String(clause.title),
      heading: typeof clause.heading === 'string' ? clause.heading : null,
      quotation: String(clause.quotation),
      rules: [...catalog.rules.values()].filter((rule) => rule.clause === clause.id).map((rule) => judged(rule, counted)),
    })),
  };
}

const countQuery = `select
  f.rule,
  f.city,
  count_if(f.verdict = 'fail') as fail,
  count_if(f.verdict = 'review') as review,
  count_if(f.verdict = 'pass') as pass,
  count_if(f.waived_by is not null) as waived
from findings as f
left join (select city, min(rowid) as place from reference.cities group by city) as c using (city)
group by f.rule, f.city, c.place
order by f.rule, c.place nulls last`;

function judged({ rule, title, severity, quotation, subject }: Rule, counted: readonly Row[]): JudgedRule {
  const cities = counted.filter((row) => row.rule === rule).map((row) => ({ city: typeof row.city === 'string' ? row.city : null, ...countsOf(row) }));
  const counts = cities.reduce<Counts>((sum, each) => ({ fail: sum.fail + each.fail, review: sum.review + each.review, pass: sum.pass + each.pass, waived: sum.waived + each.waived }), {
    fail: 0,
    review: 0,
    pass: 0,
    waived: 0,
  });
  return { rule, title, severity, quotation, subjectKind: subject, counts, cities };
}

const countsOf = (row: Row): Counts => ({ fail: Number(row.fail), review: Number(row.review), pass: Number(row.pass), waived: Number(row.waived) });
