import { stat } from 'node:fs/promises';
import { openStore, type Entry } from '#store';
import { journal, recordFile, type Publication } from './journal.ts';

/** The time in which a version was the current one. One that was published again has several. */
export interface Reign {
  version: string;
  number: string;
  event: Exclude<Publication['event'], 'pruned' | 'redacted'>;
  /** Who published it; null where nobody said. */
  by: string | null;
  /** With its zone. */
  from: string;
  /** When another took its place; null: it is current. */
  until: string | null;
}

/** Which version was current when, by the record; the first reign first. A warehouse without a record has none. */
export async function reignsOf(warehouse: string): Promise<Reign[]> {
  const path = recordFile(warehouse);
  const isThere = await stat(path).then(
    () => true,
    () => false
  );
  if (!isThere) return [];
  const store = openStore(path, { readOnly: true });
  try {
    return reignsIn(store.entries(journal));
  } finally {
    store.close();
  }
}

/** The same of the lines of the journal. */
export function reignsIn(lines: readonly Pick<Entry, 'at' | 'by' | 'body'>[]): Reign[] {
  const begun = lines.flatMap(({ at, by, body }) => {
    const { event, version, number } = JSON.parse(body) as Publication;
    if (event === 'pruned' || event === 'redacted') return [];
    return [{ version, number, event, by, from: event === 'entered' ? earlier(at, timeOf(version)) : at }];
  });
  const ordered = begun.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  return ordered.map((each, at) => ({ ...each, until: ordered[at + 1]?.from ?? null }));
}

/**
 * The reign that an instant lies in: from its beginning on, up to the next. null: before the first. Of two that begin
 * at one instant the later line holds.
 */
export const reignAt = (reigns: readonly Reign[], instant: number): Reign | null =>
  reigns.findLast(({ from }) => Date.parse(from) <= instant) ?? null;

/** What was entered later was published when it was made, as its name says. */
const earlier = (entered: string, made: string): string => (Date.parse(made) < Date.parse(entered) ? made : entered);

const timeOf = (version: string): string =>
  version.replace(/^(....)(..)(..)T(..)(..)(..).*/, '$1-$2-$3T$4:$5:$6+08:00');
