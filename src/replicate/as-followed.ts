import type { DecisionsHead, FollowedDecisions } from '#store';
import type { Warehouse } from '#warehouse';
import { watchFollows } from './follows.ts';

/** Milliseconds that what is told is believed for. */
const trust = 1000;

/** A warehouse of which more is told among what is damaged. */
export function withFaults(warehouse: Warehouse, more: () => string[]): Warehouse {
  let known: { said: string[]; until: number } = { said: [], until: 0 };
  const told = () => {
    if (Date.now() > known.until) known = { said: more(), until: Date.now() + trust };
    return known.said;
  };
  return {
    ...warehouse,
    faults: () => [...warehouse.faults(), ...told()],
    mark: () => JSON.stringify([warehouse.mark(), ...told()]),
  };
}

/** How far what is served of a copy is, by its record; 0 where nobody knows. */
export function placeOfServed(warehouse: Pick<Warehouse, 'folder' | 'version'>): () => number {
  const follows = watchFollows(warehouse.folder);
  return () => follows()?.decided[warehouse.version() ?? '']?.at ?? 0;
}

/**
 * The decisions of a copy: of all that are in the record those that were pushed with the version that is served. While
 * a newer version is on its way, what was decided on it is not there yet.
 */
export function decisionsAsFollowed(
  all: FollowedDecisions,
  warehouse: Pick<Warehouse, 'folder' | 'version'>
): FollowedDecisions {
  const follows = watchFollows(warehouse.folder);

  /** Up to where decisions belong to what is served; null where nobody knows. */
  function bound(version = warehouse.version()): { head: string; position: number } | null {
    if (version === null) return { head: '', position: 0 };
    const found = follows()?.decided[version];
    return found === undefined ? null : { head: found.head, position: found.position };
  }

  function now(version?: string): DecisionsHead {
    const latest = all.now();
    if (latest.fault !== null) return latest;
    const until = bound(version);
    if (until === null)
      return {
        ...latest,
        fault: `副本里没有写明哪些核定属于版本 ${version ?? warehouse.version()}：请等它跟上，或重新跟一次。`,
      };
    return { ...latest, ...until };
  }

  const within = (head: DecisionsHead): DecisionsHead => {
    const until = bound();
    return until === null || head.position <= until.position ? head : { ...head, ...until };
  };

  return {
    now,
    at(head) {
      const found = all.at(head);
      const until = bound();
      return found === null || (until !== null && found.position > until.position) ? null : found;
    },
    until: (instant) => within(all.until(instant)),
    between: (after, to) => all.between(after, to),
    close: () => all.close(),
  };
}
