import { printedLike } from './ask.ts';
import type { PaperNumber, Statement } from './statement.ts';

/** What became of a number that stands on a paper. */
export const states = ['same', 'below_print', 'differs', 'unknown_now', 'not_comparable'] as const;
export type State = (typeof states)[number];

export interface WatchedNumber extends PaperNumber {
  state: State;
  /** As it is now, whole and as the paper would print it; null where there is no such number now. */
  now: { exact: string | null; printed: string } | null;
}

/** A paper asked again of another version. */
export interface Watched {
  numbers: WatchedNumber[];
  counts: Record<State, number>;
  /** Why nothing of it can be asked; null where it can. */
  reason: string | null;
}

/** What a paper says beside what is answered now; a text instead of numbers says why nothing can be asked. */
export function compareNumbers({ numbers }: Pick<Statement, 'numbers'>, now: readonly PaperNumber[] | string): Watched {
  const reason = typeof now === 'string' ? now : null;
  const found = new Map((typeof now === 'string' ? [] : now).map((each) => [each.key, each]));
  const tables = new Set(Array.from(found.keys(), tableOf));
  const columns = new Set(Array.from(found.keys(), columnOf));
  const watched = numbers.map((before): WatchedNumber => {
    const after = found.get(before.key);
    if (reason !== null) return { ...before, state: 'not_comparable', now: null };
    if (after === undefined) {
      const state = lostState(before.key, { tables, columns });
      // Of what was unknown already nothing is lost.
      return { ...before, state: state === 'unknown_now' && before.exact === null ? 'same' : state, now: null };
    }
    const { exact } = after;
    const printed = printedLike(exact, before, after.printed);
    return { ...before, state: stateOf(before, { exact, printed }), now: { exact, printed } };
  });
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<State, number>;
  for (const { state } of watched) counts[state] += 1;
  return { numbers: watched, counts, reason };
}

/** Unknown is no number: what was known and is not is another thing than what is another number. */
function stateOf(before: PaperNumber, after: { exact: string | null; printed: string }): State {
  if (before.exact === after.exact) return 'same';
  if (after.exact === null) return 'unknown_now';
  if (before.exact === null) return 'differs';
  return before.printed === after.printed ? 'below_print' : 'differs';
}

/** Of a table that still has such a column a row is gone; of any other nothing can be said. */
const lostState = (key: string, there: { tables: ReadonlySet<string>; columns: ReadonlySet<string> }): State =>
  there.tables.has(tableOf(key)) && there.columns.has(columnOf(key)) ? 'unknown_now' : 'not_comparable';

const tableOf = (key: string): string => key.slice(0, key.search(/[?#]|$/));
const columnOf = (key: string): string => `${tableOf(key)}${key.slice(key.lastIndexOf('#'))}`;

/** How many numbers of a paper no longer hold: others, or unknown now. What cannot be asked is told apart. */
export const brokenOf = ({ counts }: Pick<Watched, 'counts'>): number => counts.differs + counts.unknown_now;

/** What a paper counts for, besides what stands on it. */
export type Standing = 'in_force' | 'changed' | 'corrected' | 'voided';
