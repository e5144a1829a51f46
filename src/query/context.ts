import type { ColumnInfo, Row } from '#spec';
import type { Reading, ReadOptions, Result } from '#warehouse';

/** How long an answer may take and who can call it off. */
export type Deadline = Pick<ReadOptions, 'signal' | 'seconds' | 'isStreamed'>;

/** A table of an answer whose rows are made as they are asked for. */
export interface Answer {
  version: string;
  columns: ColumnInfo[];
  result: Result;
  /** What the codes of a column are called where people read them. */
  words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Everything a question needs to know of who asks it, and of what. */
export interface QueryContext {
  reading: Reading;
  deadline?: Deadline;
}

export async function rowsOf(
  { reading, deadline }: QueryContext,
  name: string,
  { sql, values }: { sql: string; values: Record<string, string | number> }
): Promise<Row[]> {
  return (await reading.read(name, sql, { values, ...deadline })).rows();
}
