import type { Value } from '#spec';
import { plain, unknown, withUnit, type Shown } from './format.ts';

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
