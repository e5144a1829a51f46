import type { Cell, Table } from '../../province/dirty/table.ts';

/** The columns that are held against what is meant, and those of them that are money, in 万元. */
export const columns = ['申报实际投入', '核定实际投入', '核减原因', '验收日期', '验收结论', '约定指标数'] as const;
export type Column = (typeof columns)[number];
export const money = ['申报实际投入', '核定实际投入'] as const satisfies readonly Column[];

/** A row as its writer means it; null: no value is meant, so none may be published. */
export interface MeantRow {
  id: string;
  values: Readonly<Record<Column, string | null>>;
}

/** A sound table to start from: its lines, and what each means. */
export interface Sound {
  headers: readonly string[];
  lines: readonly (readonly Cell[])[];
  rows: readonly MeantRow[];
}

/** A cell that was written another way; `misread`: what a careless reader publishes for it. */
export interface Touched {
  /** From 0, among the lines of the sound table. */
  line: number;
  column: Column | null;
  misread: string | null;
}

/** A file of a kind. */
export interface Made {
  /** What its name has behind the name of the table. */
  ending: string;
  /** What the name of its folder ends with. */
  folder?: string;
  bytes: Buffer;
  rows: readonly MeantRow[];
  /** The number of the row that the first line is. */
  first: number;
  touched: readonly Touched[];
  /** How wide the telling may be: of the cell, of its row, or of the whole file. */
  scope: 'cell' | 'row' | 'file';
  /** Whether it must be read as it is meant, whatever is told. */
  isInnocent?: true;
  /** Whether what was written may be taken for a blank cell without a word. */
  isBlank?: true;
}

export type Tabled = Pick<Table, 'above'> & { lines: readonly (readonly Cell[])[] };

export const columnAt = ({ headers }: Sound, column: Column): number => headers.indexOf(column);

/** The sound table with one cell written otherwise. */
export const withCell = (sound: Sound, line: number, column: Column, cell: Cell): (readonly Cell[])[] =>
  sound.lines.map((cells, i) => (i === line ? cells.with(columnAt(sound, column), cell) : cells));

/** What is meant with one value otherwise. */
export const withMeant = (sound: Sound, line: number, column: Column, value: string | null): readonly MeantRow[] =>
  sound.rows.map((row, i) => (i === line ? { ...row, values: { ...row.values, [column]: value } } : row));
