/**
 * Reads .xlsx workbooks with a reader of our own over yauzl (zip) and saxes (XML): the libraries for whole workbooks that
 * were tried crash, hang or answer no rows for hostile files, and drop the types of cells.
 */
export { readXlsx } from './reader.ts';
export { readWorkbook } from './read.ts';
export { gridRows } from './grid.ts';
export { fillDown } from './merged.ts';
export { columnLetters, rangeText } from './reference.ts';
export { Refusal } from './refusal.ts';
export type {
  CellFinding,
  CellKind,
  Merge,
  SheetHead,
  Span,
  Workbook,
  XlsxCell,
  XlsxRow,
  XlsxSheet,
} from './workbook.ts';
