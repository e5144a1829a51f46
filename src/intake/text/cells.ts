import Papa from 'papaparse';
import { constantText } from './constant.ts';

/** Cells of records that hold no quotation mark: each line is a row. */
export function plainCells(lines: readonly string[], delimiter: string): string[][] {
  if (lines.length === 1 && lines[0] === '') return [['']];
  const { data } = parse(lines.join('\n'), delimiter);
  if (data.length !== lines.length) throw new Error(`papaparse made ${data.length} rows of ${lines.length} lines`);
  return data;
}

/**
 * The cells of a record that holds quotation marks; null where they break the format, by which a quoted cell is quoted
 * from end to end and a mark within it is doubled. A constant formula (`="001"`) is its text.
 */
export function quotedCells(record: string, delimiter: string): string[] | null {
  const { data, errors } = parse(record, delimiter);
  const [cells] = data;
  if (!cells || data.length > 1 || errors.length > 0) return null;
  const texts = cells.map(constantText);
  return cells.some((cell, at) => cell.includes('"') && texts[at] === cell && !record.includes(quote(cell)))
    ? null
    : texts;
}

/** Papa takes a mark in the middle of a bare cell for a letter; such a cell, quoted, is not found in the record. */
const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Papa removes a byte order mark at the front: it is given one, so that it leaves the text's own. */
const parse = (text: string, delimiter: string) => Papa.parse<string[]>(`\ufeff${text}`, { delimiter, newline: '\n' });
