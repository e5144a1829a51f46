import { isBlank } from './blank.ts';
import { isPlaceholder } from './examples.ts';
import type { GridRow, CellIssue, SheetIssue } from './grid.ts';
import { amountKinds, dayKinds, type Layout } from './layout.ts';
import { mergedAcross, underMergedHeader } from './merged-rows.ts';
import { unlikeDays } from './moments.ts';
import type { RowSink } from './row-sink.ts';
import { evenRow, withoutPrivate } from './ragged.ts';
import { isAgainst, lineOf, saysDoubt, saysNo } from './sections.ts';
import type { RowKind, rowSorter } from './sort-rows.ts';
import { splitAmounts } from './split-amounts.ts';
import { unitsInRow } from './units/in-row.ts';
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
    const found = [
      ...mergedAcross(row, layout),
      ...underMergedHeader(row, layout),
      ...unlikeDays(row.cells, layout),
      ...unitsInRow(row.cells, layout),
      ...saysOfRow(row.cells, layout),
      ...(isCutAtCommas ? splitAmounts(even.cells, layout, isLonger) : []),
    ];
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

/**
 * Remembers what stands above a row, and says what forbids it: a part of the table that is not what the table is of,
 * another header, an id that only shows how ids look. What a row must say itself (a result) no line above it says.
 */
function barring({ slots, unknown }: Layout): (kind: RowKind, row: GridRow) => CellIssue | null {
  const saysItself = slots.some(({ kind, essential, at }) => kind === 'choice' && essential && at >= 0);
  const ids = slots.filter(({ kind, essential, at }) => essential && at >= 0 && /^(id|project|code)$/.test(kind));
  let part: { row: number; line: string } | null = null;
  let header: number | null = null;
  return (kind, { row, cells }) => {
    if (kind === 'part') {
      const line = lineOf(cells)!;
      part = !saysItself && isAgainst(line) ? { row, line } : null;
    }
    if (kind === 'header') header = row;
    if (kind !== 'data') return null;
    if (header !== null) return otherHeader(header);
    if (part) return otherPart(`第 ${part.row} 行“${part.line}”之下`, part.line);
    const shown = ids.find(({ at, kind: of }) => isPlaceholder(cells[at] ?? '', of === 'code' ? 5 : 3));
    if (shown) return placeholder(shown.at, cells[shown.at]!);
    const no = saysItself ? undefined : unknown.find(({ header: head, at }) => saysNo(head, cells[at] ?? ''));
    return no ? otherPart(`“${no.header}”写的是“${cells[no.at]}”`, cells[no.at]!) : null;
  };
}

/** What a column that the contract does not know says of its row, and may mean that it does not count. */
const saysOfRow = (cells: readonly string[], { unknown }: Layout): CellIssue[] =>
  unknown.flatMap(({ header, at }) =>
    saysDoubt(header, cells[at] ?? '')
      ? [
          {
            check: 'doubtful_row',
            effect: 'mark',
            cell: at,
            value: cells[at]!,
            problem: `“${header}”写的是“${cells[at]}”，这一行照样读取`,
            fix: '不该算在内的请删去这一行',
          },
        ]
      : []
  );

const otherPart = (where: string, value: string): CellIssue => ({
  check: 'other_section',
  effect: 'row',
  value,
  problem: `这一行在${where}，没有当作表里的一行读取`,
  fix: '不该算在内的请移到另一个文件；该算在内的请移到表的上一部分，或改去这几个字',
});

const otherHeader = (row: number): CellIssue => ({
  check: 'other_header',
  effect: 'row',
  value: null,
  problem: `第 ${row} 行又有一个表头，列和上面的不一样，它下面的行没有读取`,
  fix: '请把两张表分成两个文件或两张工作表',
});

const placeholder = (cell: number, value: string): CellIssue => ({
  check: 'example_id',
  effect: 'row',
  cell,
  value,
  problem: `“${value}”像是填写示例里的占位，不是真的编号`,
  fix: '示例请删去；是要交的数据，请填真的编号',
});
