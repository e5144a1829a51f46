import { ownBasis } from '#spec';
import type { Notice, NoticeRule, Row, VerdictCounts } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog, Rule } from '../catalog.ts';
import { noticesInView, rulesInView, type RuleOfNotice } from './notices.ts';
import { provableOfMart } from '../proof/provable.ts';
import { scopedRelations, type View } from '../relations.ts';
import { decidedPasses, findingsToldApart, passesWithin } from './passes.ts';
import { unfitRule } from './unfit-rules.ts';

/** The notice, clause by clause in its own order, with what its rules found. */
export async function judgeNotice(context: QueryContext, catalog: Catalog, view: View): Promise<Notice> {
  const clauses = await rowsOf(context, 'clauses', {
    sql: `select c.notice, c.id, c.title, c.heading, c.quotation
      from reference.clauses as c
      join reference.notices as n using (notice)
      order by n.issued_on desc, c.position`,
  });
  const known = new Set(clauses.map(({ notice, id }) => `${String(notice)} ${String(id)}`));
  const inView = [...rulesInView(catalog, view.filters), ...rulesUnsaid(catalog, view.filters)].map((each) =>
    each.clause === ownBasis || known.has(`${each.quotedFrom} ${each.clause}`) ? each : { ...each, clause: unsaid }
  );
  const quoted = new Set(inView.map(({ quotedFrom }) => quotedFrom));
  const ask = (sql: string) => rowsOf(context, 'findings', scopedRelations(catalog, ['findings'], view, sql));
  const passes = passesWithin(catalog, view);
  const counted = await ask(countQuery(passes, catalog.decided.position > 0));
  const looked = await ask(checkedQuery([...catalog.rules.values()].filter(asksWhoLooked), passes));
  const days = await ask(`select as_of from ${findingsToldApart} union select as_of from ${passes} order by as_of`);
  return {
    version: catalog.version,
    decisions: catalog.decided.head,
    proof: provableOfMart(catalog, [...(catalog.marts.get('findings')?.values() ?? [])], 'findings', [
      'rule',
      'notice',
    ]),
    asOf: days.map((row) => String(row.as_of)),
    notices: catalog.notices.filter(({ notice }) => quoted.has(notice)),
    clauses: [...clauses, ...catalog.notices.map(unsaidOf), ...catalog.notices.map(agreementOf)]
      .filter(({ notice }) => quoted.has(String(notice)))
      .map((clause) => ({
        notice: String(clause.notice),
        id: String(clause.id),
        title: String(clause.title),
        heading: typeof clause.heading === 'string' ? clause.heading : null,
        quotation: String(clause.quotation),
        rules: wordings(inView, clause).flatMap((wording) => {
          const rule = catalog.rules.get(wording.rule);
          if (!rule) return [];
          const unfit = unfitRule(catalog, rule.rule, view.filters);
          const found = judged(rule, wording, counted);
          return [{ ...found, ...checkedOf(wording, looked), ...(unfit === null ? {} : { counts: null, unfit }) }];
        }),
      }))
      .filter(({ id, rules }) => (id !== ownBasis && id !== unsaid) || rules.length > 0),
  };
}

const unsaid = '未录';

/** What a notice does not say yet where it stands, comes after its clauses: it is 待核, not absent. */
const unsaidOf = ({ notice }: { notice: string }): Row => ({
  notice,
  id: unsaid,
  title: '依据的条款还没有录入',
  quotation: '通知未录全：下面的规则用不用、出自哪一条，还没有录入，一律待核。',
});

/** The rules that a notice in view has no row for: whether it has any use for them, nobody has said. */
function rulesUnsaid(catalog: Catalog, filters: View['filters']): RuleOfNotice[] {
  return noticesInView(catalog, filters).flatMap(({ notice }) => {
    const said = new Set(catalog.ruleTexts.flatMap((each) => (each.notice === notice ? [each.rule] : [])));
    return [...catalog.rules.keys()]
      .filter((rule) => !said.has(rule))
      .map((rule) => ({ notice, rule, quotedFrom: notice, clause: '', quotation: '', severity: 'error', off: null }));
  });
}

