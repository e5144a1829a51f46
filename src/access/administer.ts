import { randomInt } from 'node:crypto';
import { Refusal, type Scope } from '#spec';
import { notOneOf } from '#spec/content';
import { needKnownScope, titleOfDimension } from './content/scope-values.ts';
import { limitsOf, timesOf, type Desk } from './desk.ts';
import { hashPassword } from './password/hash.ts';
import { onRecord } from './on-record.ts';
import { readerOf } from './reader-of.ts';
import { addAccount, changeAccount, findAccount, foldName, listAccounts, type Account } from './store/accounts.ts';
import { forgetAttempts, listFailing, type Failing } from './store/attempts.ts';
import { endSession, endSessions, listSessions } from './store/sessions.ts';
import { withdrawFeeds } from './store/feeds.ts';
import { revokeTokens } from './store/tokens.ts';

/** Who changes accounts: the account of an administrator; null from the command line of the machine. */
export type By = string | null;

export interface Granted {
  role: string;
  scope: Scope;
}

export interface AddedAccount extends Granted {
  account: string;
  title: string;
  office: string;
}

/** Adds an account and answers its first password, which is shown once and is to be changed at the first sign-in. */
export async function add(
  desk: Desk,
  by: By,
  { account: typed, title, office, ...granted }: AddedAccount
): Promise<string> {
  const account = foldName(typed);
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(account))
    throw new Refusal(
      400,
      'bad_name',
      `账号名要是 2 到 40 个小写字母、数字、点、横线（写的是“${typed.slice(0, 60)}”）。`,
      {
        parameter: 'account',
      }
    );
  needRole(desk, granted);
  const password = newPassword();
  const hash = await hashPassword(password);
  const now = desk.now();
  onRecord(desk, (desk) => {
    if (findAccount(desk.store, account) !== null)
      throw new Refusal(409, 'account_exists', `已经有账号 ${account}。`, { parameter: 'account' });
    addAccount(desk.store, {
      account,
      title: clean(title) || account,
      office: clean(office),
      ...granted,
      isActive: true,
      password: hash,
      passwordAt: now,
      mustChange: true,
      subject: null,
      createdAt: now,
    });
    enterLine(desk, by, 'account_added', account, { role: granted.role, ...scopeSaid(granted.scope) });
  });
  return password;
}

/** Gives an account another role or scope. It signs in anew. */
export function grant(desk: Desk, by: By, name: string, granted: Granted): void {
  needRole(desk, granted);
  needAnother(by, name);
  onRecord(desk, (desk) => {
    const account = need(desk, name);
    needOther(desk, account, () => changeAccount(desk.store, account.account, granted));
    endSessions(desk.store, account.account);
    enterLine(desk, by, 'account_granted', account.account, { role: granted.role, ...scopeSaid(granted.scope) });
  });
}

/** Shuts an account, ends its sessions and takes its tokens away. */
export function disable(desk: Desk, by: By, name: string): void {
  needAnother(by, name);
  onRecord(desk, (desk) => {
    const account = need(desk, name);
    needOther(desk, account, () => changeAccount(desk.store, account.account, { isActive: false }));
    endSessions(desk.store, account.account);
    revokeTokens(desk.store, account.account);
    withdrawFeeds(desk.store, account.account);
    enterLine(desk, by, 'account_disabled', account.account);
  });
}

export function enable(desk: Desk, by: By, name: string): void {
  const { account } = need(desk, name);
  onRecord(desk, (desk) => {
    changeAccount(desk.store, account, { isActive: true });
    enterLine(desk, by, 'account_enabled', account);
  });
}

/**
 * Gives an account a password that is shown once, and takes away its second factor and what binds it to a provider: for
 * who forgot the one or lost the other.
 */
export async function reset(desk: Desk, by: By, name: string): Promise<string> {
  needAnother(by, name);
  const { account } = need(desk, name);
  const password = newPassword();
  const hash = await hashPassword(password);
  onRecord(desk, (desk) => {
    changeAccount(desk.store, account, {
      password: hash,
      passwordAt: desk.now(),
      mustChange: true,
      secret: null,
      secretStep: 0,
      subject: null,
    });
    endSessions(desk.store, account);
    revokeTokens(desk.store, account);
    withdrawFeeds(desk.store, account);
    forgetAttempts(desk.store, account);
    enterLine(desk, by, 'account_reset', account);
  });
  return password;
}

