import { randomBytes } from 'node:crypto';
import type { AccessStore } from './open.ts';
import { hashOfKey, newKey } from './sessions.ts';

/** An address by which a program of a reader looks what is told them, with no sign-in; it may be withdrawn. */
export interface Feed {
  id: string;
  account: string;
  /** What it is for, in the words of whoever made it. */
  title: string;
  createdAt: number;
  usedAt: number | null;
}

/** Makes one and answers the part of its address that is shown once. */
export function addFeed(
  { database }: AccessStore,
  { account, title, createdAt }: Omit<Feed, 'id' | 'usedAt'>
): { id: string; key: string } {
  const key = newKey();
  const id = randomBytes(6).toString('hex');
  database
    .prepare('insert into feeds (id, hash, account, title, created_at) values (?, ?, ?, ?, ?)')
    .run(id, hashOfKey(key), account, title, createdAt);
  return { id, key };
}

const feedOf = (row: Readonly<Record<string, unknown>>): Feed => ({
  id: String(row.id),
  account: String(row.account),
  title: String(row.title),
  createdAt: Number(row.created_at),
  usedAt: row.used_at === null ? null : Number(row.used_at),
});

/** The feed of an address, as it was before it was looked at now. */
export function findFeed({ database }: AccessStore, key: string, now: number): Feed | null {
  const row = database.prepare('select * from feeds where hash = ?').get(hashOfKey(key));
  if (row === undefined) return null;
  const feed = feedOf(row);
  if (now - (feed.usedAt ?? 0) > 60_000)
    database.prepare('update feeds set used_at = ? where id = ?').run(now, feed.id);
  return feed;
}

export const listFeeds = ({ database }: AccessStore, account: string): Feed[] =>
  database.prepare('select * from feeds where account = ? order by created_at desc, id').all(account).map(feedOf);

export const withdrawFeed = ({ database }: AccessStore, account: string, id: string): boolean =>
  database.prepare('delete from feeds where account = ? and id = ?').run(account, id).changes > 0;

export const withdrawFeeds = ({ database }: AccessStore, account: string): number =>
  Number(database.prepare('delete from feeds where account = ?').run(account).changes);
