import { limits } from './limits.ts';
import { pageTexts } from './page-texts.ts';
import { rangeText } from '../reference.ts';
import { WorkbookError } from './workbook-error.ts';
import type { Change, Merge, SheetHead, Span } from './workbook.ts';

/** What is learnt of a sheet on the way through it. */
export interface Shape {
  lastRow: number;
  lastColumn: number;
  cells: number;
  isInOrder: boolean;
  hiddenRows: Span[];
  hiddenColumns: Span[];
  merges: Merge[];
  /** Where values stand that array formulas and data tables spill. */
  spilled: Merge[];
  /** The style that cells of a column take which have none of their own. */
  columnStyles: (Span & { style: number })[];
  hidesZeros: boolean;
  formulas: { withoutValue: number; zero: number; other: number };
  /** With their codes, as they stand there. */
  pageTexts: string[];
  /** The rules of conditional formats: where, and which format of the workbook they put on, or what that changes. */
  rules: ({ ranges: Merge[] } & ({ format: number } | { change: Change | null }))[];
}

export function newShape(): Shape {
  return {
    lastRow: 0,
    lastColumn: 0,
    cells: 0,
    isInOrder: true,
    hiddenRows: [],
    hiddenColumns: [],
    merges: [],
    spilled: [],
    columnStyles: [],
    hidesZeros: false,
    formulas: { withoutValue: 0, zero: 0, other: 0 },
    pageTexts: [],
    rules: [],
  };
}

/** The head of a sheet that was walked to its end. */
export function sheetHead(
  {
    name,
    isHidden,
    printTitles,
    boxTexts,
    isCommented,
  }: Pick<SheetHead, 'name' | 'isHidden' | 'printTitles' | 'boxTexts' | 'isCommented'>,
  shape: Shape,
  changes: readonly (Change | null)[]
): SheetHead {
  const { lastRow, lastColumn, merges } = shape;
  refuseOverlap(name, merges);
  return {
    name,
    isHidden,
    lastRow,
    lastColumn,
    hiddenRows: within(shape.hiddenRows, lastRow),
    hiddenColumns: within(shape.hiddenColumns, lastColumn),
    merges: merges.toSorted((a, b) => a.top - b.top || a.left - b.left),
    pageTexts: shape.pageTexts.flatMap(pageTexts),
    printTitles,
    boxTexts,
    isCommented,
    conditionals: shape.rules.flatMap(({ ranges, ...puts }) => {
      const change = 'change' in puts ? puts.change : (changes[puts.format] ?? null);
      const within = ranges.filter(({ top, left }) => top <= lastRow && left <= lastColumn);
      return change === null || within.length === 0 ? [] : [{ ranges: within, change }];
    }),
  };
}

/** Joined where they touch, in order, cut at the last. */
function within(spans: readonly Span[], last: number): Span[] {
  const joined: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const before = joined.at(-1);
    if (from > last) break;
    if (before && from <= before.to + 1) before.to = Math.max(before.to, Math.min(to, last));
    else joined.push({ from, to: Math.min(to, last) });
  }
  return joined;
}

/** Columns beyond those that are read need no look. */
function refuseOverlap(sheet: string, merges: readonly Merge[]): void {
  const open: (Merge | undefined)[] = [];
  for (const merge of merges.toSorted((a, b) => a.top - b.top)) {
    for (let column = merge.left; column <= Math.min(merge.right, limits.columns); column++) {
      const above = open[column];
      if (above && above.bottom >= merge.top) {
        throw new WorkbookError(
          `工作表“${sheet}”的合并区域 ${rangeText(above)} 与 ${rangeText(merge)} 重叠`,
          '请取消这些单元格的合并，逐格填写后再交'
        );
      }
      open[column] = merge;
    }
  }
}
