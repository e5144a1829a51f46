import { workbookEntries } from '../workbook/package.ts';
import { writeZip, type ZipEntry } from '../workbook/zip.ts';
import { sheetXml, type BookSheet, type Strings } from './sheet-xml.ts';
import type { Cell, Table } from './table.ts';

/** An .xlsx workbook of tables as a clerk lays them out. */
export const workbook = (sheets: readonly BookSheet[], options: { is1904?: boolean } = {}): Buffer =>
  writeZip(parts(sheets, options));

/** The parts of such a workbook, before they are packed. */
export function parts(sheets: readonly BookSheet[], { is1904 = false }: { is1904?: boolean } = {}): ZipEntry[] {
  const formats = [...new Set(sheets.flatMap(({ table }) => formatsOf(table)))];
  const index = new Map<string, number>();
  const strings: Strings = (text) => index.get(text) ?? (index.set(text, index.size), index.size - 1);
  const written = sheets.map((sheet) => ({
    name: sheet.name,
    ...(sheet.isHidden ? { state: 'hidden' } : {}),
    ...sheetXml(sheet, strings, formats),
  }));
  return workbookEntries({ sheets: written, strings: [...index.keys()], formats, is1904 });
}

const formatsOf = ({ lines, above }: Table): string[] =>
  [...above, ...lines.map(({ cells }) => cells)]
    .flat()
    .flatMap((cell: Cell) => (typeof cell === 'object' && 'number' in cell ? [cell.format] : []));
