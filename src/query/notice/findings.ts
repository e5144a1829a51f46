import { literal } from '#warehouse';
import {
  codes,
  codesOf,
  notAmong,
  type ColumnInfo,
  type Finding,
  type FindingSearch,
  type Paging,
  type Row,
} from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';
import { spanOf } from '../decisions/relation.ts';
import { anyOfEach, placeholders, whereAll } from '../lists.ts';
import { narrowed, shownOf } from '../narrowing.ts';
import { page } from '../page.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';
import { readSort, sortKey } from '../sort.ts';
import { findingsToldApart, passesWithin } from './passes.ts';
import { unfitRules } from './unfit-rules.ts';

/**
 * How many findings there are, and those of one page or, without
 * one, all; with the clause that each rests on as it is worded.
 */
export async function findFindings(
  context: QueryContext,
  catalog: Catalog,
  search: FindingSearch & { project?: string },
  view: View,
  paging?: Paging
): Promise<Answer & { total: number }> {
  const known = [...catalog.rules.keys()];
  const unknown = search.rule?.find((rule) => !known.includes(rule));
  if (unknown !== undefined)
    throw notAmong(400, 'unknown_rule', '没有规则', { parameter: 'rule', value: unknown, allowed: known });
  const clauses = [...new Set(catalog.ruleTexts.filter(({ off }) => off === null).map(({ clause }) => clause))];
  const unused = search.clause?.find((clause) => !clauses.includes(clause));
  if (unused !== undefined)
    throw notAmong(400, 'unknown_clause', '没有规则依据条款', {
      parameter: 'clause',
      value: unused,
      allowed: clauses,
    });
  const notices = catalog.notices.map((each) => each.notice);
  const strange = search.notice?.find((notice) => !notices.includes(notice));
  if (strange !== undefined)
    throw notAmong(400, 'unknown_notice', '没有通知', { parameter: 'notice', value: strange, allowed: notices });
  const { project, span, sort, show, ...lists } = search;
  const mart = catalog.marts.get('findings') ?? new Map<string, ColumnInfo>();
  const wanted = readSort(sort, [...mart.keys()]);
  const { conditions, values } = anyOfEach({
    ...named(lists),
    project_id: project === undefined ? undefined : [project],
  });
  conditions.push(...spoken(lists));
  const spans = placeholders('span', span ?? []);
  if (span !== undefined) conditions.push(`${spanOf('findings')} in (${spans.names || 'null'})`);
  const range = narrowed(catalog, mart, lists, { mart: 'findings' });
  conditions.push(...range.conditions);
  const bind = (sql: string, more: Record<string, string | number> = {}): BoundSql => {
    const bounded = scopedRelations(catalog, ['findings'], view, sql);
    return { sql: bounded.sql, values: { ...bounded.values, ...values, ...range.values, ...spans.values, ...more } };
  };
  const isKnown =
    conditions.length === spoken(lists).length + Number(lists.rule !== undefined) + Number(lists.notice !== undefined);
  const groups =
    isKnown && lists.decision === undefined && !view.only?.length
      ? inOrder(await rowsOf<Group>(context, 'findings', bind(countQuery(catalog, view, whereAll(conditions)))))
      : null;
  const [counted] = groups
    ? []
    : await rowsOf(context, 'findings', bind(`select count(*) as total from findings${whereAll(conditions)}`));
  const total = groups ? groups.reduce((sum, { findings }) => sum + findings, 0) : Number(counted?.total);
  const cut = groups && paging && !wanted ? cutOut(groups, paging) : { conditions: [], paging };
  const where = whereAll([...conditions, ...cut.conditions]);
  // Very many go out as they lie: to sort a million rows takes more memory than a server has to spare.
  const ranked = `order by ${rankIn('f.severity', severities)}, f.rule, ${rankIn('f.verdict', verdicts)}, f.batch desc, f.city, f.subject_id`;
  const order = wanted
    ? `order by ${sortKey(catalog, wanted, `f."${wanted.column}"`)}, f.rule, f.subject_id`
    : paging
      ? ranked
      : total <= sorted
        ? 'order by c.id is null, f.rule, f.subject_kind, f.subject_id, f.batches'
        : '';
  const told = [...mart.keys()].filter((name) => !['quotation', 'failed', 'in_review', 'passed'].includes(name));
  const shown = paging || show === undefined ? null : shownOf(show, [...told, 'quotation']);
  const chosen = shown?.map((name) => (name === 'quotation' ? 'c.quotation' : `f."${name}"`)).join(', ');
  const listed = bind(
    `select ${chosen ?? 'f.* exclude (quotation, failed, in_review, passed), c.quotation'}
from (select * from findings${where}) as f
left join reference.clauses as c on c.notice = f.notice and c.id = f.clause
${order}${page(cut.paging)}`,
    cut.paging
  );
  const result = await context.reading.read('findings', listed.sql, { values: listed.values, ...context.deadline });
  const header = { quotation: '条款原文' };
  const columns = result.columns.map((column) => columnInfo(catalog, column, { header, marts: ['findings'] }));
  const unfit = unfitRules(catalog, view.filters, search.rule);
  return { version: catalog.version, total, columns, result, words: codes, unfit };
}

