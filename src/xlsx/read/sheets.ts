import type { Archive } from './archive.ts';
import type { Book } from './book.ts';
import { limits } from './limits.ts';
import { WorkbookError } from './workbook-error.ts';
import { newShape, sheetHead } from './shape.ts';
import { walkSheet } from './sheet.ts';
import type { SheetHead, XlsxRow } from './workbook.ts';

export interface OpenSheet {
  head: SheetHead;
  /** Some at a time, in order. */
  rows(): AsyncGenerator<XlsxRow[]>;
}

/**
 * Walks every sheet once to its end before a row of any is handed on: what refuses a workbook refuses it whole. The
 * rows come of a second walk.
 */
export async function openSheets(archive: Archive, book: Book): Promise<OpenSheet[]> {
  const sheets: OpenSheet[] = [];
  let cells = 0;
  const formulas = { withoutValue: 0, zero: 0, other: 0 };
  const shared = { ...book.shared };
  for (const sheet of book.sheets) {
    const shape = newShape();
    for await (const rows of walkSheet(archive, sheet, shared, shape)) {
      void rows;
      if (cells + shape.cells > limits.cells)
        throw new WorkbookError(`工作簿的单元格超过 ${limits.cells} 个`, '请把数据分成几个文件再交');
      if (!shape.isInOrder && shape.cells > limits.sortedCells) {
        throw new WorkbookError(
          `工作表“${sheet.name}”的行次序错乱，且内容过多`,
          '请在 WPS 或 Excel 中打开它，另存后再交'
        );
      }
    }
    cells += shape.cells;
    for (const key of ['withoutValue', 'zero', 'other'] as const) formulas[key] += shape.formulas[key];
    const rows = () => walkSheet(archive, sheet, shared, newShape());
    sheets.push({ head: sheetHead(sheet, shape, book.changes), rows: shape.isInOrder ? rows : () => sorted(rows()) });
  }
  const { withoutValue, zero, other } = formulas;
  if (withoutValue > 0 && other === 0) shared.calculation = 'pending';
  else if (shared.calculation === 'done' && (withoutValue > 0 || (zero > 0 && other === 0)))
    shared.calculation = 'doubtful';
  return sheets;
}

async function* sorted(batches: AsyncIterable<XlsxRow[]>): AsyncGenerator<XlsxRow[]> {
  const all: XlsxRow[] = [];
  for await (const rows of batches) for (const row of rows) all.push(row);
  yield all.sort((a, b) => a.row - b.row);
}
