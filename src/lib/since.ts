import { proofHref, type ColumnInfo, type LinkContext, type Published, type Reign, type Row, type Table } from '#spec';
import type { Versus } from './compare.ts';
import { difference, withUnit } from './format.ts';

/** In the address of a page: the version, or the day, that its figures are held against; else the one before. */
export const sinceName = 'since';

/** The version that a page's figures are held against, and what one panel said in it. */
export interface Earlier {
  version: string;
  number: string;
  row: Row;
}

/** What was current before a version first was, the latest first. */
export function earlierThan({ reigns }: Pick<Published, 'reigns'>, version: string): Reign[] {
  const at = reigns.findIndex((reign) => reign.version === version);
  return (at < 0 ? reigns : reigns.slice(0, at)).toReversed();
}

/** The versions among these that can be opened, each once. */
export const offeredOf = (reigns: readonly Reign[]): Reign[] =>
  reigns.filter((reign, at) => reign.isThere && reigns.findIndex(({ version }) => version === reign.version) === at);

/** The one that an address asks for, by its name or by a day to its end; else the latest. null: it cannot be opened. */
export function chosenEarlier(reigns: readonly Reign[], asked: string): Reign | null {
  if (asked === '') return reigns.find(({ isThere }) => isThere) ?? null;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(asked);
  const end = isDay ? Date.parse(`${asked}T23:59:59.999+08:00`) : 0;
  const found = reigns.find(({ version, from }) => (isDay ? Date.parse(from) <= end : version === asked));
  return found?.isThere ? found : null;
}

/**
 * What a number of a row is against the earlier version, where it is another; leads to why. null: nothing is said, as
 * of what the earlier version did not know.
 */
export function sinceOf(
  table: Table,
  { row, column }: { row: Row; column: ColumnInfo },
  context: LinkContext,
  earlier: Earlier
): Versus | null {
  if (column.type !== 'number' || !Object.hasOwn(earlier.row, column.name)) return null;
  const [mine, theirs] = [row[column.name] ?? null, earlier.row[column.name] ?? null];
  if (mine === theirs) return null;
  const isBoth = typeof mine === 'number' && typeof theirs === 'number';
  const says = isBoth
    ? `较上份 ${difference(theirs, mine, column)}`
    : theirs === null
      ? '上份没有这个数'
      : `上份 ${withUnit(theirs, column)}`;
  return { text: says, href: whyHref(table, row, column.name, context, earlier) };
}

/** Where it is told why: the number itself, or where it is not one of all that the filters leave, all numbers. */
function whyHref(table: Table, row: Row, name: string, context: LinkContext, { version }: Earlier): string {
  const { filters, params, asked = params } = context;
  const known = new Set(['version', 'decided', ...filters.map((each) => each.name)]);
  const proof = proofHref(table, row, name, context);
  const told = [...new URLSearchParams(proof?.split('?')[1] ?? '')];
  const isWhole = proof !== null && told.every(([each]) => known.has(each) || each === 'metric');
  const kept = isWhole ? told : Array.from(asked).filter(([each, value]) => known.has(each) && value !== '');
  return `/changes?${new URLSearchParams([['from', version], ...kept])}${isWhole ? '#number' : ''}`;
}
