import { notAmong, Refusal, type ColumnInfo, type Narrowing } from '#spec';
import type { Catalog } from './catalog.ts';
import { boundIn, conditionsIn, readConditions } from './conditions.ts';

/** A column of money is asked for in 万元, as pages show it. */
const tenThousand = 10_000;

/**
 * How a list is narrowed by its own columns, in SQL, which they are, and what is to be bound to it. `place` is where a
 * column stands in the query: names come from the closed list of columns, values are bound.
 */
export function narrowed(
  catalog: Catalog,
  columns: ReadonlyMap<string, Pick<ColumnInfo, 'type' | 'unit'>>,
  { only = [], number, at_least: least, at_most: most }: Narrowing,
  { mart, place = (name) => `"${name}"` }: { mart: string; place?: (name: string) => string }
): { conditions: string[]; values: Record<string, string | number>; names: string[] } {
  const read = readConditions(catalog, only, mart, columns);
  const conditions = conditionsIn(read.map((each) => ({ ...each, column: place(each.column) })));
  const values: Record<string, string | number> = boundIn(read);
  const names = read.map(({ column }) => column);
  if (least === undefined && most === undefined) return { conditions, values, names };
  const info = number === undefined ? undefined : columns.get(number);
  if (number === undefined || info?.type !== 'number') {
    const allowed = Array.from(columns).flatMap(([name, { type }]) => (type === 'number' ? [name] : []));
    throw notAmong(400, 'unknown_column', '这张表没有这一列数：', {
      parameter: 'number',
      value: number ?? '',
      allowed,
    });
  }
  const factor = info.unit === '元' ? tenThousand : 1;
  for (const [name, value, sign] of [
    ['at_least', least, '>='],
    ['at_most', most, '<='],
  ] as const) {
    if (value === undefined) continue;
    if (!Number.isFinite(value)) throw new Refusal(400, 'bad_parameter', `${name} 要写一个数。`, { parameter: name });
    conditions.push(`${place(number)} ${sign} $${name}`);
    values[name] = value * factor;
  }
  return { conditions, values, names: [...names, number] };
}

/** The columns that are asked for, of those that there are; all where none are. */
export function shownOf(show: readonly string[] | undefined, known: readonly string[]): readonly string[] {
  const unknown = show?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw notAmong(400, 'unknown_column', '这张表没有这一列：', { parameter: 'show', value: unknown, allowed: known });
  return show === undefined || show.length === 0 ? known : [...new Set(show)];
}