/** What no notice states comes after its clauses. */
const agreementOf = ({ notice }: { notice: string }): Row => ({
  notice,
  id: ownBasis,
  title: '本系统约定，不是通知的条款',
  quotation: '通知没有写；界限由口径约定，供管理用，不据以否定项目。',
});

const names = [
  'failed',
  'in_review',
  'passed',
  'undecided',
  'decided',
  'reopened',
] as const satisfies (keyof VerdictCounts)[];

/** What is told of passes of projects here: `passed` counts them apart from what was decided on some of them. */
const countQuery = (passes: string, isDecided: boolean): string => `select
  f.notice,
  f.rule,
  f.city,
  ${names.map((name) => `sum(f.${name})::integer as ${name}`).join(',\n  ')}
from (
  select notice, rule, city, ${names.join(', ')} from ${findingsToldApart}
  union all
  select notice, rule, city, ${names.map((name) => (name === 'passed' ? 'passes' : '0')).join(', ')} from ${passes}${
    isDecided
      ? `\n  union all\n  select notice, rule, city, ${names.map((name) => (name === 'passed' ? '0' : name)).join(', ')} from ${decidedPasses}`
      : ''
  }
) as f
left join (select city, min(rowid) as position from reference.cities group by city) as c using (city)
group by f.notice, f.rule, f.city, c.position
order by f.rule, c.position nulls last`;

/** Whether the evidence of a rule says how its subject was looked at. */
const asksWhoLooked = ({ evidence }: Rule): boolean => evidence.checked_by !== undefined;

const checkedQuery = (rules: readonly Rule[], passes: string): string => `select
  notice,
  rule,
  sum(if(checked_by = '逐个核查', findings, 0))::integer as by_record,
  sum(if(checked_by = '名单比对', findings, 0))::integer as by_coverage,
  sum(if(checked_by is null, findings, 0))::integer as unchecked
from (
  select notice, rule, evidence->>'checked_by' as checked_by, 1 as findings from ${findingsToldApart}
  where rule in (${rules.map(({ rule }) => `'${rule}'`).join(', ') || 'null'})
  union all
  select notice, rule, tallied, passes from ${passes}
  where rule in (${rules.map(({ rule }) => `'${rule}'`).join(', ') || 'null'})
)
group by notice, rule`;

function checkedOf({ rule, quotedFrom }: RuleOfNotice, looked: readonly Row[]): Pick<NoticeRule, 'checked'> {
  const row = looked.find((each) => each.rule === rule && each.notice === quotedFrom);
  if (row === undefined) return {};
  const { by_record: byRecord, by_coverage: byCoverage, unchecked } = row;
  return {
    checked: { byRecord: Number(byRecord), byCoverage: Number(byCoverage), unchecked: Number(unchecked) },
  };
}

/** The rules that quote a clause, each once: notices that are not at hand quote the words of another. */
function wordings(rules: readonly RuleOfNotice[], { notice, id }: Row): RuleOfNotice[] {
  const quoting = rules.filter(({ quotedFrom, clause }) => quotedFrom === notice && clause === id);
  return [...new Map(quoting.map((each) => [each.rule, each])).values()];
}

function judged(
  { rule, title, subject }: Rule,
  { quotedFrom, quotation, severity }: RuleOfNotice,
  counted: readonly Row[]
): NoticeRule {
  const cities = counted
    .filter((row) => row.rule === rule && row.notice === quotedFrom)
    .map((row) => ({ city: typeof row.city === 'string' ? row.city : null, ...countsOf((name) => Number(row[name])) }));
  const sumOf = (name: keyof VerdictCounts) => cities.reduce((sum, each) => sum + each[name], 0);
  return { rule, title, severity, quotation, subjectKind: subject, counts: countsOf(sumOf), cities };
}

const countsOf = (count: (name: keyof VerdictCounts) => number): VerdictCounts =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as unknown as VerdictCounts;
