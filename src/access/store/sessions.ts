import { createHash, randomBytes } from 'node:crypto';
import type { AccessStore } from './open.ts';

/**
 * How far somebody came: `code` waits for the second factor, `password` for a password of their own, `factor` for a
 * second factor to be set up, `open` is signed in.
 */
export type Stage = 'code' | 'password' | 'factor' | 'open';

export interface Session {
  /** The hash of what the browser holds. */
  id: string;
  account: string;
  stage: Stage;
  /** By what they came. */
  way: 'password' | 'provider';
  address: string;
  /** A second factor that is being set up. */
  secret: string | null;
  /** What the provider said of them, to sign out there too. */
  ticket: string | null;
  createdAt: number;
  seenAt: number;
  endsAt: number;
}

/** What is looked up is hashed first: who reads the file can be nobody. 256 random bits need no salt. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

export const newKey = (): string => randomBytes(32).toString('base64url');

/** What a browser shows besides when it changes something: it follows from the key, which does not follow from it. */
export const writeKeyOf = (key: string): string => hashOfKey(`write\n${key}`);

/** Begins a session and answers its key, which is kept nowhere here. */
export function addSession({ database }: AccessStore, session: Omit<Session, 'id'>): string {
  const key = newKey();
  const { account, stage, way, address, secret, ticket, createdAt, seenAt, endsAt } = session;
  database
    .prepare(
      `insert into sessions (id, account, stage, way, address, secret, ticket, created_at, seen_at, ends_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    .run(hashOfKey(key), account, stage, way, address, secret, ticket, createdAt, seenAt, endsAt);
  return key;
}

/** The session of a key, of an account that is active, while it goes on. */
export function findSession(
  { database }: AccessStore,
  key: string,
  { now, idle }: { now: number; idle: number }
): Session | null {
  const row = database
    .prepare(
      `select s.* from sessions s join accounts a using (account)
      where s.id = ? and a.is_active = 1 and s.ends_at > ? and s.seen_at > ?`
    )
    .get(hashOfKey(key), now, now - idle);
  return row === undefined ? null : sessionOf(row);
}

const sessionOf = (row: Readonly<Record<string, unknown>>): Session => ({
  id: String(row.id),
  account: String(row.account),
  stage: row.stage as Stage,
  way: row.way as Session['way'],
  address: String(row.address),
  secret: row.secret === null ? null : String(row.secret),
  ticket: row.ticket === null ? null : String(row.ticket),
  createdAt: Number(row.created_at),
  seenAt: Number(row.seen_at),
  endsAt: Number(row.ends_at),
});

export function touchSession({ database }: AccessStore, id: string, at: number): void {
  database.prepare('update sessions set seen_at = ? where id = ?').run(at, id);
}

export function keepSecret({ database }: AccessStore, id: string, secret: string): void {
  database.prepare('update sessions set secret = ? where id = ?').run(secret, id);
}

/** Whether a session was not ended since it was looked up. */
export const stands = ({ database }: AccessStore, { id }: Pick<Session, 'id'>): boolean =>
  database.prepare('select 1 from sessions where id = ?').get(id) !== undefined;

export function endSession({ database }: AccessStore, id: string): boolean {
  return database.prepare('delete from sessions where id = ?').run(id).changes > 0;
}

/** Ends the sessions of an account, all but the newest so many; answers how many. */
export const endSessions = ({ database }: AccessStore, account: string, { keep = 0 } = {}): number =>
  Number(
    database
      .prepare(
        `delete from sessions where account = ?
        and id not in (select id from sessions where account = ? order by created_at desc, rowid desc limit ?)`
      )
      .run(account, account, keep).changes
  );

/** Those of an account that go on, the newest first; of all where none is named. */
export const listSessions = (
  { database }: AccessStore,
  account: string | null,
  { now, idle }: { now: number; idle: number }
): Session[] =>
  database
    .prepare(
      `select * from sessions where (account = ?1 or ?1 is null) and ends_at > ?2 and seen_at > ?3
      order by account, created_at desc`
    )
    .all(account, now, now - idle)
    .map(sessionOf);

/** What has ended is of no use to anybody. */
export function sweepSessions({ database }: AccessStore, { now, idle }: { now: number; idle: number }): void {
  database.prepare('delete from sessions where ends_at <= ? or seen_at <= ?').run(now, now - idle);
}
