import type { ColumnInfo, Row, Value } from '#spec';

/** Beside the number `quota_used`: what it is set against, and by how much it differs. */
export const comparedName = (name: string): string => `${name}.compared`;
export const differenceName = (name: string): string => `${name}.difference`;

interface Sides {
  columns: readonly ColumnInfo[];
  own: readonly Row[];
  other: readonly Row[];
  /** The columns that say what a row is about. */
  keys: readonly string[];
  /** The columns that are another on the other side, as it was asked. */
  apart: readonly string[];
}

/** Whether a number says how much of something there is, and is not a place in a picture. */
export const isComparable = ({ type, unit, format }: ColumnInfo): boolean =>
  type === 'number' && (unit !== null || format !== undefined);

const keyOf = (row: Row, names: readonly string[]): string =>
  JSON.stringify(names.map((name): Value => row[name] ?? null));

const isUnique = (rows: readonly Row[], names: readonly string[]): boolean =>
  new Set(rows.map((row) => keyOf(row, names))).size === rows.length;

/**
 * The columns by which rows of two answers are the same: what they are about without what was asked to be another, then
 * as many of the texts that stand first as tell rows apart on both sides; null where none do.
 */
export function sameBy({ columns, own, other, keys, apart }: Sides): string[] | null {
  const told = keys.filter((name) => !apart.includes(name) && columns.some((column) => column.name === name));
  const texts = columns.flatMap(({ name, type }) =>
    ['string', 'date'].includes(type) && !apart.includes(name) && !told.includes(name) ? [name] : []
  );
  for (let more = 0; more <= Math.min(3, texts.length); more++) {
    const names = [...told, ...texts.slice(0, more)];
    if (isUnique(own, names) && isUnique(other, names)) return names;
  }
  return null;
}

/** How many own rows have the same on the other side. */
export function foundBeside({ own, other }: Pick<Sides, 'own' | 'other'>, names: readonly string[]): number {
  const there = new Set(other.map((row) => keyOf(row, names)));
  return own.filter((row) => there.has(keyOf(row, names))).length;
}

/** Each own row with what the other side says of the same; what is unknown on either side has no difference. */
export function setBeside({ columns, own, other }: Sides, names: readonly string[]): Row[] {
  const numbers = columns.filter((column) => isComparable(column) && !names.includes(column.name));
  const found = new Map(other.map((row) => [keyOf(row, names), row]));
  return own.map((row) => {
    const beside = found.get(keyOf(row, names));
    const more = numbers.flatMap(({ name, format }) => {
      const [mine, theirs] = [row[name] ?? null, beside?.[name] ?? null];
      const isKnown = typeof mine === 'number' && typeof theirs === 'number';
      return [
        [comparedName(name), theirs],
        [differenceName(name), isKnown ? exact((mine - theirs) * (format === 'percent' ? 100 : 1)) : null],
      ] as const;
    });
    return { ...row, ...Object.fromEntries(more) };
  });
}

/** A difference of decimals that computers cannot hold, without what comes of that. */
const exact = (difference: number): number => Number(difference.toPrecision(12));

/** The columns that are added, each beside the other behind all that there are. */
export const columnsBeside = (columns: readonly ColumnInfo[], names: readonly string[], title: string): ColumnInfo[] =>
  columns
    .filter((column) => isComparable(column) && !names.includes(column.name))
    .flatMap((column) => {
      const { name, unit, format, title: called } = column;
      const shown = { type: 'number' as const, unit, ...(format === undefined ? {} : { format }) };
      // Rates differ by points, and 1:9.6 from 1:9.5 by 0.1.
      const apart =
        format === 'percent' || format === 'ratio'
          ? { type: 'number' as const, unit: format === 'percent' ? '百分点' : null, format: 'decimal' as const }
          : shown;
      return [
        { ...shown, name: comparedName(name), title: `${called}（${title}）`, definition: `同一个数，${title}的` },
        {
          ...apart,
          name: differenceName(name),
          title: `${called}，比${title}`,
          definition: `${called}减去${title}的；两边有一边未知的，未知`,
        },
      ];
    });
