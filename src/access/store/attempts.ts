import { isIPv4, isIPv6 } from 'node:net';
import type { AccessStore } from './open.ts';

export interface Limits {
  /** Failures of one account from one address after which it is locked for that address. */
  lockAfter: number;
  /** Failures from one address, of whatever accounts. */
  addressFailures: number;
  /** Milliseconds. */
  window: number;
}

/** How many times as many failures lock an account for every address that it never signed in from. */
const elsewhere = 4;
/** Milliseconds that an address is remembered as one that an account signs in from. */
const remembered = 90 * 24 * 3600 * 1000;

/** An attempt that was counted before anybody knew how it ends, so that a hundred at once are a hundred. */
export interface Attempt {
  ids: readonly number[];
}

/**
 * Counts an attempt to sign in, or says for how many milliseconds there can be none. A name is counted whether or not
 * it is anybody's. Whoever fails on purpose locks out themselves, and not the owner, who comes from where they always
 * came from.
 */
export function beginAttempt(
  { database, within }: AccessStore,
  { name, address }: { name: string; address: string },
  { lockAfter, addressFailures, window }: Limits,
  now: number
): Attempt | { wait: number } {
  const from = addressKey(address);
  const counted = [
    ['pair', `${name}\n${from}`, lockAfter],
    ['account', name, isKnownAddress() ? Infinity : lockAfter * elsewhere],
    ['address', from, addressFailures],
  ] as const;
  return within(() => {
    database.prepare('delete from attempts where at <= ?').run(now - window);
    for (const [kind, key, most] of counted) {
      const { n, first } = database
        .prepare('select count(*) as n, min(at) as first from attempts where kind = ? and key = ?')
        .get(kind, key) as { n: number; first: number | null };
      if (n >= most) return { wait: (first ?? now) + window - now };
    }
    return { ids: counted.map(([kind, key]) => insert(kind, key)) };
  });

  function isKnownAddress(): boolean {
    const row = database
      .prepare('select 1 from known_addresses where account = ? and address = ? and at > ?')
      .get(name, from, now - remembered);
    return row !== undefined;
  }
  function insert(kind: string, key: string): number {
    const { lastInsertRowid } = database
      .prepare('insert into attempts (kind, key, at) values (?, ?, ?)')
      .run(kind, key.slice(0, 300), now);
    return Number(lastInsertRowid);
  }
}

/**
 * Takes back what was counted for an attempt that was right, and what the same account failed from the same address:
 * nothing of other accounts, or whoever has one would open the door to guess at the others.
 */
export function succeedAttempt(
  { database, within }: AccessStore,
  { ids }: Attempt,
  { name, address }: { name: string; address: string },
  now: number
): void {
  const from = addressKey(address);
  within(() => {
    for (const id of ids) database.prepare('delete from attempts where id = ?').run(id);
    database.prepare("delete from attempts where kind = 'pair' and key = ?").run(`${name}\n${from}`);
    database
      .prepare(
        'insert into known_addresses (account, address, at) values (?, ?, ?) on conflict do update set at = excluded.at'
      )
      .run(name, from, now);
    database.prepare('delete from known_addresses where at <= ?').run(now - remembered);
  });
}

/** Counts one more of a kind, unless so many were counted in this window. */
function countsMore(
  { database, within }: AccessStore,
  { kind, key, most }: { kind: 'told' | 'code'; key: string; most: number },
  window: number,
  now: number
): boolean {
  const kept = key.slice(0, 300);
  return within(() => {
    const sql = 'select count(*) as n from attempts where kind = ? and key = ? and at > ?';
    const { n } = database.prepare(sql).get(kind, kept, now - window) as { n: number };
    if (n >= most) return false;
    database.prepare('insert into attempts (kind, key, at) values (?, ?, ?)').run(kind, kept, now);
    return true;
  });
}

/** Whether nobody was told yet, in this window, that an account is locked from an address. */
export const isFirstTold = (
  store: AccessStore,
  { name, address }: { name: string; address: string },
  window: number,
  now: number
): boolean => countsMore(store, { kind: 'told', key: `${name}\n${addressKey(address)}`, most: 1 }, window, now);

/**
 * Whether one more failure from an address is told: of what anybody can cause without an account, so many lines a
 * window.
 */
export const isTold = (
  store: AccessStore,
  address: string,
  { addressFailures: most, window }: Pick<Limits, 'addressFailures' | 'window'>,
  now: number
): boolean => countsMore(store, { kind: 'told', key: `\n${addressKey(address)}`, most }, window, now);

/** Counts a code that is tried, whoever shows it: they have the password. False where there were too many. */
export const countCode = (
  store: AccessStore,
  account: string,
  { lockAfter: most, window }: Pick<Limits, 'lockAfter' | 'window'>,
  now: number
): boolean => countsMore(store, { kind: 'code', key: account, most }, window, now);

/** Who is not let try to sign in: an account from an address, or from every one that it never came from; an address. */
export interface Failing {
  account: string | null;
  address: string | null;
  failures: number;
  /** Below it nothing is locked: an address is told that failed as often as would lock an account. */
  isLocked: boolean;
  /** When the oldest of them counts no more. */
  until: number;
}

/** Those that failed often of late, the latest first. A name that is no account is not told: it may be a password. */
export function listFailing(
  { database }: AccessStore,
  { lockAfter, addressFailures, window }: Limits,
  now: number
): Failing[] {
  const rows = database
    .prepare(
      `select kind, key, count(*) as failures, min(at) as first from attempts where at > ?1 and (
        kind = 'address'
        or kind = 'account' and key in (select account from accounts)
        or kind = 'pair' and substr(key, 1, instr(key, char(10)) - 1) in (select account from accounts)
      ) group by kind, key having count(*) >= ?2 order by max(at) desc, kind, key limit 200`
    )
    .all(now - window, lockAfter) as { kind: string; key: string; failures: number; first: number }[];
  return rows.flatMap(({ kind, key, failures, first }): Failing[] => {
    const [account = '', address = ''] = key.split('\n');
    const most = { pair: lockAfter, account: lockAfter * elsewhere, address: addressFailures }[kind] ?? Infinity;
    const isLocked = failures >= most;
    if (kind === 'account' && !isLocked) return [];
    return [
      {
        account: kind === 'address' ? null : account,
        address: kind === 'account' ? null : kind === 'address' ? key : address,
        failures,
        isLocked,
        until: first + window,
      },
    ];
  });
}

export function forgetAttempts({ database }: AccessStore, account: string): void {
  database
    .prepare(
      `delete from attempts where (kind in ('account', 'code') and key = ?1)
      or (kind in ('pair', 'told') and substr(key, 1, length(?1) + 1) = ?1 || char(10))`
    )
    .run(account);
}

export function forgetCodes({ database }: AccessStore, account: string): void {
  database.prepare("delete from attempts where kind = 'code' and key = ?").run(account);
}

/** One who may take any of 2^64 addresses is one. */
export function addressKey(address: string): string {
  const [, plain = address] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const [head = '', tail = ''] = (plain.split('%')[0] ?? '').toLowerCase().split('::');
  const [first, last] = [head, tail].map((part) => part.split(':').filter((each) => each !== ''));
  const missing = Math.max(0, 8 - (first?.length ?? 0) - (last?.length ?? 0));
  const groups = [...(first ?? []), ...Array.from({ length: missing }, () => '0'), ...(last ?? [])];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
