import { isOutside, isUntold, type Unfit } from '#spec';

/** What is said of what is shown all the same. */
export const notesOf = (unfit: readonly Unfit[] = []): string[] =>
  unfit.filter((each) => !isUntold(each)).map(({ says }) => says);

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

/** What is said once in the place of the panels of which their reader sees nothing; null: something of each is seen. */
export function unseenIn(unfit: Readonly<Record<string, readonly Unfit[] | undefined>>): SaidOnce | null {
  const hidden = Object.entries(unfit).flatMap(([key, each]) => {
    const found = each?.find(isOutside);
    return found === undefined ? [] : [{ key, says: found.says }];
  });
  const [first] = hidden;
  if (first === undefined) return null;
  return { says: first.says, of: hidden.length === Object.keys(unfit).length ? [] : hidden.map(({ key }) => key) };
}
