import type { Row, Table, FileRow, FileRows } from '#spec';
import { rowsOf } from '../../../../counted.ts';
import { tableOf } from '../../../../receipts.ts';
import { words } from '#lib/words.ts';

/** Beyond this a cell is cut on the page: as JSON and CSV it goes out whole. */
const longest = 200;

/** The rows of a file, each under the headers of its sheet, with what became of it first. */
export function fileRowsTable({ files, rows }: FileRows): Table {
  const hasSheets = files.length > 1;
  const headers = rows.reduce<readonly string[]>(
    (most, { cells }) => (cells.length > most.length ? cells.map(({ header }) => header) : most),
    []
  );
  const shown = Object.fromEntries(headers.map((header, i) => [`c${i}`, hasSheets ? words.nthColumn(i + 1) : header]));
  return tableOf(
    {
      row: [words.rowNumber, 'number'],
      ...(hasSheets ? { sheet: words.sheet } : {}),
      state: words.fate,
      why: words.why,
      ...shown,
    },
    rows.map((row) => ({
      row: row.row,
      sheet: row.sheet,
      state: row.what === null ? words.fates[row.state] : words.whats[row.what],
      why: whyOf(row),
      by: row.supersededBy,
      ...Object.fromEntries(
        row.cells.map(({ value, isPrivate }, i) => [`c${i}`, isPrivate ? words.hidden : cut(value)])
      ),
    }))
  );
}

/** The row that took the place of another. */
export function usedInstead(receipt: string, { by }: Row, name: string): string | null {
  if (name !== 'why' || by === null || typeof by !== 'object' || Array.isArray(by)) return null;
  const instead = { file: String(by.file), sheet: String(by.sheet), sha256: String(by.sha256) };
  return rowsOf(receipt, instead, by.row === null ? [] : [['row', String(by.row)]]);
}

function whyOf({ supersededBy: by, defects }: FileRow): string | null {
  const found = defects.map(
    ({ column, problem, effect }) =>
      `${column ? `${column}：` : ''}${problem}${effect === 'row' ? '' : `（${words.effects[effect]}）`}`
  );
  return (
    [...(by ? [words.supersededBy(words.rowLocation(by.file, by.sheet, by.row), by.reason)] : []), ...found].join(
      '；'
    ) || null
  );
}

const cut = (value: string | null): string | null =>
  value !== null && value.length > longest ? `${value.slice(0, longest)}…` : value;
