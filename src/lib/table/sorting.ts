import type { Row, Table } from '#spec';

export interface Sorting {
  name: string;
  descends: boolean;
}

/**
 * The table by one column; what is unknown stands last either way, and rows that are alike keep their order. `orders`:
 * by column, its values in the order that they are listed in.
 */
export function sorted(
  table: Table,
  sorting: Sorting | null,
  orders: Readonly<Record<string, readonly string[]>> = {}
): Table {
  if (!sorting) return table;
  const { name, descends } = sorting;
  const ranks = new Map(orders[name]?.map((value, rank) => [value, rank]));
  const rank = (value: unknown) => ranks.get(String(value)) ?? Infinity;
  const isUnknown = (row: Row) => (row[name] ?? null) === null;
  const rows = table.rows.toSorted((a, b) => {
    if (isUnknown(a) || isUnknown(b)) return Number(isUnknown(a)) - Number(isUnknown(b));
    const [one, other] = [a[name]!, b[name]!];
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : rank(one) - rank(other) || String(one).localeCompare(String(other), 'zh-CN');
    return descends ? -order : order;
  });
  return { ...table, rows };
}

/** What a click on a head asks for: largest first, then the other way, then the order that the table came in. */
export function nextSorting(sorting: Sorting | null, name: string, isNumber: boolean): Sorting | null {
  if (sorting?.name !== name) return { name, descends: isNumber };
  return sorting.descends === isNumber ? { name, descends: !isNumber } : null;
}
