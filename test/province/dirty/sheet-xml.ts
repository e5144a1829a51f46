import { columnLetters, escapeXml } from '#xlsx';
import type { Cell, Table } from './table.ts';

export interface BookSheet {
  name: string;
  table: Table;
  /** `B3:B7` */
  merges?: readonly string[];
  /** From 1. */
  hiddenColumns?: readonly number[];
  isHidden?: boolean;
}

/** The place of a text among the shared ones. */
export type Strings = (text: string) => number;

/** The XML of a sheet: its rows in order, blank cells left out, and what stands before and after them. */
export function sheetXml(
  { table, merges = [], hiddenColumns = [] }: BookSheet,
  strings: Strings,
  formats: readonly string[]
): { before: string; data: string; after: string } {
  const rows = [...[...table.above, ...table.header].map((cells) => ({ cells, isHidden: false })), ...table.lines];
  const written = rows.map(({ cells, isHidden }, i) => {
    const inner = cells
      .map((cell, column) => cellXml(cell, `${columnLetters(column + 1)}${i + 1}`, strings, formats))
      .join('');
    return inner === '' ? '' : `<row r="${i + 1}"${isHidden ? ' hidden="1"' : ''}>${inner}</row>`;
  });
  const columns = hiddenColumns.map((at) => `<col min="${at}" max="${at}" width="9" hidden="1"/>`).join('');
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return {
    before: columns && `<cols>${columns}</cols>`,
    data: written.join(''),
    after: merged && `<mergeCells>${merged}</mergeCells>`,
  };
}

const looks = { strike: '<rPr><strike/></rPr>', raised: '<rPr><vertAlign val="superscript"/></rPr>' } as const;
const runXml = ({ text, look }: { text: string; look?: keyof typeof looks }): string =>
  `<r>${look ? looks[look] : ''}<t>${escapeXml(text)}</t></r>`;

function cellXml(cell: Cell, at: string, strings: Strings, formats: readonly string[]): string {
  if (cell === '') return '';
  if (typeof cell === 'string') return `<c r="${at}" t="s"><v>${strings(cell)}</v></c>`;
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('number' in cell) return `<c r="${at}" s="${formats.indexOf(cell.format) + 1}"><v>${cell.number}</v></c>`;
  if ('runs' in cell) return `<c r="${at}" t="inlineStr"><is>${cell.runs.map(runXml).join('')}</is></c>`;
  if ('error' in cell) return `<c r="${at}" t="e"><v>${escapeXml(cell.error)}</v></c>`;
  return `<c r="${at}"><f>${escapeXml(cell.formula)}</f>${cell.value === undefined ? '' : `<v>${cell.value}</v>`}</c>`;
}
