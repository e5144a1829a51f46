import type { GridRow, Trouble } from '../grid.ts';
import type { XlsxCell, XlsxRow } from './workbook.ts';

/**
 * Turns rows of typed cells into rows of text, as a CSV file would hand them in: days `2025-04-24`, times `2025-04-24
 * 17:00:00`, booleans 是 and 否, numbers in full. An error or an unreadable cell keeps its text and has a trouble, as has a
 * hidden row. Rows that the file leaves out between two others come without text. In blocks.
 */
export async function* gridRows(rows: AsyncIterable<XlsxRow>, width: number): AsyncGenerator<GridRow[]> {
  let block: GridRow[] = [];
  let due = 1;
  for await (const row of rows) {
    for (; due < row.row; due++) {
      block.push({ row: due, cells: new Array<string>(width).fill('') });
      if (block.length >= 1000) {
        yield block;
        block = [];
      }
    }
    due++;
    block.push(gridRow(row, width));
    if (block.length >= 1000) {
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
}

function gridRow({ row, cells, isHidden }: XlsxRow, width: number): GridRow {
  const texts = new Array<string>(width).fill('');
  const troubles: Trouble[] = isHidden ? [hiddenRow] : [];
  for (const cell of cells) {
    texts[cell.column - 1] = cellText(cell);
    for (const finding of cell.findings ?? []) troubles.push({ ...finding, cell: cell.column - 1, value: cell.text });
  }
  return troubles.length > 0 ? { row, cells: texts, troubles } : { row, cells: texts };
}

const hiddenRow: Trouble = { check: 'hidden_row', effect: 'mark', value: null, problem: '这一行被隐藏（或被筛选掉），照样读取', fix: '若不该交，请删除这一行' };

function cellText({ kind, text }: XlsxCell): string {
  if (kind !== 'boolean') return text;
  return text === 'TRUE' ? '是' : '否';
}
