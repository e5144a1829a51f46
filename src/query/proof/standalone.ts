import { isWhole, type ColumnInfo, type Value } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { decidedTo, nothingDecided, spanOf, standingDecisions } from '../decisions/relation.ts';
import { noFilters } from '../filters.ts';
import { scopedRelations, type BoundSql, type View } from '../relations.ts';
import { inlineParameters } from './inline-parameters.ts';

/**
 * A query as it runs by itself in any shell on the version: with its values and the decisions that it reads in it, of
 * those the ones that its reader may see.
 */
export async function standalone(
  context: QueryContext,
  catalog: Catalog,
  { sql, values }: BoundSql,
  view: View
): Promise<string> {
  if (!sql.includes(standingDecisions)) return inlineParameters(sql, values);
  const rules = Object.entries(values).flatMap(([name, value]) => (name.startsWith('only_') ? [String(value)] : []));
  const named = rules.some((each) => catalog.rules.has(each));
  const rows = await rowsOf(context, 'decisions', decisionsWithin(catalog, view));
  const wanted = rows.filter(({ rule }) => !named || rules.includes(String(rule)));
  const [first] = wanted;
  const listed =
    first === undefined
      ? nothingDecided
      : `(
    select * replace (decided_on::date as decided_on)
    from (values\n      ${wanted.map((row) => `(${Object.values(row).map(literal).join(', ')})`).join(',\n      ')}
    ) as d (${Object.keys(first).join(', ')})
  )`;
  return inlineParameters(sql.split(standingDecisions).join(listed), values);
}

const columns = ['conclusion', 'basis', 'document', 'attachment', 'decided_by', 'decided_on', 'changed'];

/** The decisions that count, as the findings of a scope tell them. */
function decisionsWithin(catalog: Catalog, view: View): BoundSql {
  if (isWhole(view.scope))
    return { sql: `from ${standingDecisions}`, values: { [decidedTo]: catalog.decided.position } };
  const told = `select f.rule, f.subject_kind, f.subject_id, ${spanOf('f')} as span, ${columns.map((name) => `f.${name}`).join(', ')}
from findings as f
where f.conclusion is not null`;
  return scopedRelations(catalog, ['findings'], { filters: noFilters, scope: view.scope }, told);
}

const literal = (value: Value | ColumnInfo): string =>
  value === null ? 'null::varchar' : `'${String(value).replaceAll("'", "''")}'`;
