import { momentOf } from '../civil.ts';
import type { Civil } from '../incident.ts';

/** A day or a moment to keep, as it is known now. */
export interface Deadline {
  /** What it is known by for ever. */
  key: string;
  title: string;
  /** A moment (2025-04-24T17:00:00), or a day that is in time to its end. */
  due: string;
  /** What there is to say of it. */
  note?: string;
  link?: string | null;
}

/** The same as calendars were told of it. */
export interface Entry extends Deadline {
  /** How often the date was changed since it was first told. */
  sequence: number;
  changedAt: Civil;
  /** Since when it is not there any more; null while it is. */
  goneAt: Civil | null;
}

const day = 24 * 3_600_000;
/** Milliseconds that what is gone is told as cancelled, so that calendars take it out, and that what is over stays. */
const told = { gone: 30 * day, over: 90 * day };

/** The moment at which a deadline is over: of a day its end. */
export const endOf = (due: string): number => (due.includes('T') ? momentOf(due) : momentOf(`${due}T00:00:00`) + day);

/**
 * What calendars are told once the deadlines are these. One that moved keeps its name and counts on; so does one that
 * went, and one that came back: a calendar that saw a later count believes no earlier one. What went after it was over
 * was never called off: it stays as it was.
 */
export function afterDeadlines(entries: readonly Entry[], deadlines: readonly Deadline[], at: Civil): Entry[] {
  const now = new Map(deadlines.map((deadline) => [deadline.key, deadline]));
  const known = new Set(entries.map(({ key }) => key));
  const kept = entries.map((entry) => {
    const found = now.get(entry.key);
    if (found === undefined)
      return entry.goneAt === null && endOf(entry.due) > momentOf(at)
        ? { ...entry, sequence: entry.sequence + 1, changedAt: at, goneAt: at }
        : entry;
    const isMoved = found.due !== entry.due || entry.goneAt !== null;
    const isOther = isMoved || found.title !== entry.title || found.note !== entry.note;
    return {
      ...found,
      sequence: entry.sequence + (isMoved ? 1 : 0),
      changedAt: isOther ? at : entry.changedAt,
      goneAt: null,
    };
  });
  const fresh = deadlines
    .filter(({ key }) => !known.has(key))
    .map((deadline) => ({ ...deadline, sequence: 0, changedAt: at, goneAt: null }));
  return [...kept, ...fresh];
}

/** Those that a calendar is told of: what is gone or over, for a while. */
export const toldEntries = (entries: readonly Entry[], at: Civil): Entry[] =>
  entries.filter(({ goneAt, due }) =>
    goneAt === null ? momentOf(at) - endOf(due) < told.over : momentOf(at) - momentOf(goneAt) < told.gone
  );
