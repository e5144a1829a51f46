import type { SheetHead, XlsxRow } from './workbook.ts';

/** The messages of the child, one JSON a line: it runs, how much there is to read, what it ignores, each sheet with its rows, the end. */
export type Message =
  | { is: 'started' }
  | { is: 'opened'; unpackedBytes: number }
  | { is: 'book'; ignored: string[] }
  | { is: 'sheet'; head: SheetHead }
  | { is: 'rows'; rows: XlsxRow[] }
  | { is: 'end' }
  | { is: 'refused'; problem: string; fix: string };
