import { existsSync } from 'node:fs';
import type { Scope } from '#spec';
import { listAccounts, type Account } from './accounts.ts';
import { accessFile, openAccess } from './open.ts';

/** What another machine has to know of an account: what it may see, and nothing that anybody could sign in with. */
type ToldAccount = Pick<Account, 'account' | 'title' | 'office' | 'role' | 'scope' | 'isActive'>;

/** The accounts of a warehouse as a text, the same for the same accounts; null where nobody signs in. */
export function tellAccounts(warehouse: string): string | null {
  const path = accessFile(warehouse);
  if (!existsSync(path)) return null;
  const store = openAccess(path);
  try {
    const told = listAccounts(store).map(({ account, title, office, role, scope, isActive }): ToldAccount => ({
      account,
      title,
      office,
      role,
      scope,
      isActive,
    }));
    return JSON.stringify({ format: 1, accounts: told });
  } finally {
    store.close();
  }
}

/** Puts such accounts in the place of those that a copy has, all at once. Nobody can sign in with any of them there. */
export function takeAccounts(warehouse: string, text: string): void {
  const { format, accounts } = JSON.parse(text) as { format: number; accounts: ToldAccount[] };
  if (format !== 1 || !accounts.every(isAccount)) throw new Error('账号不是这个程序写的，没有采用');
  const store = openAccess(accessFile(warehouse));
  try {
    store.within(() => {
      store.database.exec('update accounts set is_active = 0');
      const put = store.database.prepare(
        `insert into accounts (account, title, office, role, scope, is_active, password_at, must_change, created_at)
        values (?, ?, ?, ?, ?, ?, 0, 0, 0)
        on conflict (account) do update set title = excluded.title, office = excluded.office, role = excluded.role,
          scope = excluded.scope, is_active = excluded.is_active`
      );
      for (const { account, title, office, role, scope, isActive } of accounts)
        put.run(account, title, office, role, JSON.stringify(scope), Number(isActive));
    });
  } finally {
    store.close();
  }
}

const isAccount = (said: ToldAccount): boolean =>
  [said.account, said.title, said.office, said.role].every((each) => typeof each === 'string') &&
  typeof said.isActive === 'boolean' &&
  isScope(said.scope);

const isScope = (said: Scope | null): boolean =>
  typeof said === 'object' &&
  said !== null &&
  Object.values(said).every((values) => Array.isArray(values) && values.every((value) => typeof value === 'string'));
