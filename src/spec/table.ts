import type { Format } from './format.ts';

export type ColumnType = 'string' | 'number' | 'boolean' | 'date' | 'timestamp' | 'json';

/** A column of an answer, explained by the metric or mart column of its name. */
export interface ColumnInfo {
  name: string;
  title: string;
  type: ColumnType;
  /** 个, 元, % (a fraction, 0.85), 倍; null where there is none. */
  unit: string | null;
  /** How its numbers are written. Default: decimal. */
  format?: Format;
  definition?: string;
  /** The clause of the notice, as 三（二）. */
  clause?: string;
  /** Of a ratio: the names of its parts, and of the count below which it says little. */
  numerator?: string;
  denominator?: string;
  n?: string;
}

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Row = Record<string, Value>;

/** Which numbers of a table can be followed to the rows that they are made of, and how a row of it is told: see /api/explain. */
export interface Provable {
  /** The metrics and the columns that add up. */
  columns: string[];
  /** The columns whose values a row's numbers are of. */
  keys: string[];
  /** The panel that must be named with them: it shows some projects only, or more than its reader's own. */
  panel?: string;
  /** The mart whose numbers they are, where they are not of projects. */
  of?: string;
  /** They are a ledger's: what it counts knows no filter. */
  isLedger?: true;
}

/** What a panel or a query answers. Money in yuan, ratios as fractions, days as 2025-04-24, times as 2025-04-24 17:00:00; null is unknown. */
export interface Table {
  version: string;
  columns: ColumnInfo[];
  rows: Row[];
  proof?: Provable;
}
