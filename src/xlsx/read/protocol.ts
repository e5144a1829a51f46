import type { SheetHead, XlsxRow } from './workbook.ts';

/** What the child says, one JSON a line: that it runs; how much it has to read; what it left aside; then sheet by sheet; then the end. */
export type Message =
  | { is: 'started' }
  | { is: 'opened'; unpackedBytes: number }
  | { is: 'book'; ignored: string[] }
  | { is: 'sheet'; head: SheetHead }
  | { is: 'rows'; rows: XlsxRow[] }
  | { is: 'end' }
  | { is: 'refused'; problem: string; fix: string };
