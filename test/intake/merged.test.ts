import { expect, test } from 'vitest';
import { gridRows } from '../../src/intake/workbook/grid.ts';
import { fillDown } from '../../src/intake/workbook/merged.ts';
import type { XlsxRow } from '#xlsx';
import { sheetsOf, type WholeSheet } from '../xlsx/reading.ts';
import { workbook } from '../province/workbook/package.ts';

/** A sheet of texts; '' is no cell. */
async function sheetOf(rows: string[][], merges: string[] = []): Promise<WholeSheet> {
  const data = rows
    .map(
      (cells, at) =>
        `<row r="${at + 1}">${cells
          .map((words, column) =>
            words === ''
              ? ''
              : `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${words}</t></is></c>`
          )
          .join('')}</row>`
    )
    .join('');
  const after = `<mergeCells>${merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;
  const [sheet] = await sheetsOf(workbook({ sheets: [{ data, after }] }));
  return sheet!;
}

async function* stream(rows: readonly XlsxRow[]): AsyncGenerator<XlsxRow> {
  yield* rows;
}

const filled = async ({ rows, merges }: WholeSheet) => Array.fromAsync(fillDown(stream(rows), merges));
const texts = (rows: readonly XlsxRow[]) =>
  rows.map(({ cells }) => cells.map(({ column, text }) => `${column}${text}`).join(' '));

test('a vertically merged cell is filled down within its range and nowhere else', async () => {
  const sheet = await sheetOf(
    [
      ['市', '名称'],
      ['济南市', '甲'],
      ['', '乙'],
      ['', '丙'],
      ['', '丁'],
      ['青岛市', '戊'],
      ['', '己'],
    ],
    ['A2:A4']
  );
  const rows = await filled(sheet);
  expect(texts(rows)).toEqual(['1市 2名称', '1济南市 2甲', '1济南市 2乙', '1济南市 2丙', '2丁', '1青岛市 2戊', '2己']);
  expect(rows[2]!.cells[0]).toMatchObject({ kind: 'text', filledFrom: 'A2' });
});

test('a block merged both ways fills its first column; a merge across fills nothing', async () => {
  const sheet = await sheetOf(
    [
      ['甲', '', 'x'],
      ['', '', 'y'],
      ['乙', '', 'z'],
    ],
    ['A1:B2', 'A3:B3']
  );
  expect(texts(await filled(sheet))).toEqual(['1甲 3x', '1甲 3y', '1乙 3z']);
});

test('rows that hold nothing stay so, an empty merge fills nothing, two merges side by side fill each their own', async () => {
  const sheet = await sheetOf(
    [
      ['甲', '一', '1'],
      ['', '', ''],
      ['', '', '3'],
      ['', '', '4'],
    ],
    ['A1:A4', 'B1:B3', 'D1:D4']
  );
  expect(texts(await filled(sheet))).toEqual(['1甲 2一 31', '1甲 2一 33', '1甲 34']);
});

test('what stands hidden beneath a merge is not painted over', async () => {
  const sheet = await sheetOf(
    [
      ['济南市', '甲'],
      ['青岛市', '乙'],
      ['济南市', '丙'],
    ],
    ['A1:A3']
  );
  const rows = await filled(sheet);
  expect(texts(rows)).toEqual(['1济南市 2甲', '1青岛市 2乙', '1济南市 2丙']);
  expect(rows[1]!.cells[0]!.findings).toMatchObject([
    { effect: 'cell', problem: expect.stringMatching(/A2.*A1:A3.*青岛市/) },
  ]);
  expect(rows[2]!.cells[0]!.findings).toBeUndefined();
});

test('the grid is as wide as its sheet, has every row up to the last, and tells what was found where', async () => {
  const data =
    '<row r="2"><c r="B2" t="b"><v>1</v></c><c r="C2" t="b"><v>0</v></c></row>' +
    '<row r="4" hidden="1"><c r="A4" t="e"><v>#REF!</v></c><c r="B4" s="1"><v>45771.7083333333</v></c><c r="C4"><v>370102199001011234</v></c></row><row r="5"><c r="A5"/></row>';
  const [sheet] = await sheetsOf(workbook({ formats: ['yyyy-mm-dd hh:mm'], sheets: [{ data }] }));
  const rows = (await Array.fromAsync(gridRows(stream(sheet!.rows), sheet!.lastColumn))).flat();
  expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
    [1, '', '', ''],
    [2, '', '是', '否'],
    [3, '', '', ''],
    [4, '#REF!', '2025-04-24 17:00:00', '3.70102199001011E+17'],
  ]);
  expect(rows.map(({ issues: troubles }) => troubles?.length ?? 0)).toEqual([0, 0, 0, 3]);
  expect(rows[3]!.issues).toMatchObject([
    { check: 'hidden_row', effect: 'mark' },
    { check: 'error_value', cell: 0, value: '#REF!', effect: 'cell' },
    { check: 'precision_lost', cell: 2, effect: 'cell', problem: expect.stringContaining('15 位') },
  ]);
});
