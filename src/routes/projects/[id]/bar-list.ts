import type { ColumnInfo, Row } from '#spec';
import { withUnit } from '#lib/format.ts';

export interface AmountBar {
  name: string;
  title: string;
  text: string;
  /** CSS: 42%; null where the amount is unknown. */
  length: string | null;
}

/** Amounts of one project under each other, each as long as it is of the largest. */
export function barsOf(row: Row, columns: readonly ColumnInfo[], names: readonly string[]): AmountBar[] {
  const amount = (name: string) => (typeof row[name] === 'number' ? row[name] : null);
  const largest = Math.max(0, ...names.map((name) => amount(name) ?? 0));
  return names.flatMap((name) => {
    const column = columns.find((each) => each.name === name);
    const value = amount(name);
    if (!column) return [];
    const length = value === null || largest === 0 ? null : `${((Math.max(0, value) / largest) * 100).toFixed(1)}%`;
    return [{ name, title: column.title, text: withUnit(value, column), length }];
  });
}
