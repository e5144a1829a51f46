import { codes, codesOf, notAmong, type Finding, type FindingSearch, type Paging, type Row } from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { columnInfo } from '../column-info.ts';
import { page } from '../page.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';

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
  const stranger = search.rule?.find((rule) => !known.includes(rule));
  if (stranger !== undefined)
    throw notAmong(400, 'unknown_rule', '没有规则', { parameter: 'rule', value: stranger, allowed: known });
  const clauses = [...new Set([...catalog.rules.values()].map(({ clause }) => clause))];
  const unruled = search.clause?.find((clause) => !clauses.includes(clause));
  if (unruled !== undefined)
    throw notAmong(400, 'unknown_clause', '没有规则依据条款', {
      parameter: 'clause',
      value: unruled,
      allowed: clauses,
    });
  const { where, values } = conditionsOf(search);
  const bind = (sql: string): BoundSql => {
    const bounded = scopedRelations(catalog, ['findings'], view, sql);
    return { sql: bounded.sql, values: { ...bounded.values, ...values, ...paging } };
  };
  const [counted] = await rowsOf(context, 'findings', bind(`select count(*) as total from findings${where}`));
  // All of it goes out as it lies, rule by rule: to sort a million rows takes more memory than a server has to spare.
  const order = `order by ${place('f.severity', codesOf(codes.severity))}, f.rule, ${place('f.verdict', codesOf(codes.verdict))}, f.batch desc, f.city, f.subject_id`;
  const counts = ['failed', 'in_review', 'passed', 'waived'];
  const listed = bind(`select f.*${counts.length > 0 ? ` exclude (${counts.join(', ')})` : ''}, c.quotation
from (select * from findings${where}) as f
left join reference.clauses as c on c.id = f.clause
${paging ? order : ''}${page(paging)}`);
  const result = await context.reading.read('findings', listed.sql, { values: listed.values, ...context.deadline });
  const header = { quotation: '条款原文' };
  const columns = result.columns.map((column) => columnInfo(catalog, column, { header, marts: ['findings'] }));
  return { version: catalog.version, total: Number(counted?.total), columns, result, words: codes };
}

/** A row of findings as programs read it: `subject_kind` is `subjectKind`. */
export const inCamelCase = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ])
  ) as Finding;

const place = (column: string, order: readonly string[]): string =>
  `list_position([${order.map((each) => `'${each}'`).join(', ')}], ${column})`;

function conditionsOf({ rule, verdict, severity, clause, waived, project }: FindingSearch & { project?: string }): {
  where: string;
  values: Record<string, string>;
} {
  const values: Record<string, string> = {};
  const bound = (name: string, list: readonly string[]) =>
    list.map((value, index) => {
      values[`only_${name}_${index}`] = value;
      return `$only_${name}_${index}`;
    });
  const lists = Object.entries({
    rule,
    verdict,
    severity,
    clause,
    project_id: project === undefined ? undefined : [project],
  });
  const parts = lists.flatMap(([name, list]) =>
    list === undefined ? [] : [`${name} in (${bound(name, list).join(', ')})`]
  );
  if (waived !== undefined) parts.push(`waived_by is ${waived ? 'not ' : ''}null`);
  return { where: parts.length > 0 ? ` where ${parts.join(' and ')}` : '', values };
}
