import { Type, type Static } from 'typebox';
import type { ReadonlyDeep } from './readonly.ts';

const closed = { additionalProperties: false };

/** What figures may be filtered and grouped by. Its name is a column of projects, or of its `cube`. */
export const DimensionSpec = Type.Object(
  {
    /** The table that lists its values, in their order, in a column of its name. */
    values: Type.String({ minLength: 1 }),
    /** Where a row is of several of its values at once: the column that lists them, with 、 between. */
    several: Type.Optional(Type.String({ minLength: 1 })),
    /**
     * Where a value has another name later on: the table that says, of a value of `by` (another dimension) and its own,
     * what it is called in `shown_in`, another value of `by`: `shown_<dimension>`.
     */
    lines: Type.Optional(
      Type.Object({ table: Type.String({ minLength: 1 }), by: Type.String({ minLength: 1 }) }, closed)
    ),
    /**
     * The column of its table that says from which day on a value holds. Pages begin with the latest that has come by
     * the as-of day, unless their address says otherwise.
     */
    since: Type.Optional(Type.String({ minLength: 1 })),
    /** The dimension in which its values have their names: two counties of one name are told apart by their city. */
    within: Type.Optional(Type.String({ minLength: 1 })),
    /**
     * The mart that holds the sums by it, where no project has it but the rows that this mart sums do: what this mart
     * does not sum cannot be told by it.
     */
    cube: Type.Optional(Type.String({ minLength: 1 })),
    /** Its values are days: a filter of it is one day, or the first and the last of a span. */
    isOfDays: Type.Optional(Type.Literal(true)),
    /**
     * The value of the projects of which their notice does not say yet which value they have: while a batch in view has
     * any, no number can be told of another value, but in what is told by the dimension that it follows `from`.
     */
    unsaid: Type.Optional(
      Type.Object({ value: Type.String({ minLength: 1 }), from: Type.Optional(Type.String({ minLength: 1 })) }, closed)
    ),
    /**
     * Its values are what a notice says: those of two provinces are not the same thing, whatever they are called,
     * unless somebody wrote down that they are (`same.csv`).
     */
    isOfNotice: Type.Optional(Type.Literal(true)),
    /** Its values are places: two provinces that have one of a name have two. */
    isOfPlace: Type.Optional(Type.Literal(true)),
    /** Only a project has it: a quota is given to a city for a batch. */
    isOfProjects: Type.Optional(Type.Literal(true)),
    /** A table of its values names every one of them, also where nothing is left to count. */
    isWhole: Type.Optional(Type.Literal(true)),
  },
  { ...closed, called: '维度' }
);
export type DimensionSpec = ReadonlyDeep<Static<typeof DimensionSpec>>;

export const Dimensions = Type.Record(Type.String(), DimensionSpec);

export function defineDimensions<const D extends Readonly<Record<string, DimensionSpec>>>(dimensions: D): D {
  return dimensions;
}
