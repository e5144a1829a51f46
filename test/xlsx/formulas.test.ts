import { expect, test } from 'vitest';
import { readHere } from './reading.ts';
import { workbook } from '../province/workbook/package.ts';

const main = (calc: string) =>
  `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>${calc}</workbook>`;

/** What is found of the cells of one row, under what the workbook says of its calculation. */
async function found(calc: string, cells: string): Promise<string[]> {
  const parts: Record<string, string> = calc === '' ? {} : { 'xl/workbook.xml': main(`<calcPr ${calc}/>`) };
  const [sheet] = await readHere(workbook({ sheets: [{ data: `<row r="1">${cells}</row>` }], parts }));
  return sheet!.rows[0]!.cells.map(({ text, findings = [] }) =>
    [text, ...findings.map(({ effect, check }) => `${effect} ${check}`)].join(' ')
  );
}

const zero = '<c r="A1"><f>B1*2</f><v>0</v></c>';
const some = '<c r="B1"><f>SUM(1,2)</f><v>3</v></c>';
const typed = '<c r="C1"><v>0</v></c>';

test.for([
  'fullCalcOnLoad="1"',
  'calcId="1" fullCalcOnLoad="true"',
  'calcCompleted="0"',
  'calcMode="manual" calcOnSave="0"',
])('under %s a zero of a formula is unknown, another value is marked, what is typed in is sure', async (calc) => {
  expect(await found(calc, zero + some + typed)).toEqual([
    '0 cell formula_not_computed',
    '3 mark formula_not_computed',
    '0',
  ]);
});

test.for(['calcId="191029"', 'calcMode="manual"', 'fullCalcOnLoad="0" calcCompleted="1"', 'iterate="1"'])(
  'under %s formulas have their values',
  async (calc) => expect(await found(calc, zero + some + typed)).toEqual(['0', '3', '0'])
);

test('so are shared formulas, array formulas and what they spill, texts that are empty, days', async () => {
  const cells =
    '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f><v>0</v></c><c r="B1"><f t="shared" si="0"/><v>0</v></c>' +
    '<c r="C1"><f t="array" ref="C1:E1">C2:E2</f><v>0</v></c><c r="D1"><v>0</v></c><c r="E1"><v>7</v></c>' +
    '<c r="F1" t="str"><f>G1</f><v></v></c><c r="G1" t="str"><f>A2</f><v>甲</v></c><c r="H1"><v>7</v></c>';
  expect(await found('fullCalcOnLoad="1"', cells)).toEqual([
    '0 cell formula_not_computed',
    '0 cell formula_not_computed',
    '0 cell formula_not_computed',
    '0 cell formula_not_computed',
    '7 mark formula_not_computed',
    ' cell formula_not_computed',
    '甲 mark formula_not_computed',
    '7',
  ]);
});

test('where formulas have no value, a zero among them is one of nobody, or is marked where others were computed', async () => {
  const none = '<c r="B1"><f>1+1</f></c>';
  expect(await found('', zero + none)).toEqual(['0 cell formula_not_computed', ' cell formula_without_value']);
  expect(await found('', `${zero}${none}<c r="C1"><f>1+1</f><v>2</v></c>`)).toEqual([
    '0 mark formula_not_computed',
    ' cell formula_without_value',
    '2',
  ]);
});

test('where every formula is 0 they are marked, were it one, and whatever texts are empty; one among others is not', async () => {
  const second = '<c r="B1"><f>SUM(C1:C9)</f><v>0</v></c>';
  expect(await found('', zero + second)).toEqual(['0 mark formula_not_computed', '0 mark formula_not_computed']);
  expect(await found('', zero)).toEqual(['0 mark formula_not_computed']);
  expect(await found('', `${zero}<c r="B1" t="str"><f>IF(C1="","",1)</f><v></v></c>`)).toEqual([
    '0 mark formula_not_computed',
    ' mark formula_not_computed',
  ]);
  expect(await found('', zero + some)).toEqual(['0', '3']);
});

test('a sheet that shows no zeros marks those that are stored', async () => {
  const [sheet] = await readHere(
    workbook({
      sheets: [
        { before: '<sheetViews><sheetView showZeros="0"/></sheetViews>', data: `<row r="1">${typed}${some}</row>` },
      ],
    })
  );
  expect(sheet!.rows[0]!.cells.map(({ findings }) => findings?.[0]?.check)).toEqual([undefined, 'hidden_value']);
});
