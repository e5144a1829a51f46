/**
 * The rows of a text that was copied out of a spreadsheet: tabs between cells, a line a row; a cell that holds a tab, a
 * line break or a mark stands between quotation marks, those within it doubled. Line ends of Windows are no part of a
 * cell, and the empty rows that programs put behind what is copied are none.
 */
export function readPasted(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at <= text.length) {
    const cell = quotedAt(text, at) ?? plainAt(text, at);
    row.push(cell.text);
    at = cell.end;
    if (text[at] !== '\t') {
      rows.push(row);
      row = [];
      if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    }
    at += 1;
  }
  while (rows.at(-1)?.every((cell) => cell.trim() === '')) rows.pop();
  return rows;
}

interface Cell {
  text: string;
  /** Where what ends it stands. */
  end: number;
}

const plain = /[^\t\r\n]*/y;
const quoted = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y;

/** null: it begins with a mark and is not quoted from end to end, so that the mark is a letter of it. */
function quotedAt(text: string, at: number): Cell | null {
  quoted.lastIndex = at;
  const [whole, inner = ''] = quoted.exec(text) ?? [];
  if (whole === undefined) return null;
  return { text: withLineFeeds(inner.replaceAll('""', '"')), end: at + whole.length };
}

function plainAt(text: string, at: number): Cell {
  plain.lastIndex = at;
  const [whole = ''] = plain.exec(text) ?? [];
  return { text: whole, end: at + whole.length };
}

/** A form sends every line break as that of Windows. */
export const withLineFeeds = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

/** The same rows as such a text. */
export const writePasted = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');
