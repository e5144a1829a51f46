import { rangeText, type Merge, type XlsxCell, type XlsxRow } from '#xlsx';
import type { GridRow, MergedRange, Spans, CellIssue } from '../grid.ts';
import { constantText } from '../text/constant.ts';

/** The longest run of rows without anything in them that is counted row by row. */
const longestGap = 1000;

/**
 * Turns rows of typed cells into rows of text, as a CSV file would hand them in: days `2025-04-24`, times
 * `2025-04-24 17:00:00`, booleans 是 and 否, numbers in full. An error or an unreadable cell keeps its text and has a
 * issue, as has a hidden row. Rows that the file leaves out between two others come without text, but not more than a
 * thousand on end: the row after so many has a mark instead. In blocks.
 */
export async function* gridRows(
  rows: AsyncIterable<XlsxRow>,
  width: number,
  merges: readonly Merge[] = []
): AsyncGenerator<GridRow[]> {
  const covering = coverings(merges);
  let block: GridRow[] = [];
  let due = 1;
  for await (const row of rows) {
    const gap = row.row - due;
    const isFar = gap > longestGap;
    if (isFar) due = row.row;
    for (; due < row.row; due++) {
      block.push({ row: due, cells: new Array<string>(width).fill('') });
      if (block.length >= 1000) {
        yield block;
        block = [];
      }
    }
    due++;
    block.push(gridRow(row, width, { ranges: covering(row.row), gap: isFar ? gap : 0 }));
    if (block.length >= 1000) {
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
}

function gridRow(
  { row, cells, isHidden, isStruck }: XlsxRow,
  width: number,
  { ranges, gap }: { ranges: readonly MergedRange[]; gap: number }
): GridRow {
  const texts = new Array<string>(width).fill('');
  const issues: CellIssue[] = [
    ...(isHidden ? [hiddenRow] : []),
    ...(isStruck ? [struckRow] : []),
    ...(gap > 0 ? [farRow(gap)] : []),
  ];
  for (const cell of cells) {
    texts[cell.column - 1] = cellText(cell);
    for (const finding of cell.findings ?? []) issues.push({ ...finding, cell: cell.column - 1, value: cell.text });
  }
  const told = issues.length > 0 ? { issues } : {};
  if (ranges.length === 0) return { row, cells: texts, ...told };
  return { row, cells: texts, ...told, ...spansOf(ranges, row), merged: mergedOf(ranges) };
}

/** The ranges that lie over a row; asked of rows from top to bottom. */
function coverings(merges: readonly Merge[]): (row: number) => readonly MergedRange[] {
  const ranges = merges.map((merge) => ({ ...merge, text: rangeText(merge) })).sort((a, b) => a.top - b.top);
  let next = 0;
  let open: MergedRange[] = [];
  return (row) => {
    if (open.length === 0 && (ranges[next]?.top ?? Infinity) > row) return open;
    open = open.filter(({ bottom }) => bottom >= row);
    for (let range = ranges[next]; range && range.top <= row; range = ranges[++next])
      if (range.bottom >= row) open.push(range);
    return open;
  };
}

function spansOf(ranges: readonly MergedRange[], row: number): { spans?: Spans } {
  const wide = ranges.filter(({ top, left, right }) => top === row && right > left);
  return wide.length > 0 ? { spans: new Map(wide.map(({ left, right }) => [left - 1, right - left + 1])) } : {};
}

const mergedOf = (ranges: readonly MergedRange[]): Map<number, MergedRange> =>
  new Map(
    ranges.flatMap((range) =>
      Array.from(
        { length: Math.min(range.right - range.left, 200) + 1 },
        (_, at) => [range.left - 1 + at, range] as const
      )
    )
  );

const farRow = (gap: number): CellIssue => ({
  check: 'far_row',
  effect: 'mark',
  value: null,
  problem: `这一行和上面的内容隔着 ${gap} 个空行，这些空行没有计入`,
  fix: '若是误填的，请删除这一行',
});

const struckRow: CellIssue = {
  check: 'struck_row',
  effect: 'row',
  value: null,
  problem: '这一行全部带删除线，不知道还要不要，没有导入',
  fix: '不要了就删去这一行；还要就去掉删除线',
};

const hiddenRow: CellIssue = {
  check: 'hidden_row',
  effect: 'mark',
  value: null,
  problem: '这一行被隐藏（或被筛选掉），照样读取',
  fix: '若不该交，请删除这一行',
};

function cellText({ kind, text }: XlsxCell): string {
  if (kind !== 'boolean') return constantText(text);
  return text === 'TRUE' ? '是' : '否';
}
