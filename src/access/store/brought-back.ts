import { existsSync } from 'node:fs';
import { listAccounts } from './accounts.ts';
import { accessFile, openAccess, type AccessStore } from './open.ts';

/** A way in that outlives a session. */
export interface WayIn {
  id: string;
  account: string;
  title: string;
}

/** What a warehouse that was brought back lets in, as it stood when the backup was made. */
export interface WaysIn {
  sessions: number;
  tokens: WayIn[];
  feeds: WayIn[];
  /** Accounts that may sign in. */
  active: string[];
}

const ways = ({ database }: AccessStore, table: 'tokens' | 'feeds'): WayIn[] =>
  database
    .prepare(`select id, account, title from ${table} order by account, id`)
    .all()
    .map(({ id, account, title }) => ({ id: String(id), account: String(account), title: String(title) }));

/**
 * Ends what came into a warehouse before it was brought back: whatever was ended, withdrawn or revoked since the backup
 * would be valid again. Tokens and feeds stay where somebody said that none was. `record` is told first; null where
 * nobody signs in.
 */
export function endWaysIn(
  warehouse: string,
  { keepsTokens }: { keepsTokens: boolean },
  record: (found: WaysIn) => void
): WaysIn | null {
  const path = accessFile(warehouse);
  if (!existsSync(path)) return null;
  const store = openAccess(path);
  const { database, within, close } = store;
  try {
    return within(() => {
      const sessions = Number(database.prepare('select count(*) as n from sessions').get()?.n);
      const active = listAccounts(store).flatMap(({ account, isActive }) => (isActive ? [account] : []));
      const found = { sessions, tokens: ways(store, 'tokens'), feeds: ways(store, 'feeds'), active };
      record(found);
      database.exec('delete from sessions');
      if (!keepsTokens) database.exec('delete from tokens; delete from feeds');
      return found;
    });
  } finally {
    close();
  }
}
