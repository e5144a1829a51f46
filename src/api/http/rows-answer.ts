import type { ColumnInfo, Row } from '#spec';
import type { Answer } from '#query';

/** A table of rows that are there already, as every table is answered. */
export function rowsAnswer(version: string, columns: readonly ColumnInfo[], rows: readonly Row[]): Answer {
  return {
    version,
    columns: [...columns],
    result: {
      columns: columns.map(({ name, type }) => ({ name, type, isInteger: false })),
      async *chunks() {
        if (rows.length > 0) yield [...rows];
      },
      rows: async () => [...rows],
      close: async () => undefined,
    },
  };
}
