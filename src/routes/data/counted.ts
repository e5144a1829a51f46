import type { Row } from '#spec';
import { search } from '#lib/filters/filters.ts';

interface Sheet {
  file: string;
  sheet: string;
  sha256: string;
}

type Asked = readonly (readonly [string, string])[];

/** The rows of a sheet that a count of the receipt is of. */
export const rowsOf = (receipt: string, { file, sheet, sha256 }: Sheet, asked: Asked = []): string =>
  `/data/receipts/${encodeURIComponent(receipt)}/files/${sha256}${search([['file', file], ['sheet', sheet], ...asked])}`;

/** The defects that a count is of. */
export const defectsOf = (receipt: string, asked: Asked = []): string =>
  `/data/receipts/${encodeURIComponent(receipt)}/defects${asked.length > 0 ? search(asked) : ''}`;

/** What a row of a file may have become, by the name that a receipt counts it under. */
export const stateOf: Readonly<Record<string, string>> = {
  loaded: 'loaded',
  superseded: 'superseded',
  rejected: 'rejected',
  totals: 'total',
  blank: 'blank',
};

/** Where a count in the table of the files leads. */
export function filesProof(receipt: string, row: Row, name: string): string | null {
  if (typeof row.sha256 !== 'string' || row.status_code !== 'loaded') return null;
  const sheet = { file: String(row.path), sheet: String(row.sheet), sha256: row.sha256 };
  if (name === 'read') return rowsOf(receipt, sheet);
  const state = stateOf[name];
  return state === undefined ? null : rowsOf(receipt, sheet, [['state', state]]);
}

/** Where the number of the row that a defect is in leads: to the row. */
export function defectProof(
  receipt: string,
  files: readonly (Sheet & { headerRow: number | null })[],
  row: Row,
  name: string
): string | null {
  if (name !== 'row' || typeof row.row !== 'number') return null;
  const sheet = files.find(({ file, sheet }) => file === row.path && sheet === row.sheet);
  // What stands in the header is no row below it.
  return sheet && sheet.headerRow !== null && row.row > sheet.headerRow
    ? rowsOf(receipt, sheet, [['row', String(row.row)]])
    : null;
}
