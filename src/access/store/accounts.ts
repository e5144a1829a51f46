import type { Scope } from '#spec';
import type { AccessStore } from './open.ts';

/** Who may sign in. Times are milliseconds since 1970. */
export interface Account {
  /** Its name, which never becomes another. */
  account: string;
  /** Who or what it is of, and of which office. */
  title: string;
  office: string;
  role: string;
  scope: Scope;
  isActive: boolean;
  /** As it was hashed; null where the account comes by a provider alone. */
  password: string | null;
  passwordAt: number;
  /** Whether the password was given by somebody else. */
  mustChange: boolean;
  /** Of the second factor; null where there is none. */
  secret: string | null;
  /** The step that the last code was of. */
  secretStep: number;
  /** How the provider calls it for ever, once it came by it. */
  subject: string | null;
  createdAt: number;
  signedInAt: number | null;
}

type Row = Readonly<Record<string, string | number | null>>;

const accountOf = (row: Row): Account => ({
  account: String(row.account),
  title: String(row.title),
  office: String(row.office),
  role: String(row.role),
  scope: JSON.parse(String(row.scope)) as Scope,
  isActive: row.is_active === 1,
  password: row.password === null ? null : String(row.password),
  passwordAt: Number(row.password_at),
  mustChange: row.must_change === 1,
  secret: row.secret === null ? null : String(row.secret),
  secretStep: Number(row.secret_step),
  subject: row.subject === null ? null : String(row.subject),
  createdAt: Number(row.created_at),
  signedInAt: row.signed_in_at === null ? null : Number(row.signed_in_at),
});

/** The name of an account as it is kept: people type it in capitals too. */
export const foldName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

export function findAccount({ database }: AccessStore, name: string): Account | null {
  const row = database.prepare('select * from accounts where account = ?').get(foldName(name));
  return row === undefined ? null : accountOf(row as Row);
}

/**
 * The account that a portal or a provider names. Capitals are as good as small letters there too, and nothing else is
 * another letter: `jinªn` and `ｊinan` are other people.
 */
export const findNamed = (store: AccessStore, name: string): Account | null =>
  /^[\x21-\x7e]+$/.test(name) ? findAccount(store, name) : null;

export function findBySubject({ database }: AccessStore, subject: string): Account | null {
  const row = database.prepare('select * from accounts where subject = ?').get(subject);
  return row === undefined ? null : accountOf(row as Row);
}

export const listAccounts = ({ database }: AccessStore): Account[] =>
  (database.prepare('select * from accounts order by account').all() as Row[]).map(accountOf);

export function addAccount(
  { database }: AccessStore,
  added: Omit<Account, 'signedInAt' | 'secret' | 'secretStep'>
): void {
  const { account, title, office, role, scope, isActive, password, passwordAt, mustChange, subject, createdAt } = added;
  database
    .prepare(
      `insert into accounts
        (account, title, office, role, scope, is_active, password, password_at, must_change, subject, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    .run(
      account,
      title,
      office,
      role,
      JSON.stringify(scope),
      Number(isActive),
      password,
      passwordAt,
      Number(mustChange),
      subject,
      createdAt
    );
}

const columns = {
  title: 'title',
  office: 'office',
  role: 'role',
  scope: 'scope',
  isActive: 'is_active',
  password: 'password',
  passwordAt: 'password_at',
  mustChange: 'must_change',
  secret: 'secret',
  secretStep: 'secret_step',
  subject: 'subject',
  signedInAt: 'signed_in_at',
} as const satisfies Partial<Record<keyof Account, string>>;

/** Changes of an account what is named. */
export function changeAccount(
  { database }: AccessStore,
  account: string,
  change: Partial<Pick<Account, keyof typeof columns>>
): void {
  for (const [name, value] of Object.entries(change)) {
    const kept =
      typeof value === 'boolean'
        ? Number(value)
        : typeof value === 'object' && value !== null
          ? JSON.stringify(value)
          : value;
    database
      .prepare(`update accounts set ${columns[name as keyof typeof columns]} = ? where account = ?`)
      .run(kept, account);
  }
}

/** The last passwords of an account, the newest first, as they were hashed. */
export const oldPasswords = ({ database }: AccessStore, account: string, count: number): string[] =>
  database
    .prepare('select password from old_passwords where account = ? order by at desc, rowid desc limit ?')
    .all(account, count)
    .map(({ password }) => String(password));

export function keepOldPassword({ database }: AccessStore, account: string, password: string, at: number): void {
  database.prepare('insert into old_passwords (account, password, at) values (?, ?, ?)').run(account, password, at);
}
