import { codes, notAmong, type Row } from '#spec';
import { rowsOf, type Answer, type Asking } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { explain } from '../column-info.ts';
import { page, type Paging } from '../page.ts';
import { overlay, type Bounded, type View } from '../relations.ts';

/** What the rules found, narrowed by any of each. */
export interface FindingSearch {
  rule?: readonly string[];
  verdict?: readonly string[];
  severity?: readonly string[];
  clause?: readonly string[];
  waived?: boolean;
  project?: string;
}

export const verdicts = ['fail', 'review', 'pass'] as const;
export const severities = ['error', 'warning', 'info'] as const;

/** How many findings there are, and those of one page or, without one, all; with the clause that each rests on as it is worded. */
export async function findFindings(
  asking: Asking,
  catalog: Catalog,
  search: FindingSearch,
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
  const bind = (sql: string): Bounded => {
    const bounded = overlay(catalog, ['findings'], view, sql);
    return { sql: bounded.sql, values: { ...bounded.values, ...values, ...paging } };
  };
  const [counted] = await rowsOf(asking, 'findings', bind(`select count(*) as total from findings${where}`));
  // All of it goes out as it lies, rule by rule: to sort a million rows takes more memory than a server has to spare.
  const order = `order by ${place('f.severity', severities)}, f.rule, ${place('f.verdict', verdicts)}, f.batch desc, f.city, f.subject_id`;
  const counts = ['failed', 'in_review', 'passed', 'waived'];
  const listed = bind(`select f.*${counts.length > 0 ? ` exclude (${counts.join(', ')})` : ''}, c.quotation
from (select * from findings${where}) as f
left join reference.clauses as c on c.id = f.clause
${paging ? order : ''}${page(paging)}`);
  const result = await asking.reading.read('findings', listed.sql, { values: listed.values, ...asking.patience });
  const header = { quotation: '条款原文' };
  const columns = result.columns.map((column) => explain(catalog, column, { header, marts: ['findings'] }));
  return { version: catalog.version, total: Number(counted?.total), columns, result, words: codes };
}

/** A row of findings as programs read it: `subject_kind` is `subjectKind`. */
export const inCamelCase = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ])
  );

const place = (column: string, order: readonly string[]): string =>
  `list_position([${order.map((each) => `'${each}'`).join(', ')}], ${column})`;

function conditionsOf({ rule, verdict, severity, clause, waived, project }: FindingSearch): {
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
