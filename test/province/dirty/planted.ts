export type Effect = 'file' | 'row' | 'cell' | 'mark';

/** What the receipt must say of a thing that was planted. */
export interface Expected {
  check: string;
  effect: Effect;
}

/** Something planted on purpose: an error, or a cell that looks odd and is right. */
export interface Planted {
  kind: string;
  file: string;
  /** Empty for a text file. */
  sheet: string;
  /** As the clerk's program numbers it; null where the whole file or sheet is meant. */
  row: number | null;
  /** The header, where a cell is meant. */
  column: string | null;
  value: string;
  /** null: nothing, it is to be taken as it is. */
  expected: Expected | null;
}

export type OnPlanted = (planted: Planted) => void;
