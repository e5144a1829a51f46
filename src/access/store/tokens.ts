import { randomBytes } from 'node:crypto';
import type { Capability } from '#spec';
import type { AccessStore } from './open.ts';
import { hashOfKey, newKey } from './sessions.ts';

/** What a program shows instead of a session, for a while, and for less than its account may. */
export interface Token {
  id: string;
  account: string;
  title: string;
  capabilities: readonly Capability[];
  createdAt: number;
  endsAt: number;
  usedAt: number | null;
}

/** Known by how it begins, so that one that was published by mistake can be searched for. */
const mark = 'baijing_';

/** Makes a token and answers what is shown once. */
export function addToken(
  { database }: AccessStore,
  { account, title, capabilities, createdAt, endsAt }: Omit<Token, 'id' | 'usedAt'>
): { id: string; key: string } {
  const key = mark + newKey();
  const id = randomBytes(6).toString('hex');
  database
    .prepare(
      'insert into tokens (id, hash, account, title, capabilities, created_at, ends_at) values (?, ?, ?, ?, ?, ?, ?)'
    )
    .run(id, hashOfKey(key), account, title, JSON.stringify(capabilities), createdAt, endsAt);
  return { id, key };
}

const tokenOf = (row: Readonly<Record<string, unknown>>): Token => ({
  id: String(row.id),
  account: String(row.account),
  title: String(row.title),
  capabilities: JSON.parse(String(row.capabilities)) as Capability[],
  createdAt: Number(row.created_at),
  endsAt: Number(row.ends_at),
  usedAt: row.used_at === null ? null : Number(row.used_at),
});

export function findToken({ database }: AccessStore, key: string, now: number): Token | null {
  if (!key.startsWith(mark)) return null;
  const row = database.prepare('select * from tokens where hash = ? and ends_at > ?').get(hashOfKey(key), now);
  if (row === undefined) return null;
  const token = tokenOf(row);
  if (now - (token.usedAt ?? 0) > 60_000)
    database.prepare('update tokens set used_at = ? where id = ?').run(now, token.id);
  return token;
}

export const listTokens = ({ database }: AccessStore, account: string, now: number): Token[] =>
  database
    .prepare('select * from tokens where account = ? and ends_at > ? order by created_at desc')
    .all(account, now)
    .map(tokenOf);

export const revokeToken = ({ database }: AccessStore, account: string, id: string): boolean =>
  database.prepare('delete from tokens where account = ? and id = ?').run(account, id).changes > 0;

export const revokeTokens = ({ database }: AccessStore, account: string): number =>
  Number(database.prepare('delete from tokens where account = ?').run(account).changes);
