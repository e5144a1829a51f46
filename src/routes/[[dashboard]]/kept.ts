import type { Row } from '#spec';
import type { Sorting } from '#lib/table/sorting.ts';

/** What a reader chose in a panel. */
export interface Kept {
  sorting: Sorting | null;
  /** The row of the mark that was picked. */
  picked: Row | null;
}
