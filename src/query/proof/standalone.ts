import type { ColumnInfo, Value } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { decidedTo, nothingDecided, standingDecisions } from '../decisions/relation.ts';
import type { BoundSql } from '../relations.ts';
import { inlineParameters } from './inline-parameters.ts';

/** A query as it runs by itself in any shell on the version: with its values and the decisions that it reads in it. */
export async function standalone(context: QueryContext, catalog: Catalog, { sql, values }: BoundSql): Promise<string> {
  if (!sql.includes(standingDecisions)) return inlineParameters(sql, values);
  const rules = Object.entries(values).flatMap(([name, value]) => (name.startsWith('only_') ? [String(value)] : []));
  const named = rules.some((each) => catalog.rules.has(each));
  const rows = await rowsOf(context, 'decisions', {
    sql: `from ${standingDecisions} as d`,
    values: { [decidedTo]: catalog.decided.position },
  });
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

const literal = (value: Value | ColumnInfo): string =>
  value === null ? 'null::varchar' : `'${String(value).replaceAll("'", "''")}'`;
