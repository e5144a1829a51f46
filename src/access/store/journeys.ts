import type { AccessStore } from './open.ts';
import { hashOfKey } from './sessions.ts';

/** Somebody who was sent to the provider and has not come back yet. */
export interface Journey {
  nonce: string;
  verifier: string;
  back: string;
}

/** So many are on their way at most: whoever asks for more than people can, asks the oldest away. */
const most = 2000;

export function keepJourney(
  { database, within }: AccessStore,
  state: string,
  { nonce, verifier, back }: Journey,
  endsAt: number,
  now: number
): void {
  within(() => {
    database.prepare('delete from journeys where ends_at <= ?').run(now);
    database
      .prepare('delete from journeys where rowid in (select rowid from journeys order by rowid desc limit -1 offset ?)')
      .run(most - 1);
    database
      .prepare('insert into journeys (id, nonce, verifier, back, ends_at) values (?, ?, ?, ?, ?)')
      .run(hashOfKey(state), nonce, verifier, back, endsAt);
  });
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
