import { everything, Refusal, type Scope } from '#spec';
import { readFilters, type Filters, type View } from '#query';
import type { OpenWorld } from './pair.ts';
import { bothNames, type Renamed } from './renamed.ts';

/** Of which projects something is asked. */
export interface Asked {
  /** By dimension the values of which any may hold. */
  filters: Readonly<Record<string, readonly string[]>>;
  scope: Scope;
}

export const all: Asked = { filters: {}, scope: everything };

/** Why something cannot be compared. */
export type Reason = { kind: string; says: string } & Record<string, string>;

/** A value that was renamed is asked by both of its names. */
export function namesAsked(asked: Asked['filters'], renamed: readonly Renamed[]) {
  const isAsked = ({ dimension, from, to }: Renamed) =>
    asked[dimension]?.some((value) => value === from || value === to) === true;
  const told = renamed.filter(isAsked);
  return { both: bothNames(asked, told), told };
}

/** What is asked as one world knows it; a value that it does not know is the reason why it cannot be compared. */
export function viewIn(world: OpenWorld, asked: Asked, where: string): View | Reason {
  const read = filtersKnown(world, asked.filters);
  if (!('dimension' in read)) return { filters: read.filters, scope: asked.scope };
  const says = `${where === 'before' ? '原来的' : '现在的'}版本里没有“${read.value}”，不可比`;
  return { kind: 'value_unknown', ...read, in: where, says };
}

/** Whether worlds are asked the same: what is the same in them is the same in what is asked of them, then. */
export const areAlike = (views: readonly (View | Reason)[]): boolean =>
  new Set(views.map((view) => ('kind' in view ? view : JSON.stringify([...view.filters])))).size <= 1 &&
  views.every((view) => !('kind' in view));

/** The filters as a world knows them: of two names of one value the one it has; a value that it has neither of. */
function filtersKnown(
  { catalog }: OpenWorld,
  asked: Asked['filters']
): { filters: Filters } | { dimension: string; value: string } {
  const known: Record<string, string[]> = {};
  for (const [dimension, values] of Object.entries(asked)) {
    const fit = values.filter((value) => isKnownValue(catalog, dimension, value));
    const [missing] = values.filter((value) => !fit.includes(value));
    if (fit.length === 0) return { dimension, value: missing ?? '' };
    known[dimension] = fit;
  }
  return { filters: readFilters(catalog, known) };
}

const isKnownValue = (catalog: OpenWorld['catalog'], dimension: string, value: string): boolean => {
  try {
    readFilters(catalog, { [dimension]: [value] });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};
