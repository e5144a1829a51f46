import Papa from 'papaparse';

/** Cells of records that hold no quotation mark: each line is a row. */
export function plainCells(lines: readonly string[], delimiter: string): string[][] {
  if (lines.length === 1 && lines[0] === '') return [['']];
  const { data } = parse(lines.join('\n'), delimiter);
  if (data.length !== lines.length) throw new Error(`papaparse made ${data.length} rows of ${lines.length} lines`);
  return data;
}

/**
 * Cells of one record that holds quotation marks; null where they are not as the format has them: a quoted cell is quoted
 * from end to end, and a mark within it is doubled.
 */
export function quotedCells(record: string, delimiter: string): string[] | null {
  const { data, errors } = parse(record, delimiter);
  const [cells] = data;
  if (!cells || data.length > 1 || errors.length > 0) return null;
  return cells.some((cell) => cell.includes('"') && !record.includes(quote(cell))) ? null : cells;
}

/** Papa takes a mark in the middle of a bare cell for a letter: such a cell does not stand in the record as quoted. */
const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Papa takes a byte order mark off the front: it gets one to take, so that none of the text's own goes. */
const parse = (text: string, delimiter: string) => Papa.parse<string[]>(`\ufeff${text}`, { delimiter, newline: '\n' });
