import { codes, codesOf, notAmong, Refusal } from '#spec';
import type { Catalog } from './catalog.ts';
import { isDimension } from './dimensions.ts';
import { isKnown } from './filters.ts';

/** A column of a mart and the values of which it is to have any; null: unknown. */
export interface Condition {
  column: string;
  isNumber: boolean;
  values: (string | number | null)[];
}

const at = 'only';

/**
 * Reads conditions on the rows of a mart from what was asked: `quota_exempt:1`, `quota_exemption:方向不限名额`, and `county:`
 * for those whose county is unknown. A column may repeat: any of its values.
 */
export function readConditions(
  catalog: Catalog,
  asked: readonly string[],
  mart = 'projects',
  columns: ReadonlyMap<string, { type: string }> = catalog.marts.get(mart) ?? new Map()
): Condition[] {
  const conditions = new Map<string, Condition>();
  for (const text of new Set(asked)) {
    const colon = text.indexOf(':');
    const column = colon === -1 ? text : text.slice(0, colon);
    const type = columns.get(column)?.type;
    if (colon === -1 || type === undefined)
      throw notAmong(400, 'unknown_column', mart === 'projects' ? '项目没有这一列：' : '这张表没有这一列：', {
        parameter: at,
        value: column,
        allowed: [...columns.keys()],
      });
    refuseUnknownValue(catalog, mart, column, text.slice(colon + 1));
    const condition = conditions.get(column) ?? { column, isNumber: type === 'number', values: [] };
    condition.values.push(valueOf(column, text.slice(colon + 1), condition));
    conditions.set(column, condition);
  }
  return [...conditions.values()];
}

/** What has a closed list of values is none of another: of nothing that is there a number would be 0, and agree. */
function refuseUnknownValue(catalog: Catalog, mart: string, column: string, value: string): void {
  if (isDimension(column) && isKnown(catalog, column, value)) return;
  const allowed = isDimension(column)
    ? catalog.values[column]
    : mart === 'findings'
      ? { rule: [...catalog.rules.keys()], verdict: codesOf(codes.verdict), severity: codesOf(codes.severity) }[column]
      : undefined;
  if (value === '' || allowed === undefined || allowed.includes(value)) return;
  const title = catalog.marts.get(mart)?.get(column)?.title ?? column;
  throw notAmong(400, 'unknown_value', `${title}（${column}）里没有`, { parameter: at, value, allowed });
}

function valueOf(column: string, value: string, { isNumber }: Condition): string | number | null {
  if (value === '') return null;
  if (!isNumber) return value;
  if (/^-?\d{1,15}(\.\d{1,6})?$/.test(value)) return Number(value);
  throw new Refusal(400, 'bad_parameter', `${column} 是数，“${value.slice(0, 60)}”不是。`, {
    parameter: at,
    value: value.slice(0, 60),
  });
}

/** The conditions in SQL: what is bound to them is of `boundIn`. */
export function conditionsIn(only: readonly Condition[]): string[] {
  return only.map(({ column, isNumber, values }, index) => {
    const left = isNumber ? column : `${column}::varchar`;
    const known = values.flatMap((value, i) => (value === null ? [] : [`$only_${index}_${i}`]));
    const parts = [
      ...(known.length === 0
        ? []
        : [known.length === 1 ? `${left} = ${known[0]}` : `${left} in (${known.join(', ')})`]),
      ...(values.includes(null) ? [`${column} is null`] : []),
    ];
    return parts.length === 1 ? parts[0]! : `(${parts.join(' or ')})`;
  });
}

export const boundIn = (only: readonly Condition[]): Record<string, string | number> =>
  Object.fromEntries(
    only.flatMap(({ values }, index) =>
      values.flatMap((value, i) => (value === null ? [] : [[`only_${index}_${i}`, value]]))
    )
  );
