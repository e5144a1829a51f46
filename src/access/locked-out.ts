import type { Desk } from './desk.ts';
import { hasAdministrator } from './administer.ts';
import { readerOf } from './reader-of.ts';
import { findAccount, listAccounts } from './store/accounts.ts';

/** Why other roles would lock somebody out, with `by` who would save them; null where they do not. */
export function lockedOutBy(desk: Pick<Desk, 'store' | 'roles'>, by: string | null): string | null {
  const accounts = listAccounts(desk.store);
  if (accounts.length === 0) return null;
  const lost = accounts.filter(({ role }) => !desk.roles.has(role));
  if (lost.length > 0)
    return `账号 ${lost.map(({ account, role }) => `${account}（${role}）`).join('、')}的角色就没有了。先给他们换角色，再删。`;
  if (!hasAdministrator(desk)) return '这样改以后没有一个账号能管账号，谁也改不回来。没有保存。';
  const own = by === null ? null : findAccount(desk.store, by);
  return own === null || readerOf(desk, own).capabilities.has('accounts')
    ? null
    : '这样改以后您自己的账号就不能管账号、也不能再改这张表了。请另一位管理员来改。';
}
