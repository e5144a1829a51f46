import type { ColumnInfo, Row } from '#spec';
import { askedOf } from '../../src/lib/asked.ts';
import type { Province } from './province.ts';

/** The lists of pages that numbers lead to, and what each asks of the API. */
const lists: Readonly<Record<string, string>> = {
  '/projects': '/api/projects',
  '/findings': '/api/findings',
  '/pipeline/matters': '/api/matters',
};

export const leadsToList = (href: string): boolean => lists[href.split('?')[0] ?? ''] !== undefined;

/**
 * What is wrong with a number that leads to a list: a count is as long as its list; of days the list has as many in its
 * first row or, of their median, in its middle.
 */
export async function wrongList(
  { json, filters }: Pick<Province, 'json' | 'filters'>,
  href: string,
  { title, unit, name }: Pick<ColumnInfo, 'name' | 'title' | 'unit'>,
  value: number | null
): Promise<string | null> {
  const url = new URL(href, 'http://list');
  const asked = askedOf(url.searchParams, filters);
  const isOfDays = unit === '天';
  const isMiddle = isOfDays && title.includes('中位数');
  const { total, rows } = await json<{ total: number; rows: Row[] }>(
    `${lists[url.pathname]}?${asked}&limit=${isMiddle ? 500 : 1}`
  );
  if (!isOfDays) return total === value ? null : `${name} is ${value}, and its list has ${total} (${href})`;
  if (total > 500 && isMiddle) return null;
  const days = rows.flatMap(({ days_late: late, days_left: left, stayed_days: stayed }) => {
    const said = late ?? left ?? stayed;
    return typeof said === 'number' ? [said] : [];
  });
  const found = isMiddle ? middleOf(days) : (days[0] ?? null);
  return found === value ? null : `${name} is ${value}, and its list says ${found} (${href})`;
}

function middleOf(days: readonly number[]): number | null {
  const sorted = days.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
