/** What figures may be filtered and grouped by. Its name is a column of projects. */
export interface DimensionSpec {
  /** The table that lists its values, in their order, in a column of its name. */
  values: string;
  /** Only a project has it: a quota is given to a city for a batch. */
  isOfProjects?: true;
  /** A table of its values names every one of them, also where nothing is left to count. */
  isWhole?: true;
}

export function defineDimensions<const D extends Readonly<Record<string, DimensionSpec>>>(dimensions: D): D {
  return dimensions;
}
