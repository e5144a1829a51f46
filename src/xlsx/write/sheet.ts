import { widthOf } from './width.ts';
import { columnLetters } from '../reference.ts';
import type { Note } from './notes.ts';
import { styleOf, type StyleName } from './styles.ts';
import { declared, escapeCell, escapeXml, namespaces } from './xml.ts';

/**
 * A cell to be written: a bare text or number is in plain style, null is no cell. A formula is written without a
 * result: who opens the workbook computes it.
 */
export type BookCell =
  | string
  | number
  | null
  | { value: string | number; style?: StyleName; note?: string; link?: string; isFormula?: true };

export interface BookSheet {
  name: string;
  rows: Iterable<readonly BookCell[]> | AsyncIterable<readonly BookCell[]>;
  /** Of the columns, in characters. */
  widths?: readonly number[];
  /** The style of each column's empty cells. */
  columnStyles?: readonly StyleName[];
  /** This many rows at the top stay in view. */
  frozen?: number;
  /** Drop-down lists: for the cells of a column (from 1), from this row down. */
  lists?: readonly { column: number; from: number; values: readonly string[] }[];
}

/** What a program for spreadsheets can hold. */
export const largest = { text: 32_767, rows: 1_048_576, links: 60_000, list: 255 } as const;

/**
 * The XML of a sheet, row by row. The comments of its cells are added to `notes`,
 * which the caller writes as a part of its own. `styles` is the index of our first
 * style in the style sheet, `relation` leads to the drawing of the comments.
 */
export async function* sheetXml(
  { rows, widths = [], columnStyles = [], frozen = 0, lists = [] }: BookSheet,
  notes: Note[],
  { styles = 0, relation = 'rId1', isSelected = false } = {}
): AsyncGenerator<string> {
  const links: string[] = [];
  yield `${declared}<worksheet xmlns="${namespaces.main}" xmlns:r="${namespaces.office}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${isSelected ? ' tabSelected="1"' : ''}>`;
  if (frozen > 0)
    yield `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  yield '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>';
  if (widths.length > 0)
    yield `<cols>${widths.map((width, i) => column(i + 1, width, columnStyles[i])).join('')}</cols>`;
  yield '<sheetData>';
  let row = 0;
  for await (const cells of rows) {
    if (++row > largest.rows) throw new Error(`a sheet holds ${largest.rows} rows at most`);
    const texts = cells.map((cell, i) => cellXml(cell, i + 1, row));
    if (texts.some((text) => text !== '')) yield `<row r="${row}"${heightOf(cells)}>${texts.join('')}</row>`;
  }
  yield '</sheetData>';
  const usable = lists.filter(
    ({ values }) =>
      values.length > 0 && values.join(',').length <= largest.list && !values.some((value) => value.includes(','))
  );
  if (usable.length > 0)
    yield `<dataValidations count="${usable.length}">${usable.map(listXml).join('')}</dataValidations>`;
  if (links.length > 0) yield `<hyperlinks>${links.join('')}</hyperlinks>`;
  yield `<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`;
  if (notes.length > 0) yield `<legacyDrawing r:id="${relation}"/>`;
  yield '</worksheet>';

  function cellXml(given: BookCell, at: number, of: number): string {
    if (given === null || given === '') return '';
    const { value, style = 'plain', note, link, isFormula } = typeof given === 'object' ? given : { value: given };
    const cell = `${columnLetters(at)}${of}`;
    if (note !== undefined) notes.push({ cell, row: of, column: at, text: note });
    if (link !== undefined && links.length < largest.links)
      links.push(`<hyperlink ref="${cell}" location="${escapeXml(link)}" display="${escapeXml(String(value))}"/>`);
    const open = `<c r="${cell}" s="${styles + styleOf(style)}"`;
    if (value === '') return `${open}/>`;
    if (isFormula) return `${open}><f>${escapeXml(String(value))}</f></c>`;
    if (typeof value === 'number') return `${open}><v>${value}</v></c>`;
    return `${open} t="inlineStr"><is><t xml:space="preserve">${escapeCell(value.slice(0, largest.text))}</t></is></c>`;
  }

  /** Some programs do not fit the height of a row to its wrapped texts, so it is written. */
  function heightOf(cells: readonly BookCell[]): string {
    const lines = cells.map((cell, i) =>
      typeof cell === 'object' && cell !== null && wrapped.has(cell.style ?? 'plain')
        ? linesOf(String(cell.value), widths[i] ?? 9)
        : 1
    );
    const most = Math.max(1, ...lines);
    return most === 1 ? '' : ` ht="${Math.min(400, most * 15)}" customHeight="1"`;
  }

  function column(at: number, width: number, style: StyleName = 'plain'): string {
    return `<col min="${at}" max="${at}" width="${width}" customWidth="1" style="${styles + styleOf(style)}"/>`;
  }
}

const wrapped: ReadonlySet<StyleName> = new Set(['wrap', 'head', 'headAccent']);
const linesOf = (text: string, width: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((widthOf(line) * 1.25) / width)), 0);

const listXml = ({ column, from, values }: NonNullable<BookSheet['lists']>[number]): string =>
  `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorStyle="warning" errorTitle="不在可选的值里" error="${escapeXml(`可选：${values.join('、')}`.slice(0, 220))}" ` +
  `sqref="${columnLetters(column)}${from}:${columnLetters(column)}${largest.rows}"><formula1>"${escapeXml(values.join(','))}"</formula1></dataValidation>`;

/** Where a cell is, as a link within a workbook says it: `'表 1'!B5`. */
export const linkTo = (sheet: string, cell: string): string => `'${sheet.replaceAll("'", "''")}'!${cell}`;
