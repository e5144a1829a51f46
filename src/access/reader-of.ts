import type { Capability } from '#spec';
import type { Desk } from './desk.ts';
import { nobody, type Reader } from './reader.ts';
import { findAccount, type Account } from './store/accounts.ts';

/**
 * What an account may do and see, by its role as content says it now. A role that is not there any more, or rows that
 * the role divides and the account was given no values of, are nothing at all.
 */
export function readerOf(
  { roles }: Pick<Desk, 'roles'>,
  { account, title, role: name, scope, isActive }: Pick<Account, 'account' | 'title' | 'role' | 'scope' | 'isActive'>,
  only?: readonly Capability[]
): Reader {
  const role = roles.get(name);
  const isScoped = role?.scopedBy.every((dimension) => (scope[dimension] ?? []).length > 0) ?? false;
  if (role === undefined || !isActive || !isScoped) return { ...nobody, account, name: title };
  const may = only === undefined ? role.capabilities : only.filter((each) => role.capabilities.has(each));
  return { account, name: title, capabilities: new Set(may), scope };
}

/** What an account may do and see now, by its name: it may have been shut, or given another role or scope. */
export function readerNow(desk: Pick<Desk, 'store' | 'roles'>, name: string): Reader {
  const account = findAccount(desk.store, name);
  return account === null ? nobody : readerOf(desk, account);
}
