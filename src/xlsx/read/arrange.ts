import { readCell, type Shared, type StoredCell } from './cell.ts';
import { columnLetters } from '../reference.ts';
import type { XlsxCell } from './workbook.ts';

/** The cells of a row from left to right without the blank ones. A cell that the file holds twice has no sure value. */
export function arrangeCells(stored: readonly StoredCell[], row: number, shared: Shared): XlsxCell[] {
  const cells: XlsxCell[] = [];
  const isInOrder = stored.every(({ column }, at) => at === 0 || column > stored[at - 1]!.column);
  for (const one of isInOrder ? stored : stored.toSorted((a, b) => a.column - b.column)) {
    const cell = readCell(one, shared);
    const before = cells.at(-1);
    if (!isInOrder && before?.column === cell.column) cells[cells.length - 1] = twice(before, cell, row);
    else if (cell.kind !== 'blank') cells.push(cell);
  }
  return cells;
}

function twice(first: XlsxCell, second: XlsxCell, row: number): XlsxCell {
  if (second.kind === 'blank') return first;
  const reference = `${columnLetters(first.column)}${row}`;
  const texts = [first.text, second.text].join(' / ').slice(0, 200);
  const problem = `单元格 ${reference} 在文件里出现两次：${texts}`;
  return {
    column: first.column,
    kind: 'unreadable',
    text: texts,
    raw: texts,
    findings: [{ check: 'broken_cell', effect: 'cell', problem, fix: '请重新填写这个单元格' }],
  };
}
