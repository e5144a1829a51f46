import { decodeWhole, encodeWhole, type Encoded } from './encoded.ts';
import { pairRows, type Pair } from './pairs.ts';
import { isBlank, recordsOf, said, textOf, written, type Record } from './records.ts';

/** A CSV file as bytes that can be put together again: its header, its rows, and what of it says nothing. */
export interface Taken {
  encoded: Encoded;
  /** Up to the header and with it. */
  head: Record[];
  /** Each row with the blank lines that stand below it. */
  rows: { record: Record; below: Record[] }[];
  columns: string[];
}

/** Takes a file apart; a text says why it cannot be. */
export function takeApart(bytes: Buffer): Taken | string {
  const encoded = decodeWhole(bytes);
  if (encoded === null)
    return '这个文件的编码认不准，在网页上改会动到没有改的字。请在服务器上另存为“CSV UTF-8”，再来填。';
  const records = recordsOf(encoded.text);
  const at = records?.findIndex((record) => !isBlank(record)) ?? -1;
  if (records === null || at === -1) return '这个文件里引号不成对，或者没有第一行的列名。请在服务器上改好，再来填。';
  const taken: Taken = {
    encoded,
    head: records.slice(0, at + 1),
    rows: [],
    columns: records[at]!.cells.map(({ text }) => text.toLowerCase()),
  };
  for (const record of records.slice(at + 1)) {
    if (!isBlank(record)) taken.rows.push({ record, below: [] });
    else (taken.rows.at(-1)?.below ?? taken.head).push(record);
  }
  return taken;
}

/** What the cells of its rows say. */
export const cellsOf = ({ rows }: Taken): string[][] => rows.map(({ record }) => record.cells.map(({ text }) => text));

/**
 * The same file with other rows: those that are the same, and cells that are the same, stay as they are written, and so
 * do its encoding, its mark, its line ends and its blank lines. null where its encoding has no sign for a character.
 */
export function rewrite(taken: Taken, rows: readonly (readonly string[])[], key: readonly number[]): Buffer | null {
  const pairs = pairRows(cellsOf(taken), rows, key);
  const usual = taken.head.find(({ end }) => end !== '')?.end ?? '\n';
  const records: Record[] = [...taken.head];
  for (const { before, after } of pairs) {
    const old = before === null ? undefined : taken.rows[before];
    if (after !== null) records.push(recordOf(rows[after] ?? [], old?.record, usual));
    records.push(...(old?.below ?? []));
  }
  return encodeWhole(taken.encoded, textOf(endedAs(taken, records, usual)));
}

function recordOf(row: readonly string[], old: Record | undefined, usual: string): Record {
  const cells = row.map((text, at) => {
    const cell = old?.cells[at];
    const now = said(text);
    return cell !== undefined && cell.text === now ? cell : { raw: written(now, cell), text: now };
  });
  // A row of one column that says nothing would be a blank line.
  return { cells, end: old === undefined || old.end === '' ? usual : old.end };
}

/** A file that ended without a line end ends so again, and no other line does. */
function endedAs({ head, rows }: Taken, records: readonly Record[], usual: string): Record[] {
  const before = [...head, ...rows.flatMap(({ record, below }) => [record, ...below])];
  const isOpen = before.at(-1)?.end === '';
  return records.map((record, at) => {
    const end = record.end === '' ? usual : record.end;
    return { ...record, end: at === records.length - 1 && isOpen ? '' : end };
  });
}

/** What became of the rows, but for those that stayed. */
export function changedRows(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
  key: readonly number[]
): Pair[] {
  const isSame = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((cell, at) => cell === other[at]);
  return pairRows(before, after, key).filter(
    (pair) => pair.before === null || pair.after === null || !isSame(before[pair.before]!, after[pair.after]!)
  );
}
