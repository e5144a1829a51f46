import type { DatabaseSync } from 'node:sqlite';

/** A store that a newer program has made into a form which this one does not know. Nothing was read or written. */
export class TooNew extends Error {}

/**
 * What a file of a store is like. `schema` is all of a new file, makes what is missing in an older one, and may be run
 * again: tables, columns, indices that an older program goes on beside. `steps` is what an older program could not go
 * on beside; how many of them a file has taken is its form (`pragma user_version`), 0 of the first.
 */
export interface Form {
  schema: string;
  steps?: readonly string[];
}

/** The form of a file, held against what is known here: one of more steps is a TooNew that says what to do. */
export function formOf(database: DatabaseSync, known: number, path: string): number {
  const form = Number(database.prepare('pragma user_version').get()?.user_version);
  if (form > known)
    throw new TooNew(
      `${path} 由更新的程序写过（第 ${form} 式，这个程序认得到第 ${known} 式），没有动它。` +
        '请用新程序；要用这个程序，先恢复升级以前的备份（restore）'
    );
  return form;
}

/** Brings a file to the newest form, in whatever transaction stands around it: all of it or nothing. */
export function takeForm(database: DatabaseSync, { schema, steps = [] }: Form, path: string): void {
  const form = formOf(database, steps.length, path);
  const isNew = database.prepare('select 1 from sqlite_schema').get() === undefined;
  for (const step of isNew ? [] : steps.slice(form)) database.exec(step);
  database.exec(schema);
  if (form < steps.length) database.exec(`pragma user_version = ${steps.length}`);
}
