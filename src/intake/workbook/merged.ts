import { columnLetters, type Merge, rangeText, type XlsxCell, type XlsxRow } from '#xlsx';

/**
 * Gives the cells under the first of a vertically merged range its value, marked with `filledFrom`. Only within the
 * range, only in rows that hold something themselves, and never over what stands hidden beneath: that is a finding.
 * Merges in order of their top.
 */
export async function* fillDown(rows: AsyncIterable<XlsxRow>, merges: readonly Merge[]): AsyncGenerator<XlsxRow> {
  const tall = merges.filter(({ top, bottom }) => bottom > top);
  let open: { merge: Merge; corner: XlsxCell | undefined }[] = [];
  let next = 0;
  for await (const row of rows) {
    open = open.filter(({ merge }) => merge.bottom >= row.row);
    for (let merge = tall[next]; merge && merge.top <= row.row; merge = tall[++next]) {
      // A merge whose first row was left out holds nothing.
      const corner = merge.top === row.row ? row.cells.find(({ column }) => column === merge!.left) : undefined;
      if (merge.bottom >= row.row) open.push({ merge, corner });
    }
    const covers = open.filter(({ merge, corner }) => corner && merge.top < row.row);
    yield covers.length === 0
      ? row
      : { ...row, cells: covers.reduce((cells, { merge, corner }) => fill(cells, merge, corner!, row.row), row.cells) };
  }
}

function fill(cells: readonly XlsxCell[], merge: Merge, corner: XlsxCell, row: number): XlsxCell[] {
  const { left, top } = merge;
  const beneath = cells.find(({ column }) => column === left);
  if (!beneath)
    return [...cells, { ...corner, filledFrom: `${columnLetters(left)}${top}` }].sort((a, b) => a.column - b.column);
  if (beneath.text === corner.text) return [...cells];
  const problem = `单元格 ${columnLetters(left)}${row} 在合并区域 ${rangeText(merge)} 之下另有内容“${beneath.text}”，看不见`;
  const finding = {
    check: 'beneath_merge' as const,
    effect: 'cell' as const,
    problem,
    fix: `取消 ${rangeText(merge)} 的合并，逐行填写`,
  };
  return cells.map((cell) => (cell === beneath ? { ...cell, findings: [...(cell.findings ?? []), finding] } : cell));
}
