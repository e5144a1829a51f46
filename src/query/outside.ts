import { isWhole, Refusal, type Scope, type Unfit } from '#spec';
import type { Catalog } from './catalog.ts';
import { isDimension, isOfDays, withinOf, type Dimension } from './dimensions.ts';
import { placed, titlesOf, type Filters } from './filters.ts';
import type { View } from './relations.ts';

/** A filter of which some values are of nothing that its reader sees, or all. */
export interface Outside {
  dimension: Dimension;
  values: readonly string[];
  isWhole: boolean;
}

/**
 * What is asked for by name and lies outside the scope of who asks. Of these there is nothing to be told, which is
 * neither none nor 0: what values there are all may know, and that they see none of them. A county lies where its city
 * does; of one that no table places nothing is said.
 */
export function outsideOf(
  catalog: Catalog,
  { filters, scope, isReleased = false }: View,
  only: Filters = new Map()
): Outside[] {
  if (isReleased || isWhole(scope)) return [];
  return [...filters, ...only].flatMap(([dimension, values]): Outside[] => {
    if (isOfDays(dimension)) return [];
    const others = values.filter((value) => !isInside(catalog, scope, dimension, value));
    return others.length === 0 ? [] : [{ dimension, values: others, isWhole: others.length === values.length }];
  });
}

/** The first filter of which nothing is seen; null where something of each is. */
export const whollyOutside = (outside: readonly Outside[]): Outside | null =>
  outside.find((each) => each.isWhole) ?? null;

const isInside = (catalog: Catalog, scope: Scope, dimension: Dimension, value: string): boolean =>
  Object.entries(scope).every(([of, own]) => {
    if (of === dimension) return own.some((each) => areSame(each, value));
    if (withinOf(dimension) === of)
      return placesOf(catalog, dimension, value)?.some((each) => own.includes(each)) ?? true;
    if (withinOf(of) === dimension && isDimension(of))
      return own.some((each) => placesOf(catalog, of, each)?.includes(value) ?? true);
    return true;
  });

/** Names are the same unless both say where they are, and not alike. */
function areSame(one: string, other: string): boolean {
  const [[name, place], [name2, place2]] = [placed(one) ?? [one, null], placed(other) ?? [other, null]];
  return name === name2 && (place === null || place2 === null || place === place2);
}

const placesOf = ({ within }: Catalog, dimension: Dimension, value: string): readonly string[] | undefined => {
  const told = placed(value);
  return told === null ? within.get(dimension)?.get(value) : [told[1]];
};

/** What is said in the place of an answer, or beside one that is of the own alone. */
export const sayOutside = (catalog: Catalog, scope: Scope, outside: readonly Outside[]): Unfit[] => {
  const whole = whollyOutside(outside);
  return (whole === null ? outside : [whole]).map(({ dimension, values }) => ({
    state: whole === null ? 'left_out' : 'out_of_scope',
    filters: [dimension],
    says: `${sayScope(catalog, scope)}；${listed(values)}的${whole === null ? '不在内' : '这里不显示'}。`,
  }));
};

/** A list, a count or a file of what its reader sees nothing of is refused: any 0 in it would not be one. */
export function refuseOutside(catalog: Catalog, view: View, only: readonly string[] = []): void {
  const whole = whollyOutside(outsideOf(catalog, view, dimensionsAmong(only)));
  if (whole === null) return;
  const [{ says }] = sayOutside(catalog, view.scope, [whole]) as [Unfit];
  throw new Refusal(403, 'out_of_scope', says, { parameter: whole.dimension, value: whole.values[0] });
}

/**
 * The same where no version is asked, of values that the scope itself names others beside: refused where nothing of
 * them is seen, else what is left out is said.
 */
export function leaveOutOthers(
  scope: Scope,
  filters: Readonly<Record<string, readonly string[] | undefined>>
): Unfit[] {
  return Object.entries(filters).flatMap(([dimension, values = []]): Unfit[] => {
    const own = scope[dimension] ?? [];
    const others = own.length === 0 ? [] : values.filter((value) => !own.some((each) => areSame(each, value)));
    if (others.length === 0) return [];
    const isAll = others.length === values.length;
    const says = `${sayOwn(scope)}；${listed(others)}的${isAll ? '这里不显示' : '不在内'}。`;
    if (isAll) throw new Refusal(403, 'out_of_scope', says, { parameter: dimension, value: others[0] });
    return [{ state: 'left_out', filters: [dimension], says }];
  });
}

/** The conditions on columns, `city:青岛市`, that are of a dimension; none of what is unknown. */
function dimensionsAmong(only: readonly string[]): Filters {
  const asked = new Map<Dimension, string[]>();
  for (const text of only) {
    const [name = '', ...values] = text.split(':');
    if (isDimension(name)) asked.set(name, [...(asked.get(name) ?? []), values.join(':')]);
  }
  return new Map([...asked].filter(([, values]) => !values.includes('')));
}

/** So many values are named. */
const atMost = 4;

const sayScope = (catalog: Catalog, scope: Scope): string => {
  const open = Object.keys(scope).filter((name) => scope[name]!.length === 0);
  return open.length > 0 ? `您的账号没有写明看哪些${titlesOf(catalog, open.filter(isDimension))}` : sayOwn(scope);
};

const sayOwn = (scope: Scope): string => `您的账号只看${Object.values(scope).map(listed).join('，')}`;

const listed = (values: readonly string[]): string =>
  values.length > atMost ? `${values.slice(0, atMost - 1).join('、')}等 ${values.length} 个` : values.join('、');
