import { expect, test } from 'vitest';
import { cellsOf, readHere } from './reading.ts';
import { type Parts, workbook } from '../province/workbook/package.ts';

const run = (text: string, properties?: string) =>
  `<r>${properties === undefined ? '' : `<rPr>${properties}</rPr>`}<t xml:space="preserve">${text}</t></r>`;
/** A cell of the same row that is not struck. */
const beside = '<c r="B1"><v>1</v></c>';
const raised = '<vertAlign val="superscript"/>';
const lowered = '<vertAlign val="subscript"/>';
const red = '<color rgb="FFFF0000"/>';
const white = '<color rgb="FFFFFFFF"/>';

type Case = [name: string, runs: string, text: string, effect: 'cell' | 'mark' | 'marks' | null];

const cases: Case[] = [
  ['struck digits before the right ones', run('100', '<strike/>') + run('200'), '200', 'mark'],
  ['struck digits behind', run('200') + run('100', '<strike/><sz val="11"/>'), '200', 'mark'],
  ['a struck name', run('山东旧名公司', '<strike val="1"/>') + run('山东新名公司', '<b/>'), '山东新名公司', 'mark'],
  ['a strike that is taken back', run('100', '<strike val="0"/>') + run('200'), '100200', null],
  ['struck as a whole', run('100', '<strike/>') + run('200', '<strike/>'), '100200', 'cell'],
  ['struck but for blanks', run('100', '<strike/>') + run('  '), '100  ', 'cell'],
  ['a raised footnote', run('1200') + run('1', raised), '1200', 'mark'],
  ['a raised footnote in brackets', run('1200') + run('[2]', raised), '1200', 'mark'],
  ['a raised note on a word', run('济南市') + run('注1', raised), '济南市', 'mark'],
  ['raised as a whole', run('1200', raised), '1200', 'mark'],
  ['a lowered letter of a name', run('CO') + run('2', lowered) + run('减排项目'), 'CO2减排项目', null],
  ['a lowered digit of an amount', run('1200') + run('1', lowered), '1200', 'mark'],
  ['white digits', run('3') + run('00', white), '3', 'mark'],
  ['white by the theme', run('3') + run('00', '<color theme="0"/>'), '3', 'mark'],
  ['too small to see', run('3') + run('00', '<sz val="1"/>'), '3', 'mark'],
  ['grey is seen', run('3') + run('00', '<color rgb="FF808080"/>'), '300', 'mark'],
  ['bold and red', run('3', '<b/>') + run('00', '<color rgb="FFFF0000"/><u/>'), '300', 'mark'],
  ['a note in a small font', run('1200') + run('1', '<sz val="6"/>'), '12001', 'mark'],
  ['a small note behind a large number', run('1200', '<sz val="16"/>') + run('1', '<sz val="10"/>'), '12001', 'mark'],
  ['a colour of the theme', run('1200', '<color theme="1"/>') + run('1', '<color theme="5"/>'), '12001', 'mark'],
  ['a struck number, and two colours', run('9', '<strike/>') + run('1') + run('2', red), '12', 'marks'],
  ['bold alone', run('3', '<b/>') + run('00', '<color theme="1"/><sz val="10"/>'), '300', null],
  ['a red unit', run('300') + run('万元', red), '300万元', null],
  ['two colours of words', run('示例') + run('二期', red), '示例二期', null],
  ['runs without anything', run('济') + run('南'), '济南', null],
];

test.for(cases)('%s', async ([, runs, text, effect]) => {
  const shared = await cellsOf(`<c r="A1" t="s"><v>0</v></c>${beside}`, { strings: [`<si>${runs}</si>`] });
  const [inline] = await cellsOf(`<c r="A1" t="inlineStr"><is>${runs}</is></c>${beside}`);
  expect(shared[0]).toMatchObject({ kind: 'text', text });
  expect(shared[0]!.findings?.map((finding) => finding.effect) ?? []).toEqual(
    effect === 'marks' ? ['mark', 'mark'] : effect ? [effect] : []
  );
  expect({ ...inline, raw: '' }).toEqual({ ...shared[0], raw: '' });
});

