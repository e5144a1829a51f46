import type { Effect } from '#spec';

/** The exit code of a child that could not read the file. */
export const cannotShow = 3;

/** What is marked in one sheet. */
export interface SheetMarks {
  sheet: string;
  /** The cells to colour, row and column from 1, and the text of the comment on each, if any. */
  cells: { row: number; column: number; effect: Effect; text: string | null }[];
  /**
   * Rows that could not be split into columns. In the copy of a
   * text file each is one cell, so that it is not read as data.
   */
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

/** All that the marked copy of a file is made of besides the original's bytes. */
export interface Job {
  /** `list`: the file itself cannot be shown, only what is wrong with it. */
  kind: 'workbook' | 'text' | 'list';
  file: string;
  /** null: it is not loaded. */
  version: string | null;
  /** Of a text file: how its delimiter is found, and what its only sheet is called. */
  extension: string;
  headers: string[];
  title: string;
  sheets: SheetMarks[];
  /** What effects are called: the child can read nothing that says it. */
  effects: Readonly<Record<Effect, string>>;
  defects: ListedDefect[];
  /** Of all the file's defects: the list may be cut. */
  total: number;
  /** The number of rows of a text file: a sheet may not hold them all. */
  rows: number | null;
}
