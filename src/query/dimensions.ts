import declared from '#dimensions';
import type { DimensionSpec } from '#spec';

export type Dimension = keyof typeof declared;

const dimensions: Readonly<Record<Dimension, DimensionSpec>> = declared;

const all = Object.keys(declared) as readonly Dimension[];

/** The mart that holds the sums by a dimension that no project has; null where projects have it. */
export const cubeOf = (dimension: string): string | null =>
  isDimension(dimension) ? (dimensions[dimension].cube ?? null) : null;

/** What projects are filtered and grouped by, everywhere. */
export const dimensionNames = all.filter((name) => dimensions[name].cube === undefined);

/** The dimensions that a query names, its comments aside. */
export function dimensionsIn(sql: string): string[] {
  const words = new Set(sql.replaceAll(/--[^\n]*/g, '').match(/\w+/g));
  return dimensionNames.filter((name) => words.has(name));
}

/** What only the numbers of one mart are filtered and grouped by. */
export const cubeDimensions = all.filter((name) => dimensions[name].cube !== undefined);

/** Those that only a project has: a quota is given to a city for a batch. */
export const projectDimensions: ReadonlySet<string> = new Set(all.filter((name) => dimensions[name].isOfProjects));

/** Whether a filter of it is a span of days. */
export const isOfDays = (dimension: string): boolean =>
  isDimension(dimension) && dimensions[dimension].isOfDays === true;

/** The table that lists the values of a dimension in their order. */
export const referenceOf = (dimension: Dimension): string => dimensions[dimension].values;

/** The column of that table that says from which day on a value holds; null where they always do. */
export const sinceOf = (dimension: Dimension): string | null => dimensions[dimension].since ?? null;

/** The dimension in which values have their names; null where a name is one thing everywhere. */
export const withinOf = (dimension: string): Dimension | null => {
  const { within } = isDimension(dimension) ? dimensions[dimension] : {};
  return within !== undefined && isDimension(within) ? within : null;
};

/** What stands for the value that a notice does not say yet; null where it always says it. */
export const unsaidOf = (dimension: Dimension): NonNullable<DimensionSpec['unsaid']> | null =>
  dimensions[dimension].unsaid ?? null;

/** Whether its values are what a notice says, so that those of two notices are not one thing. */
export const isOfNotice = (dimension: string): boolean =>
  isDimension(dimension) && dimensions[dimension].isOfNotice === true;

/** Whether a table by this dimension alone names all its values, also where nothing is left of them. */
export const isWhole = (dimension: Dimension): boolean => dimensions[dimension].isWhole === true;

export const isDimension = (name: string): name is Dimension => Object.hasOwn(declared, name);

/** The tables that tell what values are called later on, by the dimension. */
export const dimensionLines = all.flatMap((name) => {
  const { lines } = dimensions[name];
  return lines !== undefined && isDimension(lines.by) ? [{ name, table: lines.table, by: lines.by }] : [];
});

/** What panels call such a table: what filters leave out of it is not among its rows. */
export const lineRelation = (table: string): string => table.slice(table.indexOf('.') + 1);

/** The column in which a row that is of several values of a dimension lists them; null where none is. */
export const severalOf = (dimension: string): string | null =>
  isDimension(dimension) ? (dimensions[dimension].several ?? null) : null;
