import { isBlank } from './blank.ts';
import { barring, issuesOf } from './doubts.ts';
import type { GridRow, CellIssue, SheetIssue } from './grid.ts';
import { amountKinds, dayKinds, type Layout } from './layout.ts';
import type { RowSink } from './row-sink.ts';
import { evenRow, withoutPrivate } from './ragged.ts';
import type { RowKind, rowSorter } from './sort-rows.ts';
import { splitAmounts } from './split-amounts.ts';
import { pairedUnits, unitPlace, type UnitPlace } from './units/places.ts';
import { visible } from './visible.ts';

/** What became of the rows below a header: read = landed + rejected + totals + blank. */
export interface Counts {
  read: number;
  landed: number;
  rejected: number;
  /** With the notes beside and below the table. */
  totals: number;
  blank: number;
}

export interface RowRouter {
  take(row: GridRow): void;
  /** After the last row: before it, the counts are not whole. */
  end(): void;
  counts: Counts;
  /** What the notes among and below the rows say of the unit. */
  units: UnitPlace[];
}

/** Sends each row below the header where it belongs, and counts it. */
export function routeRows(
  sink: RowSink,
  layout: Layout,
  { sort, isCutAtCommas }: { sort: ReturnType<typeof rowSorter>; isCutAtCommas: boolean }
): RowRouter {
  const counts: Counts = { read: 0, landed: 0, rejected: 0, totals: 0, blank: 0 };
  const units: UnitPlace[] = [];
  const essential = new Map(
    layout.slots.flatMap((slot) => (slot.essential && slot.at >= 0 ? [[slot.at, slot.header]] : []))
  );
  const columnOf = (cell: number | undefined) => (cell === undefined ? null : (layout.columns[cell]?.header ?? null));
  const barOf = barring(layout);

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
  const report = ({ row, issues: issues = [] }: GridRow, which: (issue: CellIssue) => boolean = () => true) => {
    for (const issue of issues.filter(which))
      sink.defect(issue, { effect: issue.effect, row, column: columnOf(issue.cell) });
  };

  const setAside = (kind: Exclude<RowKind, 'data' | 'blank'>, row: GridRow) => {
    counts.totals++;
    report(row);
    if (kind === 'example') sink.defect(exampleRow(row, layout), { effect: 'mark', row: row.row, column: null });
    for (const text of pairedUnits(row.cells)) {
      const place = unitPlace(`第 ${row.row} 行`, text);
      if (place) units.push(place);
    }
    sink.setAside(kind === 'total' ? 'total' : 'note', row);
  };

  /** Programs leave out blank cells at the end of every row, or of some rows on end; one row alone has lost them. */
  let keepsBlanks = false;
  let before = 0;
  let pending: GridRow | null = null;

  const route = (row: GridRow, next: GridRow | null) => {
    counts.read++;
    const issues = row.issues?.filter(({ effect }) => effect === 'row') ?? [];
    if (issues.length > 0) return reject(row, issues);
    const kind = sort(row);
    if (kind === 'blank') {
      report(row, ({ effect }) => effect === 'cell');
      counts.blank++;
      return sink.blank(row.row);
    }
    const bar = barOf(kind, row);
    if (kind !== 'data') return setAside(kind, row);
    if (bar) return reject(row, [bar]);
    const { length } = row.cells;
    const even = evenRow(row.cells, layout, !keepsBlanks || before === length || next?.cells.length === length);
    const isLonger = length > layout.columns.length && before !== length && next?.cells.length !== length;
    keepsBlanks ||= length === layout.columns.length && isBlank(row.cells.at(-1));
    before = length;
    if ('issue' in even) return reject(row, [even.issue]);
    const found = [...issuesOf(row, layout), ...(isCutAtCommas ? splitAmounts(even.cells, layout, isLonger) : [])];
    land({ ...row, cells: even.cells, ...(found.length > 0 ? { issues: [...(row.issues ?? []), ...found] } : {}) });
  };

  const kindAt = new Map(layout.slots.map(({ kind, at }) => [at, kind]));
  const concerns = ({ of, cell = -1 }: CellIssue) => {
    const kind = kindAt.get(cell) ?? '';
    if (of === undefined) return true;
    if (of === 'day') return dayKinds.has(kind);
    return of === 'money' ? kind === 'money' : amountKinds.has(kind);
  };

  const take = (row: GridRow | null) => {
    if (pending) route(pending, row);
    pending = row?.issues ? { ...row, issues: row.issues.filter(concerns) } : row;
  };

  return { take, end: () => take(null), counts, units };
}

const exampleRow = ({ cells }: GridRow, layout: Layout): Omit<SheetIssue, 'effect'> => ({
  check: 'example_row',
  value: visible(
    withoutPrivate(cells, layout)
      .filter((cell) => cell !== '')
      .join('、')
  ),
  problem: '这一行写明是填写示例，没有当作数据读取',
  fix: '若是要交的数据，请删去“示例”字样；不是就删去这一行',
});
