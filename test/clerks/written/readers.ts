import ExcelJS from 'exceljs';
import { readXlsx } from 'hucre';
import readExcelFile from 'read-excel-file/node';
import { read as readBySheetJs, type CellObject } from 'xlsx';
import { columnLetters } from '#xlsx';
import { sheetsOf } from '../../xlsx/reading.ts';
import { textIn } from '../../../src/xlsx/patch/comment-text.ts';
import { attribute } from '../../../src/xlsx/patch/tokens.ts';
import { partsOf } from '../marked/parts.ts';

/** What a reader finds in a sheet: its texts and its comments, by place. Without `notes` it reads no comments. */
export interface ReadSheet {
  sheet: string;
  cells: Record<string, string>;
  notes?: Record<string, string>;
}

type Reader = (bytes: Buffer) => Promise<ReadSheet[]>;

const place = (row: number, column: number) => `${columnLetters(column)}${row}`;
const even = (text: string) => text.replace(/\r\n?/g, '\n');
/** Texts alone: of numbers and days each reader makes something else. */
const texts = (cells: Iterable<readonly [string, unknown]>): Record<string, string> =>
  Object.fromEntries(
    [...cells].flatMap(([at, value]) => (typeof value === 'string' && value !== '' ? [[at, even(value)]] : []))
  );

/** Our own reader, and the comments as they stand in the parts. */
export const own: Reader = async (bytes) => {
  const parts = await partsOf(bytes);
  const sheets = await sheetsOf(bytes);
  return sheets.map(({ name, rows }) => {
    const at = tabOf(parts, name);
    const target = /Type="[^"]*\/comments" Target="\.\.\/([^"]*)"/.exec(
      parts.get(`xl/worksheets/_rels/${at}.rels`) ?? ''
    )?.[1];
    const notes = (parts.get(`xl/${target}`) ?? '').match(/<comment\s[\s\S]*?<\/comment>/g) ?? [];
    return {
      sheet: name,
      cells: texts(
        rows.flatMap(({ row, cells }) =>
          cells.map(({ column, kind, raw }) => [place(row, column), kind === 'text' ? raw : null] as const)
        )
      ),
      notes: Object.fromEntries(notes.map((note) => [attribute(note, 'ref') ?? '', even(textIn(note, 't'))])),
    };
  });
};

function tabOf(parts: ReadonlyMap<string, string>, name: string): string {
  const tabs = parts.get('xl/workbook.xml')?.match(/<sheet\s[^>]*>/g) ?? [];
  const id = tabs.map((tab) => [attribute(tab, 'name'), attribute(tab, 'r:id')]).find(([each]) => each === name)?.[1];
  const links = parts.get('xl/_rels/workbook.xml.rels')?.match(/<Relationship\s[^>]*>/g) ?? [];
  return links.find((link) => attribute(link, 'Id') === id)?.match(/sheet\d+\.xml/)?.[0] ?? '';
}

const exceljs: Reader = async (bytes) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  return book.worksheets.map((sheet) => {
    const cells: [string, unknown][] = [];
    const notes: Record<string, string> = {};
    sheet.eachRow({ includeEmpty: true }, (row) =>
      row.eachCell({ includeEmpty: true }, (cell) => {
        if (!cell.isMerged || cell.master === cell) {
          const { value } = cell;
          cells.push([
            cell.address,
            typeof value === 'object' && value !== null && 'hyperlink' in value
              ? cell.text
              : typeof value === 'object' && value !== null && 'richText' in value
                ? cell.text
                : value,
          ]);
        }
        const { note } = cell;
        if (note)
          notes[cell.address] = even(
            typeof note === 'string' ? note : (note.texts ?? []).map(({ text }) => text).join('')
          );
      })
    );
    return { sheet: sheet.name, cells: texts(cells), notes };
  });
};

const sheetjs: Reader = async (bytes) =>
  Object.entries(readBySheetJs(bytes).Sheets).map(([sheet, cells]) => {
    const all = Object.entries(cells).filter(([at]) => !at.startsWith('!')) as [string, CellObject][];
    return {
      sheet,
      cells: texts(all.map(([at, { t, v }]) => [at, t === 's' ? v : null] as const)),
      notes: Object.fromEntries(all.flatMap(([at, { c }]) => (c ? [[at, even(c.map(({ t }) => t).join(''))]] : []))),
    };
  });

const hucre: Reader = async (bytes) =>
  (await readXlsx(bytes)).sheets.map(({ name, rows, cells }) => ({
    sheet: name,
    cells: texts(rows.flatMap((row, r) => row.map((value, c) => [place(r + 1, c + 1), value] as const))),
    notes: Object.fromEntries(
      Array.from(cells ?? []).flatMap(([at, { comment }]) => {
        const [row = 0, column = 0] = at.split(',').map(Number);
        return comment ? [[place(row + 1, column + 1), even(comment.text)]] : [];
      })
    ),
  }));

const readExcel: Reader = async (bytes) =>
  (await readExcelFile(bytes, { trim: false } as never)).map(({ sheet, data }) => ({
    sheet,
    cells: texts(data.flatMap((row, r) => row.map((value, c) => [place(r + 1, c + 1), value] as const))),
  }));

export const readers: Readonly<Record<string, Reader>> = {
  exceljs,
  'xlsx (SheetJS)': sheetjs,
  hucre,
  'read-excel-file': readExcel,
};
