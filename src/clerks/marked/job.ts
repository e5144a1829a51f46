import type { Effect } from '#spec';

/** What the child ends with where the file cannot be read, and so cannot be shown. */
export const cannotShow = 3;

/** What is to be said of the cells of one sheet. */
export interface SheetMarks {
  sheet: string;
  /** Cells to be coloured, row and column from 1, with what is to be read of them, if anything. */
  cells: { row: number; column: number; effect: Effect; text: string | null }[];
  /** Rows that the intake could not lay into columns: in the copy of a text file each is one cell, so that it is not taken for data. */
  joined: number[];
}

/** A line of the list of defects. */
export interface ListedDefect {
  effect: Effect;
  sheet: string;
  row: number | null;
  /** From 1; null where it is the row or the file. */
  column: number | null;
  header: string | null;
  value: string | null;
  problem: string;
  expected: string;
  fix: string;
}

/** What the marked copy of one file is made of, besides its bytes. */
export interface Job {
  /** `list`: the file itself cannot be shown, only what is wrong with it. */
  kind: 'workbook' | 'text' | 'list';
  file: string;
  version: string;
  /** Of a text file: how its delimiter is found, and what its only sheet is called. */
  extension: string;
  headers: string[];
  title: string;
  sheets: SheetMarks[];
  defects: ListedDefect[];
  /** Of all the file's defects: the list may be cut. */
  total: number;
  /** Of a text file: a sheet may not hold them all. */
  rows: number | null;
}
