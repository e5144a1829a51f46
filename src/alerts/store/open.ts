import { join } from 'node:path';
import { openTables, type Tables } from '#store';

/** The file that keeps what is told of a warehouse, beside its record, in its backup. */
export const alertsFile = (warehouse: string): string => join(warehouse, 'alerts.sqlite');

/** What is open, what waits to be told, and what became of it. What people did stands in the record besides. */
export type AlertsStore = Tables;

/** Opens what is told, and makes the file, for its owner alone, where it is not there. */
export const openAlerts = (path: string): AlertsStore => openTables(path, { schema, called: '提醒' });

/** Times are civil, of the province; lists and objects are JSON. */
const schema = `
  create table if not exists conditions (alert text primary key, body text not null check (json_valid(body))) strict;
  create table if not exists evaluations (
    id integer primary key,
    version text not null,
    -- What else is evaluated again: the place of the publication, decisions, conditions.
    asked text not null,
    at text not null,
    unique (version, asked)
  ) strict;
  create table if not exists incidents (
    id integer primary key,
    alert text not null,
    key text not null,
    number integer not null,
    status text not null check (status in ('open', 'away', 'closed')),
    opened_at text not null,
    body text not null check (json_valid(body)),
    unique (alert, key, number)
  ) strict;
  create index if not exists incidents_that_stand on incidents (status, alert, key);
  create table if not exists history (
    id integer primary key,
    incident integer not null references incidents,
    at text not null,
    what text not null,
    by text,
    note text
  ) strict;
  create index if not exists history_of_an_incident on history (incident, id);
  create table if not exists items (
    id integer primary key,
    alert text not null,
    key text not null,
    number integer not null,
    what text not null,
    recipient text not null,
    due text not null,
    made_at text not null,
    status text not null default 'waiting' check (status in ('waiting', 'left', 'dropped')),
    ended_at text,
    why text,
    unique (alert, key, number, what, recipient, made_at)
  ) strict;
  create index if not exists items_that_wait on items (status, due);
  create table if not exists outbox (
    number integer primary key,
    id text not null unique,
    message_id text not null unique,
    recipient text not null,
    channel text not null,
    items text not null check (json_valid(items)),
    due text not null,
    made_at text not null,
    status text not null default 'waiting'
      check (status in ('waiting', 'sending', 'sent', 'refused', 'given up', 'dropped')),
    attempts integer not null default 0,
    first_at text,
    next_at text,
    ended_at text,
    why text
  ) strict;
  create index if not exists outbox_that_waits on outbox (status, next_at, due);
  create table if not exists attempts (
    id integer primary key,
    outbox integer not null references outbox,
    attempt integer not null,
    at text not null,
    ended_at text,
    answer text,
    said text,
    unique (outbox, attempt)
  ) strict;`;
