import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { hashOfEntry, type Entry } from './entry.ts';

/** The stream of the record that says which of its lines say something else than they did, and why. */
export const redactionStream = 'erasures';

const event = 'lines_redacted';

/** That texts were taken out of lines: each is told by its place and the hash of what it says since. */
interface RedactedLines {
  event: typeof event;
  id: string;
  basis: string;
  lines: { position: number; content: string }[];
}

/** The hash of what a line says, whatever it said when it was chained. */
export const contentOf = ({ body }: Pick<Entry, 'body'>): string => createHash('sha256').update(body).digest('hex');

/** By place, the hashes of what lines may say besides what they were chained with. */
export function redactedIn(lines: readonly Pick<Entry, 'body'>[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const { body } of lines) {
    const said = JSON.parse(body) as Partial<RedactedLines>;
    for (const { position, content } of said.event === event ? (said.lines ?? []) : [])
      found.set(position, (found.get(position) ?? new Set()).add(content));
  }
  return found;
}

export interface RedactOptions {
  id: string;
  by: string;
  at: string;
  basis: string;
  /** What a line is to say; the same where nothing of it is to go. */
  rewrite: (entry: Entry) => string;
}

/**
 * Takes texts out of the lines of a record. The hashes stay, so that the chain holds and a hash that was noted down
 * does, and a line at its end says which lines these are, by whom and why: without it each of them would be found
 * broken. All or nothing; answers how many lines.
 */
export function redactRecord(path: string, { id, by, at, basis, rewrite }: RedactOptions): number {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  try {
    database.exec('pragma secure_delete = on');
    database.exec('begin immediate');
    const entries = database.prepare('select * from entries order by position').all() as unknown as Entry[];
    const lines = entries.flatMap((entry) => {
      const body = rewrite(entry);
      return body === entry.body ? [] : [{ position: entry.position, body }];
    });
    if (lines.length === 0) {
      database.exec('rollback');
      return 0;
    }
    changeBodies(database, lines);
    const last = entries.at(-1) as Entry;
    const told: RedactedLines = {
      event,
      id,
      basis,
      lines: lines.map(({ position, body }) => ({ position, content: contentOf({ body }) })),
    };
    const line = {
      position: last.position + 1,
      stream: redactionStream,
      at,
      by,
      body: JSON.stringify(told),
      previous: last.hash,
    };
    database
      .prepare('insert into entries (position, stream, at, "by", body, previous, hash) values (?, ?, ?, ?, ?, ?, ?)')
      .run(line.position, line.stream, line.at, line.by, line.body, line.previous, hashOfEntry(line));
    database.exec('commit');
    return lines.length;
  } finally {
    if (database.isTransaction) database.exec('rollback');
    database.close();
  }
}

/**
 * Lets the lines of a record say what they say elsewhere since texts were taken out of them there. Only of a line that
 * is the same by its hash, and only what `redacted` lines say that it says now; any other is an Error. All or nothing.
 */
export function redactAlike(path: string, elsewhere: readonly Entry[]): number {
  const allowed = redactedIn(elsewhere.filter(({ stream }) => stream === redactionStream));
  const database = new DatabaseSync(path, { timeout: 10_000 });
  try {
    database.exec('pragma secure_delete = on; begin immediate');
    const find = database.prepare('select * from entries where position = ?');
    const lines = elsewhere.filter((entry) => {
      const own = find.get(entry.position) as unknown as Entry | undefined;
      if (own === undefined || own.body === entry.body) return false;
      if (own.hash !== entry.hash || !allowed.get(entry.position)?.has(contentOf(entry)))
        throw new Error(`第 ${entry.position} 条与那边的不同`);
      return true;
    });
    changeBodies(database, lines);
    database.exec('commit');
    return lines.length;
  } finally {
    if (database.isTransaction) database.exec('rollback');
    database.close();
  }
}

function changeBodies(database: DatabaseSync, lines: readonly Pick<Entry, 'position' | 'body'>[]): void {
  if (lines.length === 0) return;
  const guard = database
    .prepare("select sql from sqlite_schema where type = 'trigger' and name = 'entries_never_change'")
    .get();
  database.exec('drop trigger entries_never_change');
  const change = database.prepare('update entries set body = ? where position = ?');
  for (const { position, body } of lines) change.run(body, position);
  database.exec(String(guard?.sql));
}

/**
 * Rewrites every text in the tables of a SQLite file, all or nothing; answers how many cells by table. With `isMeant`
 * false it only counts.
 */
export function rewriteTables(
  path: string,
  rewrite: (text: string) => string,
  { isMeant, passOver = [] }: { isMeant: boolean; passOver?: readonly string[] }
): Map<string, number> {
  const database = new DatabaseSync(path, { timeout: 10_000, readOnly: !isMeant });
  try {
    if (isMeant) database.exec('pragma secure_delete = on; begin immediate');
    const counts = new Map<string, number>();
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'")
      .all()
      .map(({ name }) => String(name));
    for (const table of tables.filter((name) => !passOver.includes(name))) {
      const rows = database.prepare(`select rowid as "row of it", * from ${quoted(table)}`).all();
      for (const { 'row of it': row, ...cells } of rows) {
        const other = Object.entries(cells).flatMap(([column, value]) => {
          const fresh = typeof value === 'string' ? rewrite(value) : value;
          return fresh === value ? [] : [[column, fresh as string] as const];
        });
        if (other.length === 0) continue;
        counts.set(table, (counts.get(table) ?? 0) + other.length);
        if (isMeant)
          database
            .prepare(
              `update ${quoted(table)} set ${other.map(([column]) => `${quoted(column)} = ?`).join(', ')} where rowid = ?`
            )
            .run(...other.map(([, fresh]) => fresh), Number(row));
      }
    }
    if (isMeant) database.exec('commit');
    return counts;
  } finally {
    if (database.isTransaction) database.exec('rollback');
    database.close();
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Writes a SQLite file anew and empties its log: what was deleted or changed stands in neither any more. False where
 * somebody reads it and the log cannot be emptied now. One that nobody else has open is left without a log.
 */
export function compact(path: string, { isAlone }: { isAlone: boolean }): boolean {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  try {
    database.exec('pragma secure_delete = on; vacuum');
    if (isAlone) database.exec('pragma journal_mode = delete');
    const [said] = database.prepare('pragma wal_checkpoint(truncate)').all();
    return Number(said?.busy ?? 0) === 0;
  } finally {
    database.close();
  }
}
