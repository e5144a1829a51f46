/** One row of a file, as somebody handed it in. */
export interface HandedRow {
  source: string;
  title: string;
  file: string;
  sheet: string;
  /** As the clerk's program numbers it. */
  row: number;
  sha256: string | null;
  /** Whether it counts: a later file's row may have taken its place, or a check refused it. */
  state: 'loaded' | 'superseded' | 'rejected';
  cells: HandedCell[];
}

export interface HandedCell {
  /** What the contract calls its column; null where it knows none. */
  name: string | null;
  header: string;
  /** The text of the cell; null where it was empty, and where it is personal and stays here. */
  value: string | null;
  isPrivate: boolean;
}

/** Where a row of a file stands. */
export interface Standing {
  file: string;
  sheet: string;
  row: number;
}

export const keyOf = ({ file, sheet, row }: Standing): string => JSON.stringify([file, sheet, row]);
