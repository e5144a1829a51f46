import { withLineFeeds } from '#spec';

/** A cell of a CSV file, as it is written and what it says. */
export interface Cell {
  raw: string;
  text: string;
}

/** A record of a CSV file with what ends it. All of them, written one after the other, are the file. */
export interface Record {
  cells: Cell[];
  end: string;
}

const plain = /[^,\r\n]*/y;
const quoted = /"(?:[^"]|"")*"(?=[,\r\n]|$)/y;
const end = /\r\n|\r|\n/y;

/** Cuts a text into its records; null where a quotation mark does not work out. */
export function recordsOf(text: string): Record[] | null {
  const records: Record[] = [];
  let cells: Cell[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  while (at < text.length || cells.length > 0) {
    const whole = take(quoted);
    const raw = whole ?? take(plain) ?? '';
    if (whole === undefined && raw.includes('"')) return null;
    cells.push({ raw, text: said(whole === undefined ? raw : raw.slice(1, -1).replaceAll('""', '"')) });
    if (text[at] === ',') at += 1;
    else {
      records.push({ cells, end: take(end) ?? '' });
      cells = [];
      if (at >= text.length) break;
    }
  }
  return records;
}

/** What a cell says, however it is written: as the reader of the file takes it. */
export const said = (text: string): string => withLineFeeds(text).trim();

export const isBlank = ({ cells }: Record): boolean => cells.every(({ text }) => text === '');

/** A text as a cell: between quotation marks where it must be, or where the cell before it was. */
export const written = (text: string, before?: Cell): string =>
  /[",\r\n]/.test(text) || before?.raw.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;

export const textOf = (records: readonly Record[]): string =>
  records.map(({ cells, end }) => `${cells.map(({ raw }) => raw).join(',')}${end}`).join('');
