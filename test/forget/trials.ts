import type { ReadReference } from '../../src/pipeline/stages/reference-files.ts';
import { mistyped, type Table } from './mistype.ts';

/** How one value, or one row, of one notice is spoilt. */
export interface Trial {
  notice: string;
  /** The table of its folder, or `batches`. */
  table: string;
  file: string;
  line: number;
  /** null: the whole row is taken away. */
  column: string | null;
  way: 'row' | 'blank' | 'mistyped';
  from: string;
  to: string;
}

/** The tables of each notice's folder, and its batches. */
export function tablesOf(tables: readonly ReadReference[]): Table[] {
  const batches = tables.find(({ name, notice }) => name === 'batches' && notice === null);
  const notices = [...new Set(tables.flatMap(({ notice }) => notice ?? []))];
  return notices.flatMap((notice) => [
    ...tables.filter((each) => each.notice === notice).map((each) => ({ ...each, notice, table: each.name })),
    ...(batches
      ? [{ ...batches, notice, table: 'batches', rows: batches.rows.filter(({ cells }) => cells.notice === notice) }]
      : []),
  ]);
}

/** data/reference with that one thing changed: what stood below a lost row moves up. */
export function spoil(tables: readonly ReadReference[], { file, line, column, to }: Trial): ReadReference[] {
  return tables.map((table) => {
    if (table.file !== file) return table;
    const rows = table.rows.flatMap((row) => {
      if (row.line !== line) return [column === null && row.line > line ? { ...row, line: row.line - 1 } : row];
      return column === null ? [] : [{ ...row, cells: { ...row.cells, [column]: to } }];
    });
    return { ...table, rows };
  });
}

/** The same with several things changed, no two of them in one row: from below, since a lost row moves what follows. */
export const spoilAll = (tables: readonly ReadReference[], trials: readonly Trial[]): readonly ReadReference[] =>
  trials.toSorted((a, b) => b.line - a.line).reduce<readonly ReadReference[]>(spoil, tables);

/** Every row taken away, every value taken away, and every value mistyped once. */
export function trialsOf(tables: readonly Table[]): Trial[] {
  return tables.flatMap((own) =>
    own.rows.flatMap(({ line, cells }) => {
      const at = { notice: own.notice, table: own.table, file: own.file, line };
      const values = own.columns.filter((column) => (cells[column] ?? '') !== '');
      return [
        { ...at, column: null, way: 'row' as const, from: Object.values(cells).join(','), to: '' },
        ...values.flatMap((column) => {
          const from = cells[column] ?? '';
          const to = mistyped({ tables, own, cells, column });
          return [
            { ...at, column, way: 'blank' as const, from, to: '' },
            ...(to === null ? [] : [{ ...at, column, way: 'mistyped' as const, from, to }]),
          ];
        }),
      ];
    })
  );
}
