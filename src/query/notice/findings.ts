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
  const spans = placeholders('span', span ?? []);
  if (span !== undefined) conditions.push(`${spanOf('findings')} in (${spans.names || 'null'})`);
  const range = narrowed(catalog, mart, lists, { mart: 'findings' });
  conditions.push(...range.conditions);
  const where = whereAll(conditions);
  const bind = (sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, ['findings'], view, sql);
    return { sql: bounded.sql, values: { ...bounded.values, ...values, ...range.values, ...spans.values, ...paging } };
  };
  const [counted] = await rowsOf(context, 'findings', bind(`select count(*) as total from findings${where}`));
  // Very many go out as they lie: to sort a million rows takes more memory than a server has to spare.
  const ranked = `order by ${rankIn('f.severity', codesOf(codes.severity))}, f.rule, ${rankIn('f.verdict', codesOf(codes.verdict))}, f.batch desc, f.city, f.subject_id`;
  const total = Number(counted?.total);
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
  const listed = bind(`select ${chosen ?? 'f.* exclude (quotation, failed, in_review, passed), c.quotation'}
from (select * from findings${where}) as f
left join reference.clauses as c on c.notice = f.notice and c.id = f.clause
${order}${page(paging)}`);
  const result = await context.reading.read('findings', listed.sql, { values: listed.values, ...context.deadline });
  const header = { quotation: '条款原文' };
  const columns = result.columns.map((column) => columnInfo(catalog, column, { header, marts: ['findings'] }));
  const unfit = unfitRules(catalog, view.filters, search.rule);
  return { version: catalog.version, total, columns, result, words: codes, unfit };
}

/** So many findings are put in the order of their rules and subjects, what no clause says last. */
const sorted = 100_000;

/** Of what was asked for, what findings are narrowed by: filters are laid over them elsewhere. */
const named = ({ rule, verdict, severity, notice, clause, decision, subject_id }: FindingSearch) => ({
  rule,
  verdict,
  severity,
  notice,
  clause,
  decision,
  subject_id,
});

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
