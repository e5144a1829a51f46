import type { GridRow, CellIssue } from './grid.ts';
import type { Layout } from './layout.ts';
import type { RowSink } from './row-sink.ts';
import { raggedRow } from './ragged.ts';
import { rowSorter } from './sort-rows.ts';

/** What became of the rows below a header: read = landed + rejected + totals + blank. */
export interface Counts {
  read: number;
  landed: number;
  rejected: number;
  /** With the notes beside and below the table. */
  totals: number;
  blank: number;
}

/** Sends each row below the header where it belongs, and counts it. */
export function routeRows(sink: RowSink, layout: Layout): { take(row: GridRow): void; counts: Counts } {
  const counts: Counts = { read: 0, landed: 0, rejected: 0, totals: 0, blank: 0 };
  const sort = rowSorter(layout);
  const essential = new Map(
    layout.slots.flatMap((slot) => (slot.essential && slot.at >= 0 ? [[slot.at, slot.header]] : []))
  );
  const columnOf = (cell: number | undefined) => (cell === undefined ? null : (layout.columns[cell]?.header ?? null));

  const reject = (row: GridRow, issues: readonly CellIssue[]) => {
    counts.rejected++;
    sink.setAside('rejected', row);
    for (const issue of issues) sink.defect(issue, { effect: 'row', row: row.row, column: columnOf(issue.cell) });
  };

  /**
   * Lands cells that cannot be read as empty. Where one is essential
   * its defect rejects the row, which lands for its other cells.
   */
  const land = (row: GridRow) => {
    const { issues = [] } = row;
    const broken = new Set(
      issues.flatMap(({ effect, cell }) => (effect === 'cell' && cell !== undefined ? [cell] : []))
    );
    for (const issue of issues) {
      const needed = issue.effect === 'cell' ? essential.get(issue.cell ?? -1) : undefined;
      sink.defect(issue, {
        effect: needed ? 'row' : issue.effect,
        row: row.row,
        column: needed ?? columnOf(issue.cell),
      });
    }
    counts.landed++;
    sink.land(broken.size === 0 ? row : { ...row, cells: row.cells.map((cell, i) => (broken.has(i) ? '' : cell)) });
  };

  /** Of a row that is no row of the table: a total without its value is not to pass for one that nobody wrote. */
  const report = ({ row, issues = [] }: GridRow, which: (issue: CellIssue) => boolean = () => true) => {
    for (const issue of issues.filter(which))
      sink.defect(issue, { effect: issue.effect, row, column: columnOf(issue.cell) });
  };

  const take = (row: GridRow) => {
    counts.read++;
    const issues = row.issues?.filter(({ effect }) => effect === 'row') ?? [];
    if (issues.length > 0) return reject(row, issues);
    const kind = sort(row);
    if (kind === 'blank') {
      report(row, ({ effect }) => effect === 'cell');
      counts.blank++;
      return sink.blank(row.row);
    }
    if (kind !== 'data') {
      counts.totals++;
      report(row);
      return sink.setAside(kind, row);
    }
    const ragged = raggedRow(row.cells, layout);
    if (ragged) reject(row, [ragged]);
    else land(row);
  };

  return { take, counts };
}
