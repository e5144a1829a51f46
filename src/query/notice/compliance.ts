import type { Provable, Row } from '#spec';
import { rowsOf, type Asking } from '../context.ts';
import type { Catalog, Rule } from '../catalog.ts';
import { provableOfMart } from '../proof/provable.ts';
import { overlay, type View } from '../relations.ts';

export interface Counts {
  failed: number;
  in_review: number;
  passed: number;
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

export interface JudgedNotice {
  version: string;
  asOf: string[];
  clauses: JudgedClause[];
  /** How a count is followed: by its rule, and in a city by the city, too. */
  proof: Provable;
}

/** The notice, clause by clause in its own order, with what its rules found. */
export async function judgeNotice(asking: Asking, catalog: Catalog, view: View): Promise<JudgedNotice> {
  const clauses = await rowsOf(asking, 'clauses', {
    sql: 'select id, title, heading, quotation from reference.clauses order by position',
    values: {},
  });
  const counted = await rowsOf(asking, 'findings', overlay(catalog, ['findings'], view, countQuery));
  const days = await rowsOf(
    asking,
    'findings',
    overlay(catalog, ['findings'], view, 'select distinct as_of from findings order by as_of')
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

const names = ['failed', 'in_review', 'passed', 'waived'] as const satisfies (keyof Counts)[];

const countQuery = `select
  f.rule,
  f.city,
  ${names.map((name) => `sum(f.${name})::integer as ${name}`).join(',\n  ')}
from findings as f
left join (select city, min(rowid) as place from reference.cities group by city) as c using (city)
group by f.rule, f.city, c.place
order by f.rule, c.place nulls last`;

function judged({ rule, title, severity, quotation, subject }: Rule, counted: readonly Row[]): JudgedRule {
  const cities = counted
    .filter((row) => row.rule === rule)
    .map((row) => ({ city: typeof row.city === 'string' ? row.city : null, ...countsOf((name) => Number(row[name])) }));
  const sumOf = (name: keyof Counts) => cities.reduce((sum, each) => sum + each[name], 0);
  return { rule, title, severity, quotation, subjectKind: subject, counts: countsOf(sumOf), cities };
}

const countsOf = (count: (name: keyof Counts) => number): Counts =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as unknown as Counts;
