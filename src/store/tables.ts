import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { formOf, takeForm, TooNew, type Form } from './form.ts';

/** Tables that change, in a file of their own beside the record, where what people did stands. */
export interface Tables {
  database: DatabaseSync;
  /** Does something as one: all of it or nothing, and beside no other process. */
  within<T>(work: () => T): T;
  close(): void;
}

/** Milliseconds that one process waits for another. */
const deadline = 10_000;

/**
 * Opens such a file, and makes it, for its owner alone, where it is not there; it is brought to the form that is given.
 * `called` is what people call it: one that cannot be opened is an Error with what to do.
 */
export function openTables(path: string, { called, ...form }: Form & { called: string }): Tables {
  // Its journals get the mode of the file.
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { timeout: deadline });
  const within = <T>(work: () => T): T => {
    database.exec('begin immediate');
    try {
      const done = work();
      database.exec('commit');
      return done;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  };
  try {
    formOf(database, form.steps?.length ?? 0, `${called} ${path}`);
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    within(() => takeForm(database, form, `${called} ${path}`));
  } catch (error) {
    database.close();
    if (error instanceof TooNew) throw error;
    const whatToDo = isUnwritable(error) ? '请看磁盘是不是满了、能不能写' : '请从备份恢复它';
    throw new Error(`${called} ${path} 打不开（${(error as Error).message}）。${whatToDo}，再重新运行。`, {
      cause: error,
    });
  }
  return { database, within, close: () => database.close() };
}

/** Whether the disk took nothing (SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY): no file is damaged by that. */
export const isUnwritable = (error: unknown): boolean =>
  [8, 10, 13].includes(Number((error as { errcode?: number } | undefined)?.errcode) & 0xff);

/** A number that such a file answers, without writing to it; 0 of a table that an older program did not make. */
export function countIn(path: string, sql: string, ...values: (string | number)[]): number {
  const database = new DatabaseSync(path, { timeout: deadline, readOnly: true });
  try {
    return Number(Object.values(database.prepare(sql).get(...values) ?? {})[0] ?? 0);
  } catch (error) {
    if (/no such table/.test((error as Error).message)) return 0;
    throw error;
  } finally {
    database.close();
  }
}
