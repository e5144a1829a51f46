import type { Dimension, ListQuestion } from '#query';
import type { ColumnInfo } from '#spec';
import type { Layout, ListRows } from './layout.ts';
import type { Wrong } from './settings.ts';

/** What a mark stands for. */
export type Meaning =
  | { is: 'fact'; name: string }
  | { is: 'dimension'; name: Dimension }
  | { is: 'figure'; info: ColumnInfo; unit: string | null }
  | { is: 'column'; list: string; info: ColumnInfo; unit: string | null }
  | { is: 'running'; list: string }
  | { is: 'count'; list: string };

/** Metrics by dimensions. */
export interface FiguresQuestion {
  metrics: readonly string[];
  by: readonly string[];
  sort?: string;
}

export interface BoundList extends ListRows {
  question: { of: 'mart'; rows: ListQuestion } | { of: 'figures'; rows: FiguresQuestion };
  none: string;
}

/** A list of which the form says only how many rows it has. */
export interface CountedList {
  list: string;
  question: Pick<ListQuestion, 'mart' | 'where'>;
}

/** A template held against what a version knows. */
export interface BoundForm {
  layout: Layout;
  /** What must be chosen, one value of each. */
  needs: readonly Dimension[];
  lists: readonly BoundList[];
  counted: readonly CountedList[];
  /** By mark as it is written; one that names nothing has none, and the form faults. */
  meanings: ReadonlyMap<string, Meaning>;
  wrong: readonly Wrong[];
}
