import type { ColumnInfo, Row, Scope, Unfit } from '#spec';
import type { Beside, Reading, ReadOptions, Result } from '#warehouse';

/** How long an answer may take, and what cancels it. */
export type Deadline = Pick<ReadOptions, 'signal' | 'seconds' | 'isStreamed' | 'isAdmitted'>;

/** A table whose rows are read as they are taken. */
export interface Answer {
  version: string;
  columns: ColumnInfo[];
  result: Result;
  /** What the codes of a column are called where people read them. */
  words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the filters in force cannot be asked of. */
  unfit?: readonly Unfit[];
}

/** What a query runs with: the version that is read, and until when. */
export interface QueryContext {
  reading: Reading;
  /** Where what is worked out once of an open version lies. */
  beside?: Beside;
  deadline?: Deadline;
  /** Personal columns are told too: who asks may, and it is on record. */
  reveals?: true;
  /** The files that accounts handed in, each with the scope of the account. */
  handedIn?: ReadonlyMap<string, Scope>;
}

/**
 * The rows of one query; their type is what its SQL says. They are never streamed: an answer that has begun to go out
 * holds its connection, and another of the same few that waited for one beside it could wait for ever.
 */
export async function rowsOf<T extends object = Row>(
  { reading, deadline }: QueryContext,
  name: string,
  { sql, values = {} }: { sql: string; values?: Record<string, string | number> }
): Promise<T[]> {
  return (await (await reading.read(name, sql, { values, ...deadline, isStreamed: false })).rows()) as T[];
}
