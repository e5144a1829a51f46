import { DatabaseSync } from 'node:sqlite';
import { hashOfEntry, type Entry, type Statement } from './entry.ts';
import { formOf, takeForm } from './form.ts';
import { contentOf, redactedIn, redactionStream } from './redact.ts';
import { conditionOf, eventSql, type LineSearch } from './lines.ts';

/**
 * The record of a warehouse: what was published and, later, decided. It is only ever added to; triggers refuse anything
 * else, and whoever goes round the triggers breaks the chain of hashes.
 */
export interface Store {
  /** Adds a line. After it the line would outlive a power cut. */
  append(statement: Statement): Entry;
  /** Adds the lines that `make` answers, all or none: what it reads is what they follow. */
  appendAll(make: () => readonly Statement[]): Entry[];
  /**
   * Adds lines that were written elsewhere, as they are, all or none: each must follow the line before it by its hash.
   * One that does not is an Error.
   */
  take(entries: readonly Entry[]): void;
  /** Every line, or those of one stream, from the first on or after a position. */
  entries(stream?: string, after?: number): Entry[];
  /** The lines that are asked for, the newest first, a page of them; and how many there are in all. */
  find(search: LineSearch, page: { limit: number; offset: number }): { total: number; entries: Entry[] };
  /** What the lines are about, each once. */
  events(): string[];
  /** The last line, or the last of one stream; undefined where there is none. */
  last(stream?: string): Entry | undefined;
  /** The hash of the last line, which stands for all of them; null where there is none. */
  head(): string | null;
  /**
   * The first line that is not what was written, and how it shows; null where the chain is whole. After a line that was
   * looked at before, only what follows it, and that it is still the same.
   */
  broken(after?: Pick<Entry, 'position' | 'hash'>): { position: number; problem: string } | null;
  /** Another number after whatever somebody else wrote. */
  stamp(): number;
  close(): void;
}

export interface StoreOptions {
  /** Reads alone: the file must be there. */
  readOnly?: boolean;
}

/** Milliseconds that one process waits while another writes. */
const deadline = 10_000;

/** Opens the record, and makes it where it is not there. What is no record, or a newer program's, is an Error. */
export function openStore(path: string, { readOnly = false }: StoreOptions = {}): Store {
  const database = new DatabaseSync(path, { readOnly, timeout: deadline });
  try {
    formOf(database, 0, path);
    if (!readOnly) prepare(database, path);
    return storeIn(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: DatabaseSync, path: string): void {
  database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  within(database, () => takeForm(database, { schema }, path));
}

/** A second process waits from the first statement on: what it reads is what it adds to. */
function within<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const done = work();
    database.exec('commit');
    return done;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

function storeIn(database: DatabaseSync): Store {
  const select = (rest: string, ...values: (string | number)[]) =>
    database.prepare(`select ${columns} from entries ${rest}`).all(...values) as unknown as Entry[];
  const last = (stream?: string): Entry | undefined =>
    stream === undefined
      ? select('order by position desc limit 1')[0]
      : select('where stream = ? order by position desc limit 1', stream)[0];
  const insert = ({ position, stream, at, by, body, previous, hash }: Entry) =>
    database
      .prepare(`insert into entries (${columns}) values (?, ?, ?, ?, ?, ?, ?)`)
      .run(position, stream, at, by, body, previous, hash);
  const add = (statement: Statement): Entry => {
    const before = last();
    const line = { ...statement, position: (before?.position ?? 0) + 1, previous: before?.hash ?? '' };
    const entry: Entry = { ...line, hash: hashOfEntry(line) };
    insert(entry);
    return entry;
  };
  select('limit 0');
  const version = database.prepare('pragma data_version');
  return {
    append: (statement) => within(database, () => add(statement)),
    appendAll: (make) => within(database, () => make().map(add)),
    take: (entries) =>
      within(database, () => {
        let before: Pick<Entry, 'position' | 'hash'> = last() ?? { position: 0, hash: '' };
        for (const entry of entries) {
          const problem = problemOf(entry, before);
          if (problem !== null) throw new Error(`第 ${entry.position} 条：${problem}`);
          insert(entry);
          before = entry;
        }
      }),
    entries: (stream, after = 0) =>
      stream === undefined
        ? select('where position > ? order by position', after)
        : select('where stream = ? and position > ? order by position', stream, after),
    find(search, { limit, offset }) {
      const { where, values } = conditionOf(search);
      const { total } = database.prepare(`select count(*) as total from entries ${where}`).get(values) ?? {};
      const entries = database
        .prepare(`select ${columns} from entries ${where} order by position desc limit $limit offset $offset`)
        .all({ ...values, $limit: limit, $offset: offset });
      return { total: Number(total), entries: entries as unknown as Entry[] };
    },
    events: () =>
      database
        .prepare(`select distinct ${eventSql} as event from entries order by 1`)
        .all()
        .map(({ event }) => String(event)),
    last,
    head: () => last()?.hash ?? null,
    broken(after = { position: 0, hash: '' }) {
      let before = after;
      const redacted = redactedIn(select('where stream = ?', redactionStream));
      const isKnown = (entry: Entry) =>
        hashOfEntry(entry) === entry.hash || redacted.get(entry.position)?.has(contentOf(entry));
      const known = after.position === 0 ? undefined : select('where position = ?', after.position)[0];
      if (after.position > 0 && (known === undefined || known.hash !== after.hash || !isKnown(known)))
        return { position: after.position, problem: known === undefined ? '不在了' : '内容被改动过' };
      const lines = database
        .prepare(`select ${columns} from entries where position > ? order by position`)
        .iterate(after.position);
      for (const entry of lines as unknown as Iterable<Entry>) {
        const problem = problemOf(entry, before) ?? (isKnown(entry) ? null : '内容被改动过');
        if (problem !== null) return { position: entry.position, problem };
        before = entry;
      }
      return null;
    },
    stamp: () => Number(version.get()?.data_version),
    close: () => database.close(),
  };
}

function problemOf(entry: Entry, before: { position: number; hash: string }): string | null {
  if (entry.position !== before.position + 1) return `第 ${before.position + 1} 条不在了`;
  return entry.previous === before.hash ? null : '接不上前一条';
}

const columns = 'position, stream, at, "by", body, previous, hash';

const schema = `
  create table if not exists entries (
    position integer primary key,
    stream text not null,
    at text not null,
    "by" text,
    body text not null check (json_valid(body)),
    previous text not null,
    hash text not null
  ) strict;
  create index if not exists entries_of_a_stream on entries (stream, position);
  create trigger if not exists entries_follow_each_other before insert on entries
  when new.position is not (select coalesce(max(position), 0) + 1 from entries)
    or new.previous is not (select coalesce((select hash from entries order by position desc limit 1), ''))
  begin
    select raise(abort, 'a line of the record follows the last one');
  end;
  create trigger if not exists entries_never_change before update on entries
  begin
    select raise(abort, 'a line of the record never changes');
  end;
  create trigger if not exists entries_stay before delete on entries
  begin
    select raise(abort, 'a line of the record stays');
  end;`;
