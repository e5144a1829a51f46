import type { CellFinding, XlsxCell, XlsxRow } from './workbook.ts';

/** A row as a CSV file would hand it in: text, as wide as its sheet. */
export interface GridRow {
  row: number;
  cells: string[];
  isHidden: boolean;
  /** `column` counts from 0, as `cells` does. `value` is what the clerk sees there. */
  findings: (CellFinding & { column: number; value: string })[];
}

/**
 * Turns rows of typed cells into rows of text: days `2025-04-24`, times `2025-04-24 17:00:00`, booleans 是 and 否,
 * numbers in full. An error or an unreadable cell keeps its text and has a finding. Rows that the file leaves out
 * between two others come as rows without text.
 */
export async function* gridRows(rows: AsyncIterable<XlsxRow>, width: number): AsyncGenerator<GridRow> {
  let due = 1;
  for await (const { row, cells, isHidden = false } of rows) {
    for (; due < row; due++) yield { row: due, cells: new Array<string>(width).fill(''), isHidden: false, findings: [] };
    due = row + 1;
    yield gridRow(row, cells, width, isHidden);
  }
}

function gridRow(row: number, cells: readonly XlsxCell[], width: number, isHidden: boolean): GridRow {
  const texts = new Array<string>(width).fill('');
  const findings: GridRow['findings'] = [];
  for (const cell of cells) {
    texts[cell.column - 1] = cellText(cell);
    for (const finding of cell.findings ?? []) findings.push({ ...finding, column: cell.column - 1, value: cell.text });
  }
  return { row, cells: texts, isHidden, findings };
}

function cellText({ kind, text }: XlsxCell): string {
  if (kind !== 'boolean') return text;
  return text === 'TRUE' ? '是' : '否';
}