test('what was left out, the whole and what is read are all told, and the file keeps the whole', async () => {
  const [cell] = await cellsOf('<c r="A1" t="s"><v>0</v></c>', {
    strings: [`<si>${run('100', '<strike/>')}${run('200')}</si>`],
  });
  expect(cell!.raw).toBe('100200');
  expect(cell!.findings![0]!.problem).toMatch(/“100200”.*“100”带删除线.*“200”/);
});

/** Styles: 1 struck, 2 raised, 3 white on nothing, 4 white on blue, 5 struck days. */
const styles = `<styleSheet><fonts><font/><font><b/><strike/></font><font><vertAlign val="superscript"/></font><font><color theme="0"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF4472C4"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf fontId="3" fillId="2"/><xf fontId="1" numFmtId="14"/></cellXfs></styleSheet>`;
const styled = (parts: Omit<Parts, 'sheets'> = {}): Omit<Parts, 'sheets'> => ({
  ...parts,
  parts: { 'xl/styles.xml': styles },
});

test.for<[string, string, string, string[]]>([
  ['a struck number', '<c r="A1" s="1"><v>5</v></c><c r="B1"><v>1</v></c>', '5', ['cell struck_text']],
  ['a struck text', '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><v>1</v></c>', '甲', ['cell struck_text']],
  ['a struck day', '<c r="A1" s="5"><v>45717</v></c><c r="B1"><v>1</v></c>', '2025-03-01', ['cell struck_text']],
  ['a struck formula', '<c r="A1" s="1"><f>1</f><v>1</v></c><c r="B1"><v>1</v></c>', '1', ['cell struck_text']],
  ['a raised number', '<c r="A1" s="2"><v>5</v></c>', '5', ['mark raised_text']],
  ['a white number', '<c r="A1" s="3"><v>5</v></c>', '5', ['mark hidden_text']],
  ['a white number on blue', '<c r="A1" s="4"><v>5</v></c>', '5', []],
  ['a run that takes the strike of its cell', '<c r="A1" s="1" t="s"><v>1</v></c>', '乙', ['mark struck_text']],
  ['runs of their own in a struck cell', '<c r="A1" s="1" t="s"><v>2</v></c>', '丙', []],
])('%s', async ([, cells, text, findings]) => {
  const strings = ['甲', `<si>${run('甲')}${run('乙', '<b/>')}</si>`, `<si>${run('丙', '<b/>')}</si>`];
  const [cell] = await cellsOf(cells, styled({ strings }));
  expect(cell!.text).toBe(text);
  expect(cell!.findings?.map(({ effect, check }) => `${effect} ${check}`) ?? []).toEqual(findings);
});

const rowsOf = async (data: string, before = '') =>
  (await readHere(workbook({ ...styled(), sheets: [{ data, before }] })))[0]!.rows;

test('a row whose filled cells are all struck is struck as one, its cells say nothing', async () => {
  const rows = await rowsOf(
    '<row r="1"><c r="A1"><v>1</v></c></row>' +
      '<row r="2"><c r="A2" s="1"><v>1</v></c><c r="B2"/><c r="C2" s="5"><v>45717</v></c></row>' +
      '<row r="3"><c r="A3" s="1"><v>1</v></c><c r="B3"><v>2</v></c></row>'
  );
  expect(rows.map(({ isStruck }) => isStruck ?? false)).toEqual([false, true, false]);
  expect(rows[1]!.cells.every(({ findings }) => findings === undefined)).toBe(true);
  expect(rows[2]!.cells.map(({ findings }) => findings?.length ?? 0)).toEqual([1, 0]);
});

test('cells without a style of their own are struck with their row or column', async () => {
  const columns = '<cols><col min="2" max="2" style="1"/></cols>';
  const [byRow, byColumn] = await rowsOf(
    '<row r="1" s="1" customFormat="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>',
    columns
  );
  expect(byRow!.isStruck).toBe(true);
  expect(byColumn!.cells.map(({ findings }) => findings?.[0]?.check)).toEqual([undefined, 'struck_text']);
});