/** Ends the sessions of an account, or one of them. */
export function endSessionsOf(desk: Desk, by: By, name: string, id?: string): number {
  const { account } = need(desk, name);
  const isOwn = (each: { id: string }) => each.id === id;
  const known = listSessions(desk.store, account, { now: desk.now(), idle: timesOf(desk).idle });
  return onRecord(desk, (desk) => {
    const ended =
      id === undefined
        ? endSessions(desk.store, account)
        : known.filter(isOwn).filter((each) => endSession(desk.store, each.id)).length;
    if (ended > 0) enterLine(desk, by, 'sessions_ended', account, { sessions: ended });
    return ended;
  });
}

/** Lets an account try to sign in again, from wherever it was locked. */
export function unlock(desk: Desk, by: By, name: string): void {
  const { account } = need(desk, name);
  onRecord(desk, (desk) => {
    forgetAttempts(desk.store, account);
    enterLine(desk, by, 'account_unlocked', account);
  });
}

/** Who failed to sign in often of late: accounts and addresses. */
export const failing = (desk: Desk): Failing[] => listFailing(desk.store, limitsOf(desk), desk.now());

/** Every account, and how many sessions it has. */
export function listed(desk: Desk): (Account & { sessions: number })[] {
  const sessions = listSessions(desk.store, null, { now: desk.now(), idle: timesOf(desk).idle });
  return listAccounts(desk.store).map((account) => ({
    ...account,
    sessions: sessions.filter((each) => each.account === account.account).length,
  }));
}

/** Whether somebody could sign in and tend accounts. */
export const hasAdministrator = (desk: Pick<Desk, 'store' | 'roles'>): boolean =>
  listAccounts(desk.store).some((account) => readerOf(desk, account).capabilities.has('accounts'));

function need({ store }: Desk, name: string): Account {
  const account = findAccount(store, name);
  if (account === null) throw new Refusal(404, 'unknown_account', `没有账号 ${name.slice(0, 60)}。`);
  return account;
}

/** Whoever finds a session open must not get a password of its account by it, nor other rights for themselves. */
function needAnother(by: By, name: string): void {
  if (by !== null && by === foldName(name))
    throw new Refusal(409, 'own_account', '自己的账号在“我的账号”里改；重置、停用、换角色要请另一位管理员来做。');
}

/** Does what may leave nobody to tend accounts, and refuses it where it does: the last locks no door behind them. */
function needOther(desk: Desk, account: Account, change: () => void): void {
  const was = hasAdministrator(desk);
  change();
  if (was && !hasAdministrator(desk))
    throw new Refusal(409, 'last_administrator', `${account.account} 是最后一个能管账号的，先加一个再改。`);
}

function needRole({ roles, dimensions, scopes }: Desk, { role: name, scope }: Granted): void {
  for (const dimension of Object.keys(scope))
    if (!dimensions.includes(dimension))
      throw new Refusal(400, 'unknown_dimension', notOneOf('没有维度', dimension, dimensions), { parameter: 'scope' });
  const role = roles.get(name);
  if (role === undefined)
    throw new Refusal(400, 'unknown_role', notOneOf('没有角色', name, [...roles.keys()]), { parameter: 'role' });
  const missing = role.scopedBy.filter((dimension) => (scope[dimension] ?? []).length === 0);
  if (missing.length > 0)
    throw new Refusal(
      400,
      'no_scope',
      `${role.title}要写明范围：${missing.map((each) => `${titleOfDimension(scopes, each)}（命令里写 --scope ${each}=…）`).join('，')}。`,
      { parameter: 'scope' }
    );
  needKnownScope(scopes, scope);
}

/** Twenty letters and digits without those that are taken for another: 100 bit. */
const newPassword = (): string => {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const part = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [part(), part(), part(), part()].join('-');
};

const clean = (text: string): string => text.normalize('NFC').replace(/\p{C}/gu, '').trim().slice(0, 60);

const scopeSaid = (scope: Scope): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(scope).map(([dimension, values]) => [`scope_${dimension}`, values]));

const enterLine = (
  desk: Desk,
  by: By,
  event: string,
  account: string,
  details: Readonly<Record<string, string | number | readonly string[]>> = {}
): void => desk.record({ stream: 'access', by, event, details: { account, ...details } });
