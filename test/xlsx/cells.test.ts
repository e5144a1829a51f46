import { expect, test } from 'vitest';
import { escapeXml } from '#xlsx';
import { cases } from './cell-cases.ts';
import { cellsOf } from './reading.ts';

test.for(cases)('%s', async ([, cell, kind, text, effect, parts = {}]) => {
  const [read] = await cellsOf(cell, parts);
  if (kind === null) return expect(read).toBeUndefined();
  expect(read).toMatchObject({ column: 1, kind, text });
  expect(read!.findings?.map((finding) => finding.effect) ?? []).toEqual(effect ? [effect] : []);
  for (const { problem, fix } of read!.findings ?? []) expect(problem + fix).toMatch(/\p{Script=Han}/u);
});

test('a cell of a formula says so and keeps what is stored', async () => {
  const cells = await cellsOf('<c r="A1"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r="B1"><v>2</v></c>');
  expect(cells).toEqual([
    { column: 1, kind: 'number', text: '0.3', raw: '0.30000000000000004', isFormula: true },
    { column: 2, kind: 'number', text: '2', raw: '2' },
  ]);
});

test('cells without references stand one after the other, cells out of order are put in order', async () => {
  const cells = await cellsOf(
    '<c><v>1</v></c><c><v>2</v></c><c r="E1"><v>5</v></c><c><v>6</v></c><c r="D1"><v>4</v></c>'
  );
  expect(cells.map(({ column, text }) => [column, text])).toEqual([
    [1, '1'],
    [2, '2'],
    [4, '4'],
    [5, '5'],
    [6, '6'],
  ]);
});

test('a cell that the file holds twice has no value', async () => {
  const [cell] = await cellsOf('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>');
  expect(cell).toMatchObject({ column: 2, kind: 'unreadable', text: '1 / 2' });
  expect(cell!.findings![0]!.problem).toContain('B1');
});

test('prefixed names and strict namespaces read alike', async () => {
  const inner =
    '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><y:c xmlns:y="urn:other"><y:v>9</y:v></y:c></x:row>';
  const sheet = `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>${inner}</x:sheetData></x:worksheet>`;
  expect(await cellsOf('', { parts: { 'xl/worksheets/sheet1.xml': sheet } })).toMatchObject([
    { column: 1, text: '甲' },
  ]);
});

test('every printable text comes through as it is', async () => {
  const texts = ['a\tb', '行\n行', ' 前后 ', '"引"', "'撇", '＋１２', 'é', '👨‍👩‍👧', '\u200b', '\u202e'];
  const cells = await cellsOf(texts.map((_, at) => `<c t="s"><v>${at}</v></c>`).join(''), {
    strings: texts.map((text) => `<si><t>${escapeXml(text)}</t></si>`),
  });
  expect(cells.map(({ text }) => text)).toEqual(texts);
});
