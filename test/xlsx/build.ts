import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openArchive } from '../../src/xlsx/read/archive.ts';
import { readBook } from '../../src/xlsx/read/book.ts';
import { refuseOtherKinds } from '../../src/xlsx/read/signatures.ts';
import { openSheets } from '../../src/xlsx/read/sheets.ts';
import { readWorkbook, WorkbookError, type SheetHead, type XlsxCell, type XlsxRow } from '../../src/xlsx/index.ts';
import type { ReadOptions } from '../../src/xlsx/read/sandbox.ts';
import { writeZip, type ZipEntry } from './zip.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export interface Sheet {
  name?: string;
  state?: string;
  /** What stands within `sheetData`. */
  data?: string;
  before?: string;
  after?: string;
}

export interface Parts {
  sheets?: Sheet[];
  /** `si` elements; or texts, which are made such. */
  strings?: string[];
  /** Format codes: style n + 1 has code n, style 0 is General. A number is a builtin format. */
  formats?: (string | number)[];
  is1904?: boolean;
  /** Parts by name: replaces one, adds one, takes one away (null). */
  parts?: Record<string, string | Buffer | null>;
}

/** The entries of a workbook, made by hand. */
export function workbookEntries({
  sheets = [{}],
  strings = [],
  formats = [],
  is1904 = false,
  parts = {},
}: Parts): ZipEntry[] {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `${declared}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const custom = formats
    .map((code, at) =>
      typeof code === 'string' ? `<numFmt numFmtId="${200 + at}" formatCode="${escapeXml(code)}"/>` : ''
    )
    .join('');
  const styles = [
    '<xf numFmtId="0"/>',
    ...formats.map(
      (code, at) => `<xf numFmtId="${typeof code === 'number' ? code : 200 + at}" applyNumberFormat="1"/>`
    ),
  ];
  const all: Record<string, string | Buffer | null> = {
    '[Content_Types].xml': `${declared}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${declared}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${escapeXml(name ?? `Sheet${at + 1}`)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
        relation('rId8001', 'sharedStrings', 'sharedStrings.xml') +
        relation('rId8002', 'styles', '/xl/styles.xml')
    ),
    'xl/sharedStrings.xml': `${declared}<sst xmlns="${main}">${strings.map((text) => (text.startsWith('<si') ? text : `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`)).join('')}</sst>`,
    'xl/styles.xml': `${declared}<styleSheet xmlns="${main}"><numFmts>${custom}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ data = '', before = '', after = '' }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${declared}<worksheet xmlns="${main}">${before}<sheetData>${data}</sheetData>${after}</worksheet>`,
      ])
    ),
    ...parts,
  };
  return Object.entries(all).flatMap(([name, data]) => (data === null ? [] : [{ name, data }]));
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const workbook = (parts: Parts): Buffer => writeZip(workbookEntries(parts));

const folder = mkdtempSync(join(tmpdir(), 'workbooks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

export function onDisk(bytes: Buffer, name = 'a.xlsx'): string {
  const path = join(folder, `${count++}-${name}`);
  writeFileSync(path, bytes);
  return path;
}

export interface WholeSheet extends SheetHead {
  rows: XlsxRow[];
}

/** All of a workbook, or the WorkbookError. */
export async function readAll(
  bytes: Buffer,
  options: ReadOptions = {}
): Promise<{ ignored: string[]; sheets: WholeSheet[] } | WorkbookError> {
  const file = await open(onDisk(bytes));
  try {
    const book = await readWorkbook(file, options);
    const sheets: WholeSheet[] = [];
    for await (const { rows, ...head } of book.sheets) sheets.push({ ...head, rows: await Array.fromAsync(rows) });
    return { ignored: book.ignored, sheets };
  } catch (error) {
    if (error instanceof WorkbookError) return error;
    throw error;
  } finally {
    await file.close();
  }
}

export async function refusalOf(bytes: Buffer, options: ReadOptions = {}): Promise<WorkbookError> {
  const read = await readAll(bytes, options);
  if (!(read instanceof WorkbookError)) throw new Error(`not refused: ${JSON.stringify(read).slice(0, 500)}`);
  return read;
}

export async function sheetsOf(bytes: Buffer): Promise<WholeSheet[]> {
  const read = await readAll(bytes);
  if (read instanceof WorkbookError) throw read;
  return read.sheets;
}

/** All sheets, read in this process: what the child would send. Throws a WorkbookError. */
export async function readHere(bytes: Buffer): Promise<WholeSheet[]> {
  const file = await open(onDisk(bytes));
  try {
    refuseOtherKinds(file.fd);
    const archive = await openArchive(file.fd);
    const sheets = await openSheets(archive, await readBook(archive));
    return await Promise.all(
      sheets.map(async ({ head, rows }) => ({ ...head, rows: (await Array.fromAsync(rows())).flat() }))
    );
  } finally {
    await file.close();
  }
}

/** The cells of the first row of a sheet. */
export async function cellsOf(data: string, parts: Omit<Parts, 'sheets'> = {}): Promise<XlsxCell[]> {
  const [sheet] = await readHere(workbook({ ...parts, sheets: [{ data: `<row r="1">${data}</row>` }] }));
  return sheet!.rows[0]?.cells ?? [];
}
