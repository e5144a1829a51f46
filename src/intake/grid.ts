import type { FileHandle } from 'node:fs/promises';
import type { Effect } from '#spec';

/** What is wrong with a row or with one of its cells, in words for its clerk. */
export interface CellIssue {
  check: string;
  effect: Extract<Effect, 'row' | 'cell' | 'mark'>;
  /** The place of the cell in the row, from 0; left out where the whole row is meant. */
  cell?: number;
  value: string | null;
  problem: string;
  fix: string;
  /** It is told only in a column of money, or of any amounts. */
  of?: 'money' | 'amount' | 'day';
}

/** What is wrong with a sheet as a whole, or with one of its columns. */
export interface SheetIssue extends Omit<CellIssue, 'cell' | 'effect' | 'of'> {
  effect: 'mark';
  /** The contract's header. */
  column?: string;
}

/** A row of a sheet, all text. */
export interface GridRow {
  /** As the clerk's program numbers it, from 1: blank rows count, line breaks within a cell do not. */
  row: number;
  cells: readonly string[];
  issues?: readonly CellIssue[];
  /** How many columns a cell stands over, by its place from 0: of those that are merged to the right. */
  spans?: Spans;
  /** The merged ranges that its cells lie in, by their places from 0. */
  merged?: ReadonlyMap<number, MergedRange>;
}

/** One object a range, in whatever row. Rows and columns from 1. */
export interface MergedRange {
  /** `M2:M4` */
  text: string;
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export type Spans = ReadonlyMap<number, number>;

/** In characters; a row with a longer cell is set aside. */
export const longestCell = 1 << 16;

/** One table of a file: a CSV is one sheet without a name. */
export interface Sheet {
  name: string;
  /** null where the format has none to speak of. */
  encoding: string | null;
  /** What its clerk should know of it as a whole. */
  notes?: readonly SheetIssue[];
  /** Its cells end at commas: an amount with a comma in it may have come apart. */
  isCutAtCommas?: boolean;
  /** What its page headers and footers say. */
  pageTexts?: readonly string[];
  /** What the boxes say that lie over it. */
  boxTexts?: readonly string[];
  /** All of it as text, from which its rows may be read otherwise than from `rows`. */
  text?: PlainText;
  /** In order, in blocks. To be read before the next sheet is asked for, and once. */
  rows: AsyncIterable<readonly GridRow[]>;
}

/** A text whose cells a delimiter divides. */
export interface PlainText {
  delimiter: string;
  /** Its bytes in UTF-8. A block is valid until the next is asked for. */
  blocks(): AsyncIterable<Buffer>;
}

/** How many columns of a contract the likeliest header among these rows names; a delimiter is found by it. */
export type ColumnCounter = (rows: readonly (readonly string[])[]) => number;

export interface ReadOptions {
  /** In lower case, without the dot. */
  extension: string;
  countColumns: ColumnCounter;
}

/**
 * Reads a file of one format. Whatever it cannot read exactly is an Unreadable, where the file is at fault, or an
 * issue of a row.
 */
export type Reader = (file: FileHandle, options: ReadOptions) => AsyncIterable<Sheet>;
