import type { Expected, Planted } from './planted.ts';

/** A cell as a workbook holds it. A text file holds only its text. */
export type Cell =
  | string
  | number
  | boolean
  | { number: number; format: string }
  /** Without `value`: saved by a program that did not work it out. */
  | { formula: string; value?: number }
  | { error: string }
  /** A text of several looks. */
  | { runs: readonly { text: string; look?: 'strike' | 'raised' }[] };

/** What is planted in a line; `column` null: in the line as a whole. */
export interface Flaw {
  kind: string;
  column: string | null;
  value: string;
  expected: Expected | null;
}

export interface Line {
  cells: readonly Cell[];
  flaws: readonly Flaw[];
  isHidden?: true;
}

/** A table as a clerk lays it out: what stands above it, one or two lines of header, its lines and totals. */
export interface Table {
  above: readonly (readonly Cell[])[];
  header: readonly (readonly string[])[];
  lines: readonly Line[];
}

export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if ('number' in cell) return String(cell.number);
  if ('runs' in cell) return cell.runs.map(({ text }) => text).join('');
  return 'error' in cell ? cell.error : `=${cell.formula}`;
}

/** The number of the first line below the header. */
export const firstRow = ({ above, header }: Pick<Table, 'above' | 'header'>): number =>
  above.length + header.length + 1;

export function plantedIn(table: Table, file: string, sheet: string): Planted[] {
  const first = firstRow(table);
  return table.lines.flatMap(({ flaws }, i) => flaws.map((flaw) => ({ ...flaw, file, sheet, row: first + i })));
}

/** The rows of the table as text, each as one line of a file; a cell of several lines is quoted. */
export function csvLines({ above, header, lines }: Table, separator: ',' | '\t' = ','): string[] {
  const quoted = (text: string) =>
    text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [...above, ...header, ...lines.map(({ cells }) => cells)].map((cells) =>
    cells.map((cell) => quoted(cellText(cell))).join(separator)
  );
}
