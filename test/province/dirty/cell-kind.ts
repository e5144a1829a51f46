import type { Random } from '../random.ts';
import type { Rec, SourceName } from './records.ts';
import type { Cell } from './table.ts';
import type { Effect } from './planted.ts';

/** A value that depends on the rest of its line. */
export type Typed = Cell | ((record: Rec, draw: Random) => Cell);

/** A way to write a cell, in the columns where clerks do; the receipt must say `check` of it, or nothing. */
export interface CellKind {
  kind: string;
  check: string | null;
  /** Left out where the cell is right. */
  effect?: Effect;
  /** What must be said besides, of the same cell. */
  also?: { check: string; effect: Effect };
  /** The third: another effect, in a column that the line needs. */
  places: readonly (readonly [source: SourceName, column: string, effect?: Effect])[];
  values: readonly Typed[];
  /** Only files of this kind can hold it. */
  only?: 'csv' | 'xlsx';
}
