import type { SheetHead, XlsxRow } from './workbook.ts';

/** The messages of the child in their order, one JSON a line. */
export type Message =
  | { is: 'started' }
  | { is: 'opened'; unpackedBytes: number }
  | { is: 'book'; ignored: string[] }
  | { is: 'sheet'; head: SheetHead }
  | { is: 'rows'; rows: XlsxRow[] }
  | { is: 'end' }
  | { is: 'refused'; problem: string; fix: string };
