import type { Merge } from './read/workbook.ts';
import { limits } from './read/limits.ts';

const pattern = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/;

/** `B5` → row 5, column 2; null where it is no cell of a sheet. */
export function parseReference(reference: string): { row: number; column: number } | null {
  const match = pattern.exec(reference);
  if (!match) return null;
  const [, letters, digits] = match as unknown as [string, string, string];
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(digits);
  return row <= limits.rows && column <= limits.lastColumn ? { row, column } : null;
}

export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** `B3:C7`, or one cell; null where it is no range of a sheet. */
export function parseRange(range: string): Merge | null {
  const [first, last = first, more] = range.split(':');
  const from = parseReference(first!);
  const to = parseReference(last!);
  if (!from || !to || more !== undefined || from.row > to.row || from.column > to.column) return null;
  return { top: from.row, left: from.column, bottom: to.row, right: to.column };
}

export function rangeText({ top, left, bottom, right }: Merge): string {
  return `${columnLetters(left)}${top}:${columnLetters(right)}${bottom}`;
}
