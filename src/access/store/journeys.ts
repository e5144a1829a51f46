import type { AccessStore } from './open.ts';
import { hashOfKey } from './sessions.ts';

/** Somebody who was sent to the provider and has not come back yet. */
export interface Journey {
  nonce: string;
  verifier: string;
  back: string;
}

export function keepJourney(
  { database }: AccessStore,
  state: string,
  { nonce, verifier, back }: Journey,
  endsAt: number
): void {
  database
    .prepare('insert into journeys (id, nonce, verifier, back, ends_at) values (?, ?, ?, ?, ?)')
    .run(hashOfKey(state), nonce, verifier, back, endsAt);
}

/** The journey of a state: whoever comes back by it comes back once. */
export function takeJourney({ database, within }: AccessStore, state: string, now: number): Journey | null {
  return within(() => {
    const id = hashOfKey(state);
    const row = database.prepare('select * from journeys where id = ? and ends_at > ?').get(id, now);
    database.prepare('delete from journeys where id = ?').run(id);
    return row === undefined
      ? null
      : { nonce: String(row.nonce), verifier: String(row.verifier), back: String(row.back) };
  });
}