/** So many findings are put in the order of their rules and subjects, what no clause says last. */
const sorted = 100_000;

/** Of what was asked for, what findings are narrowed by: filters are laid over them elsewhere. */
const named = ({ rule, notice, clause, subject_id }: FindingSearch) => ({ rule, notice, clause, subject_id });

/** What has a closed list of values stands in the query itself: what cannot have them is not looked through. */
const spoken = ({ verdict, severity, decision }: FindingSearch): string[] =>
  Object.entries({ verdict, severity, decision }).flatMap(([column, list]) =>
    list === undefined ? [] : [`${column} in (${list.map(literal).join(', ') || 'null'})`]
  );

const severities: readonly string[] = codesOf(codes.severity);
const verdicts: readonly string[] = codesOf(codes.verdict);

/** Findings that stand together in the order of the list. */
interface Group {
  severity: string;
  rule: string;
  verdict: string;
  findings: number;
}

/** How many there are of each group: of passes of projects as the version counts them. */
const countQuery = (
  catalog: Catalog,
  view: View,
  where: string
): string => `select severity, rule, verdict, sum(findings)::integer as findings
from (
  select severity, rule, verdict, 1 as findings from ${findingsToldApart}${where}
  union all
  select severity, rule, verdict, passes from (select *, 'pass' as verdict from ${passesWithin(catalog, view)})${where}
)
group by severity, rule, verdict`;

const inOrder = (groups: readonly Group[]): Group[] =>
  groups.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      Number(a.rule > b.rule) - Number(a.rule < b.rule) ||
      verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict)
  );

/** The groups that a page lies in, and where it begins among their findings: what stands before is not put in order. */
function cutOut(groups: readonly Group[], { limit, offset }: Paging): { conditions: string[]; paging: Paging } {
  let before = 0;
  const within: Group[] = [];
  let begin = 0;
  for (const group of groups) {
    if (before < offset + limit && before + group.findings > offset) {
      if (within.length === 0) begin = before;
      within.push(group);
    }
    before += group.findings;
  }
  const any = (name: 'severity' | 'rule' | 'verdict') =>
    `${name} in (${[...new Set(within.map((group) => literal(group[name])))].join(', ') || 'null'})`;
  const each = within.map(
    ({ severity, rule, verdict }) =>
      `(severity = ${literal(severity)} and rule = ${literal(rule)} and verdict = ${literal(verdict)})`
  );
  return {
    conditions: [any('severity'), any('rule'), any('verdict'), ...(each.length > 1 ? [`(${each.join(' or ')})`] : [])],
    paging: { limit, offset: offset - begin },
  };
}

/** A row as programs read it: `subject_kind` is `subjectKind`. */
export const rowInCamelCase = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ])
  );

export const inCamelCase = (row: Row) => rowInCamelCase(row) as unknown as Finding;

const rankIn = (column: string, order: readonly string[]): string =>
  `list_position([${order.map((each) => `'${each}'`).join(', ')}], ${column})`;
