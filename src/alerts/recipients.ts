import { can, findAccount, readerOf, type Desk, type Reader } from '#access';
import type { Subscription } from './content/recipients.ts';
import type { Recipient } from './incident.ts';

/**
 * Who may be told something now: of those that content names, the accounts that are there and active, with the role and
 * the scope that they have at this moment. On one seat there are no accounts, and nobody is told anything.
 */
export function recipientsOf(
  subscriptions: readonly Subscription[],
  desk: Pick<Desk, 'store' | 'roles'> | null
): Recipient[] {
  if (desk === null) return [];
  const byAccount = Map.groupBy(subscriptions, ({ account }) => account);
  return [...byAccount].flatMap(([account, own]): Recipient[] => {
    const found = findAccount(desk.store, account);
    const reader = found === null ? null : readerOf(desk, found);
    if (found === null || reader === null || reader.capabilities.size === 0) return [];
    return [
      {
        id: account,
        roles: [...new Set([found.role, ...own.flatMap(({ duties }) => duties)])],
        scope: reader.scope,
        seesRows: can(reader, 'rows'),
        channels: own.map(({ channel }) => channel),
      },
    ];
  });
}

/** As whom an account reads now; null where it may see nothing any more. */
export function readerNow(account: string, desk: Pick<Desk, 'store' | 'roles'>): Reader | null {
  const found = findAccount(desk.store, account);
  const reader = found === null ? null : readerOf(desk, found);
  return reader === null || reader.capabilities.size === 0 ? null : reader;
}
