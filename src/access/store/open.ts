import { join } from 'node:path';
import { openTables, type Tables } from '#store';

/** The file that keeps accounts, sessions and tokens of a warehouse, beside its record. */
export const accessFile = (warehouse: string): string => join(warehouse, 'access.sqlite');

/** Accounts and what belongs to them. It changes; what was changed stands in the record. */
export type AccessStore = Tables;

/** Opens the accounts of a warehouse, and makes the file, for its owner alone, where it is not there. */
export const openAccess = (path: string): AccessStore => openTables(path, { schema, called: '账号' });

const schema = `
  create table if not exists accounts (
    account text primary key,
    title text not null,
    office text not null,
    role text not null,
    scope text not null check (json_valid(scope)),
    is_active integer not null default 1,
    password text,
    password_at integer not null,
    must_change integer not null,
    secret text,
    secret_step integer not null default 0,
    subject text unique,
    created_at integer not null,
    signed_in_at integer
  ) strict;
  create table if not exists old_passwords (
    account text not null references accounts,
    password text not null,
    at integer not null
  ) strict;
  create table if not exists sessions (
    id text primary key,
    account text not null references accounts,
    stage text not null,
    way text not null,
    address text not null,
    secret text,
    ticket text,
    created_at integer not null,
    seen_at integer not null,
    ends_at integer not null
  ) strict;
  create index if not exists sessions_of_an_account on sessions (account);
  create table if not exists tokens (
    id text primary key,
    hash text not null unique,
    account text not null references accounts,
    title text not null,
    capabilities text not null,
    created_at integer not null,
    ends_at integer not null,
    used_at integer
  ) strict;
  create table if not exists feeds (
    id text primary key,
    hash text not null unique,
    account text not null references accounts,
    title text not null,
    created_at integer not null,
    used_at integer
  ) strict;
  create table if not exists attempts (
    id integer primary key,
    kind text not null,
    key text not null,
    at integer not null
  ) strict;
  create index if not exists attempts_of_a_key on attempts (kind, key, at);
  create table if not exists known_addresses (
    account text not null references accounts,
    address text not null,
    at integer not null,
    primary key (account, address)
  ) strict;`;
