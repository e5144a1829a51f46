/** `formula` is a formula that was saved without its value; `unreadable` breaks the format, its finding says how. */
export type CellKind = 'text' | 'number' | 'boolean' | 'day' | 'time' | 'error' | 'formula' | 'unreadable' | 'blank';

/** What a person must know of a cell. Effect `cell`: its value cannot be used; `mark`: it can, but needs a look. */
export interface CellFinding {
  check:
    | 'precision_lost'
    | 'shown_scaled'
    | 'shown_rounded'
    | 'hidden_value'
    | 'shown_otherwise'
    | 'shown_counted'
    | 'hidden_year'
    | 'hidden_day'
    | 'hidden_time'
    | 'zoned_time'
    | 'struck_text'
    | 'raised_text'
    | 'lowered_text'
    | 'hidden_text'
    | 'uneven_text'
    | 'no_such_day'
    | 'other_epoch'
    | 'formula_without_value'
    | 'formula_not_computed'
    | 'error_value'
    | 'broken_cell'
    | 'beneath_merge';
  effect: 'cell' | 'mark';
  problem: string;
  fix: string;
  /** To be told only where it is to be an amount of money, any number that is counted or added up, or a day. */
  of?: 'money' | 'amount' | 'day';
}

export interface XlsxCell {
  /** From 1: A is 1. */
  column: number;
  kind: CellKind;
  /** As it is shown, but unrounded: 1234.5678 under a format of two decimals stays 1234.5678. */
  text: string;
  /** As it stands in the file; for a shared string, that string. */
  raw: string;
  /** The value is a formula's, as last saved. */
  isFormula?: true;
  findings?: CellFinding[];
  /** The corner of the merged range whose value this is (`B3`): only after fillDown. */
  filledFrom?: string;
}

/** The cells that are not blank, from left to right. */
export interface XlsxRow {
  /** From 1, as spreadsheet programs number it. */
  row: number;
  isHidden?: true;
  /** All of its cells are struck out as a whole; none of them says so by itself. */
  isStruck?: true;
  cells: XlsxCell[];
}

/** From and to, both included, from 1. */
export interface Span {
  from: number;
  to: number;
}

export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** What a conditional format does to what a cell says: strikes it out or hides it, or shows its number otherwise. */
export type Change = 'struck' | 'hidden' | 'format';

/** Where a conditional format may change what is seen; whether its condition holds is not worked out. */
export interface Conditional {
  ranges: Merge[];
  change: Change;
}

export interface SheetHead {
  name: string;
  isHidden: boolean;
  /** The last row and column that hold anything. */
  lastRow: number;
  lastColumn: number;
  /** Within the last row and column. */
  hiddenRows: Span[];
  hiddenColumns: Span[];
  merges: Merge[];
  /** What is printed above and below each page, in plain words. */
  pageTexts: string[];
  /** The rows that are printed on top of each page; null where none are. */
  printTitles: Span | null;
  /** What stands in the boxes that lie over it, one a text. */
  boxTexts: string[];
  /** Somebody said something in a comment on it. */
  isCommented: boolean;
  /** Where conditional formats may change what is seen, within the last row and column. */
  conditionals: Conditional[];
}

export interface XlsxSheet extends SheetHead {
  /** In order; rows that hold nothing are left out. To be read before the next sheet is asked for, and once. */
  rows: AsyncIterable<XlsxRow>;
}

export interface Workbook {
  /** What is in the file, on no sheet of it, and was not looked at, as people call it: 图片, 外部链接 … */
  ignored: string[];
  /** In the order of the tabs. */
  sheets: AsyncIterable<XlsxSheet>;
  /** Ends the reader; needed only where `sheets` is not read to its end. */
  close(): void;
}
