import type { LinkContext, SetAgainst, ColumnInfo, Row, Table, Value } from '#spec';
import { proofHref } from '#spec';
import { allOf, canBeAll, chosenOf, within, type Filter } from './filters/filters.ts';
import { difference, inColumn, withUnit, type Scale } from './format.ts';
import { words } from './words.ts';

/** In the address of a page: what its figures are set against, as `city:all`. */
export const comparing = 'compare';

/** What figures may be set against, by what it is called. */
export interface Comparable {
  title: string;
  options: { value: string; title: string }[];
}

/** What a page can be set against: another batch, another city, or all of them where it shows one. */
export function comparables(
  params: URLSearchParams,
  filters: readonly Filter[],
  own: readonly string[] = []
): Comparable[] {
  const places = new Set(Object.values(within));
  return filters.flatMap((filter) => {
    const { name, title, values } = filter;
    if (!canBeAll(filter) && !places.has(name)) return [];
    const chosen = places.has(name) && own.length > 0 ? own : chosenOf(params, filter);
    const all = places.has(name) && chosen.length > 0 ? [{ value: `${name}:${allOf}`, title: words.allOf(title) }] : [];
    const others = values.filter((value) => chosen.length !== 1 || chosen[0] !== value);
    return [{ title, options: [...all, ...others.map((value) => ({ value: `${name}:${value}`, title: value }))] }];
  });
}

/** What an address says that figures are set against, as it is called; null: nothing. */
export function comparedIn(params: URLSearchParams, filters: readonly Filter[]): string | null {
  const said = params.get(comparing) ?? '';
  if (said === '') return null;
  const at = said.indexOf(':');
  const title = filters.find(({ name }) => name === said.slice(0, at))?.title ?? '';
  const value = said.slice(at + 1);
  return value === allOf ? words.allOf(title) : value;
}

/** What stands beside a number that is set against another. */
export interface Versus {
  text: string;
  href: string | null;
}

/** Whether a column holds what was set beside another. */
export const isBeside = ({ name }: Pick<ColumnInfo, 'name'>): boolean => /\.(compared|difference)$/.test(name);

/** The table as it is without what was set beside its numbers. */
export const ownSide = (table: Table): Table => ({
  ...table,
  columns: table.columns.filter((column) => !isBeside(column)),
});

/** The other side, as a table of its own. */
export const otherSide = (table: Table, { rows }: SetAgainst): Table => {
  const { unfit: _, total: __, ...rest } = ownSide(table);
  return { ...rest, rows };
};

/**
 * What stands beside a number of a row; null where nothing is set against it. Within a column, whose head says the
 * unit, as short as the number itself.
 */
export function versusOf(
  table: Table,
  row: Row,
  column: ColumnInfo,
  context: LinkContext,
  scale?: Scale
): Versus | null {
  const { compared } = table;
  const name = `${column.name}.compared`;
  if (!compared?.matched || !Object.hasOwn(row, name)) return null;
  const [mine, theirs] = [row[column.name] ?? null, row[name] ?? null];
  const href = theirs === null ? null : hrefOf(table, row, column.name, context);
  if (scale) return { text: [inColumn(theirs, scale), changeIn(mine, theirs, column, scale)].join(' · '), href };
  const apart = typeof mine === 'number' && typeof theirs === 'number' ? `（${difference(theirs, mine, column)}）` : '';
  const same = mine === theirs && apart !== '' ? `（${words.noDifference}）` : apart;
  return {
    text: `${compared.title} ${withUnit(theirs, column)}${same}`,
    href,
  };
}

/** How much more or less than the other: — where either is unknown. */
function changeIn(mine: Value, theirs: Value, column: ColumnInfo, scale: Scale): string {
  if (typeof mine !== 'number' || typeof theirs !== 'number') return inColumn(null, scale);
  if (mine === theirs) return words.noDifference;
  if (column.format === 'percent') return difference(theirs, mine, column).replace(/ \S+$/, '');
  const { mark: _, ...unmarked } = scale;
  return `${mine > theirs ? '+' : ''}${inColumn(mine - theirs, unmarked)}`;
}

/** Where a number of the other side is followed to its rows. Of sums that are told to all there are none. */
function hrefOf(table: Table, row: Row, name: string, { params, filters, asked = params }: LinkContext): string | null {
  const { compared } = table;
  if (!compared || compared.isReleased) return null;
  const { dimension, value } = compared;
  const isKey = table.proof?.keys.includes(dimension) ?? false;
  if (isKey && value === null) return null;
  const isOut = (other: string) => other === dimension || within[other] === dimension || other === comparing;
  const kept = Array.from(asked).filter(([other]) => !isOut(other));
  const there = new URLSearchParams(value === null ? kept : [...kept, [dimension, value]]);
  return proofHref(table, isKey ? { ...row, [dimension]: value } : row, name, { params: there, filters, asked: there });
}
