import type { Value, AuditedRule } from '#spec';
import { plain, withUnit, unknown, type Shown } from '#lib/format.ts';
import { words } from '#lib/words.ts';

/**
 * A value that was judged, in words: 200 万元, 是, 2025-04-24 17:00:00. A number without a unit is a year or a rank; of
 * what has parts (a cell that was changed, and where it lies) those that say something stand one behind the other.
 */
export function valueInWords(value: Value, shown: Shown): string {
  if (value === null) return unknown;
  if (Array.isArray(value)) return value.map((each) => valueInWords(each, plain)).join('、') || unknown;
  if (typeof value === 'object')
    return Object.values(value)
      .filter((part) => part !== null && part !== '')
      .map((part) => valueInWords(part, plain))
      .join(' ');
  if (typeof value === 'number' && shown.unit === null)
    return Number.isInteger(value) ? String(value) : value.toFixed(2);
  return withUnit(value, shown);
}

/** The rows that a sheet rests on, each with its number: a rule names them by it. */
export function numbered(rules: readonly AuditedRule[]): {
  rows: { number: number; text: string }[];
  of: (rule: AuditedRule) => number[];
} {
  const numbers = new Map<string, number>();
  const key = ({ title, file, sheet, row }: AuditedRule['sources'][number]) =>
    `${title} ${words.rowLocation(file, sheet, row)}`;
  for (const { sources } of rules)
    for (const source of sources) if (!numbers.has(key(source))) numbers.set(key(source), numbers.size + 1);
  return {
    rows: Array.from(numbers, ([text, number]) => ({ number, text })),
    of: ({ sources }) => [...new Set(sources.map((source) => numbers.get(key(source)) ?? 0))].sort((a, b) => a - b),
  };
}
