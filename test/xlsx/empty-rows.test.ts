import { expect, test } from 'vitest';
import { withoutEmptyRows } from '../../src/xlsx/read/empty-rows.ts';
import { sheetsOf, readHere } from './reading.ts';
import { workbook } from '../province/workbook/package.ts';

const styles = '<styleSheet><cellXfs><xf/><xf/></cellXfs></styleSheet>';
const book = (data: string, before = '') =>
  workbook({ sheets: [{ data, before }], parts: { 'xl/styles.xml': styles } });
const row = (number: number) => `<row r="${number}"><c r="A${number}"><v>${number}</v></c></row>`;

/** What is left of the text, handed over in pieces. */
async function left(xml: string, piece: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < xml.length; at += piece) yield xml.slice(at, at + piece);
  }
  return (await Array.fromAsync(withoutEmptyRows(pieces()))).join('');
}

test.for([1, 7, 40, 1000])('empty rows go, in pieces of %i characters', async (piece) => {
  const empty =
    '<row r="2" spans="1:2" s="1" customFormat="1"/>\n<row r="3"><c r="A3" s="1"/><c r="B3" s="1" t="s"/></row>';
  const xml = `<sheetData>${row(1)}${empty}${row(4)}<row r="5"/></sheetData><pageMargins/>`;
  const trimmed = await left(xml, piece);
  expect(trimmed.length).toBeLessThanOrEqual(xml.length);
  expect(trimmed.replace(/<row r="[235]"[^]*?(?:\/>|<\/row>)\s*(?=<row|<\/sheetData)/g, '')).toBe(
    `<sheetData>${row(1)}${row(4)}</sheetData><pageMargins/>`
  );
  if (piece === 1000) expect(trimmed).toBe(`<sheetData>${row(1)}${row(4)}</sheetData><pageMargins/>`);
});

test.for([
  ['hidden rows', '<row r="2" hidden="1"/><row r="3"/>'],
  ['rows of no height', '<row r="2" ht="0"/><row r="3"/>'],
  ['a row before one that does not say its number', '<row r="7"/><row><c><v>1</v></c></row>'],
  ['text that looks like rows', '<row r="2"><c r="A2" t="str"><v><![CDATA[<row r="8"/><row r="9"/>]]></v></c></row>'],
  ['a cell with a value', '<row r="2"><c r="A2" s="1"><v/></c></row><row r="3"/>'],
])('%s stay', async ([, rows]) => {
  expect(await left(`<sheetData>${rows}</sheetData>`, 1000)).toContain(rows!.replace(/<row r="3"\/>$/, ''));
});

test('a sheet with a style down to its last row is read as what it holds, soon', async () => {
  const empty = Array.from(
    { length: 1_048_573 },
    (_, at) => `<row r="${at + 4}"><c r="A${at + 4}" s="1"/><c r="B${at + 4}" s="1"/></row>`
  );
  const bytes = book(row(1) + row(2) + row(3) + empty.join(''));
  const start = performance.now();
  const [sheet] = await sheetsOf(bytes);
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(sheet).toMatchObject({ lastRow: 3, lastColumn: 1 });
  expect(sheet!.rows.map(({ row: number }) => number)).toEqual([1, 2, 3]);
});

test('so is one with styled columns and cells up to XFD', async () => {
  const wide = Array.from(
    { length: 9 },
    (_, at) => `<row r="${at + 2}" s="1" customFormat="1"><c r="XFD${at + 2}" s="1"/></row>`
  );
  const [sheet] = await readHere(
    book(row(1) + wide.join(''), '<cols><col min="1" max="16384" width="9" style="1"/></cols>')
  );
  expect(sheet).toMatchObject({ lastRow: 1, lastColumn: 1 });
});
