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
export function rowTaker(ledger: RowSink, layout: Layout): { take(row: GridRow): void; counts: Counts } {
  const counts: Counts = { read: 0, landed: 0, rejected: 0, totals: 0, blank: 0 };
  const sort = rowSorter(layout);
  const essential = new Map(
    layout.slots.flatMap((slot) => (slot.essential && slot.at >= 0 ? [[slot.at, slot.header]] : []))
  );
  const columnOf = (cell: number | undefined) => (cell === undefined ? null : (layout.places[cell]?.header ?? null));

  const reject = (row: GridRow, troubles: readonly CellIssue[]) => {
    counts.rejected++;
    ledger.setAside('rejected', row);
    for (const trouble of troubles)
      ledger.defect(trouble, { effect: 'row', row: row.row, column: columnOf(trouble.cell) });
  };

  /**
   * Lands cells that cannot be read as empty. Where one is essential
   * its defect rejects the row, which lands for its other cells.
   */
  const land = (row: GridRow) => {
    const { issues: troubles = [] } = row;
    const broken = new Set(
      troubles.flatMap(({ effect, cell }) => (effect === 'cell' && cell !== undefined ? [cell] : []))
    );
    for (const trouble of troubles) {
      const needed = trouble.effect === 'cell' ? essential.get(trouble.cell ?? -1) : undefined;
      ledger.defect(trouble, {
        effect: needed ? 'row' : trouble.effect,
        row: row.row,
        column: needed ?? columnOf(trouble.cell),
      });
    }
    counts.landed++;
    ledger.land(broken.size === 0 ? row : { ...row, cells: row.cells.map((cell, i) => (broken.has(i) ? '' : cell)) });
  };

  /** Of a row that is no row of the table: a total without its value is not to pass for one that nobody wrote. */
  const tell = ({ row, issues: troubles = [] }: GridRow, which: (trouble: CellIssue) => boolean = () => true) => {
    for (const trouble of troubles.filter(which))
      ledger.defect(trouble, { effect: trouble.effect, row, column: columnOf(trouble.cell) });
  };

  const take = (row: GridRow) => {
    counts.read++;
    const troubles = row.issues?.filter(({ effect }) => effect === 'row') ?? [];
    if (troubles.length > 0) return reject(row, troubles);
    const kind = sort(row);
    if (kind === 'blank') {
      tell(row, ({ effect }) => effect === 'cell');
      counts.blank++;
      return ledger.blank(row.row);
    }
    if (kind !== 'data') {
      counts.totals++;
      tell(row);
      return ledger.setAside(kind, row);
    }
    const ragged = raggedRow(row.cells, layout);
    if (ragged) reject(row, [ragged]);
    else land(row);
  };

  return { take, counts };
}
