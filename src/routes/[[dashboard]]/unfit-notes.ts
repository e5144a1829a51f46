import type { Unfit } from '#spec';

/** There is nothing to show. */
export const isNone = ({ state, columns }: Unfit): boolean => state === 'not_applicable' && columns === undefined;

/** What is said of what is shown all the same. */
export const notesOf = (unfit: readonly Unfit[] = []): string[] =>
  unfit.filter((each) => !isNone(each)).map(({ says }) => says);

/** What several panels of a page would say alike: the page says it once, and of which of them. */
export interface SaidOnce {
  says: string;
  /** Their keys; none: all of the page. */
  of: string[];
}

/** By panel what it would say; what only one says stays with it. */
export function saidOnce(notes: Readonly<Record<string, readonly string[]>>): SaidOnce[] {
  const keys = Object.keys(notes);
  return [...new Set(Object.values(notes).flat())].flatMap((says) => {
    const of = keys.filter((key) => notes[key]!.includes(says));
    return of.length < 2 ? [] : [{ says, of: of.length === keys.length ? [] : of }];
  });
}
