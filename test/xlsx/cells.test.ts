import { expect, test } from 'vitest';
import { cellsOf } from './reading.ts';
import { escapeXml } from '#xlsx';
import { type Parts } from '../province/workbook/package.ts';

type Case = [name: string, cell: string, kind: string | null, text: string, effect?: 'cell' | 'mark', parts?: Parts];

const number = (value: string, format?: string | number): [string, Parts] =>
  format === undefined
    ? [`<c r="A1"><v>${value}</v></c>`, {}]
    : [`<c r="A1" s="1"><v>${value}</v></c>`, { formats: [format] }];
const under = (
  name: string,
  value: string,
  format: string | number,
  kind: string,
  text: string,
  effect?: 'cell' | 'mark',
  is1904 = false
): Case => {
  const [cell, parts] = number(value, format);
  return [name, cell, kind, text, effect, { ...parts, is1904 }];
};
const plain = (value: string, text: string, kind = 'number', effect?: 'cell' | 'mark'): Case => [
  `number ${value}`,
  number(value)[0],
  kind,
  text,
  effect,
];
const string = (name: string, inner: string, text: string): Case => [
  name,
  '<c r="A1" t="s"><v>0</v></c>',
  'text',
  text,
  undefined,
  { strings: [`<si>${inner}</si>`] },
];

const iso = (
  name: string,
  value: string,
  kind: string,
  text: string,
  effect?: 'cell' | 'mark',
  format?: string | number
): Case => [
  `ISO ${name}`,
  `<c r="A1" t="d" s="${format === undefined ? 0 : 1}"><v>${value}</v></c>`,
  kind,
  text,
  effect,
  { formats: format === undefined ? [] : [format] },
];

const cases: Case[] = [
  plain('0.3', '0.3'),
  plain('0.30000000000000004', '0.3'),
  plain('4.3499999999999996', '4.35'),
  plain('1234567.8899999999', '1234567.89'),
  plain('1E-7', '0.0000001'),
  plain('1.2E+3', '1200'),
  plain('-0', '0'),
  plain('-12.50', '-12.5'),
  plain('100', '100'),
  plain('13800138000', '13800138000'),
  plain('123456789012345', '123456789012345'),
  plain('.5', '0.5'),
  plain('0.0123', '0.0123'),
  plain(' 7 ', '7'),
  plain('370102199001011234', '3.70102199001011E+17', 'number', 'cell'),
  plain('3.7010219900101123E+17', '3.70102199001011E+17', 'number', 'cell'),
  plain('1e999', '1e999', 'unreadable', 'cell'),
  plain('NaN', 'NaN', 'unreadable', 'cell'),
  plain('0x10', '0x10', 'unreadable', 'cell'),
  plain('1,5', '1,5', 'unreadable', 'cell'),

  under('percent', '0.07', '0%', 'number', '7%'),
  under('percent with hidden digits', '0.8567', '0%', 'number', '85.67%', 'mark'),
  under('percent 0.00%', '0.8567', 10, 'number', '85.67%'),
  under('hidden decimals', '1234.567', '0', 'number', '1234.567', 'mark'),
  under('decimals that hardly differ', '0.3333333', '0.00', 'number', '0.3333333'),
  under('thousands', '1234567.5', '#,##0.00', 'number', '1234567.5'),
  under('accounting', '-5.5', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 'number', '-5.5'),
  under('currency', '12', '"¥"#,##0.00;[Red]"¥"\\-#,##0.00', 'number', '12'),
  under('unit of money in the format', '500', '0.00"万元"', 'number', '500万元'),
  under('unit of money, unquoted', '500', '0元', 'number', '500元'),
  under('a counter in the format', '3', '0"人"', 'number', '3', 'mark'),
  under('shown in ten thousands', '1234567', '0!.0,"万元"', 'number', '123.4567万元', 'mark'),
  under('shown as it is beside what is scaled', '5000', '[>=10000]0!.0,"万";0', 'number', '5000', 'mark'),
  under('zero beside what is scaled', '0', '[>=10000]0!.0,"万";0', 'number', '0'),
  under('scaled by a condition', '120000', '[>=10000]0!.0,"万";0', 'number', '12万'),
  under('scaled by the else of a condition', '120000', '[<10000]0"元";0!.0,"万"', 'number', '12万'),
  under('with its unit beside what is scaled', '5000', '[<10000]0"元";0!.0,"万"', 'number', '5000元'),
  under('in 千元', '5', '0.00"千元"', 'number', '5千元'),
  under('in 百万元', '5', '0"百万元"', 'number', '5百万元'),
  under('in 万元整', '50', '0.00"万元整"', 'number', '50万元'),
  under('in capitals', '500000', '[DBNum2][$-804]General"元整"', 'number', '500000元'),
  under('in capitals, RMB', '500000', '[DBNum2][$RMB]General;[Red][DBNum2][$RMB]General', 'number', '500000'),
  under('in dollars', '300', '[$$-409]#,##0.00', 'text', '$300.00', 'mark'),
  under('in yen', '300', '[$¥-411]#,##0', 'text', 'JPY300', 'mark'),
  under('in yuan of a locale', '300', '[$¥-804]#,##0', 'number', '300'),
  under('about', '300', '"约"0', 'text', '约300', 'mark'),
  under('more than', '300', '0"余"', 'text', '300余', 'mark'),
  under('of people by ten thousand', '3', '0"万人"', 'text', '3万人', 'mark'),
  under('a percent that nobody sees', '123456', '0.00,,"万元"\n%', 'number', '12.3456万元'),
  under('a percent that everybody sees', '123456', '0.00,,"万元"%', 'number', '123456', 'cell'),
  under('a point as a word', '123400', '0"."00,"万元"', 'number', '123400', 'cell'),
  under('stored in 万元, shown in 亿元', '12300', '0!.0000"亿元"', 'number', '1.23亿元'),
  under('a word that the scale denies', '123000', '0,"万"', 'number', '123000', 'cell'),
  under('positive in brackets', '5', '"("0.00")"', 'number', '5', 'mark'),
  under('negative without its minus', '-5', '0.00;0.00', 'number', '-5', 'mark'),
  under('negative in red', '-5', '0.00;[红色]0.00', 'number', '-5'),
  under('zero as a dash', '0', '[=0]"—";General', 'number', '0', 'mark'),
  under('zero of accounting', '0', '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', 'number', '0'),
  under('zero that is not shown', '0', '#,###', 'number', '0', 'mark'),
  under('a word for a number', '1', '[=1]"是";[=0]"否"', 'text', '是', 'mark'),
  under('no section for it', '7', '[=1]"是";[=0]"否"', 'number', '7', 'mark'),
  under('digits of a day', '20250424', '0000"-"00"-"00', 'text', '2025-04-24'),
  under("an office's number", '12', '"鲁工信字"0000"号"', 'text', '鲁工信字0012号', 'mark'),
  under('a counter that nobody knows', '3', '0"工位"', 'number', '3', 'mark'),
  under('general in Chinese', '12.5', 'G/通用格式', 'number', '12.5'),
  under('a fraction that rounds', '0.47', 12, 'number', '0.47', 'mark'),
  under('dollars that every machine shows as its own', '12', 44, 'number', '12'),
  [
    'text under a format with a unit',
    '<c r="A1" s="1" t="s"><v>0</v></c>',
    'text',
    '300万元',
    undefined,
    { strings: ['300'], formats: ['@"万元"'] },
  ],
  [
    'text that its format hides',
    '<c r="A1" s="1" t="s"><v>0</v></c>',
    'text',
    '甲',
    'mark',
    { strings: ['甲'], formats: ['0;0;0;'] },
  ],
  under('shown in thousands', '1234567', '#,##0,', 'number', '1234567', 'cell'),
  under('leading zeros', '371', '000000', 'number', '000371'),
  under('a code of the format', '7', '"SD-2025-"000', 'text', 'SD-2025-007'),
  under('hidden by its format', '5', ';;;', 'number', '5', 'mark'),
  under('fraction', '0.5', 12, 'number', '0.5'),
  under('exponent', '12300', 11, 'number', '12300'),
  under('exponent that rounds', '12345', 11, 'number', '12345', 'mark'),
  under('text format', '12', 49, 'number', '12'),

  under('day, builtin', '45771', 14, 'day', '2025-04-24'),
  under('day, of zh-CN', '45771', 31, 'day', '2025-04-24'),
  under('day, custom', '45771', 'yyyy"年"m"月"d"日";@', 'day', '2025-04-24'),
  under('day, with a locale', '45771', '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'day', '2025-04-24'),
  under('day, 1904', '44309', 14, 'day', '2025-04-24', undefined, true),
  under('first day of 1904', '0', 14, 'day', '1904-01-01', undefined, true),
  under('day 1', '1', 14, 'day', '1900-01-01', 'mark'),
  under('day 59', '59', 14, 'day', '1900-02-28', 'mark'),
  under('day 60, which never was', '60', 14, 'unreadable', '60', 'cell'),
  under('day 61', '61', 14, 'day', '1900-03-01', 'mark'),
  under('last day', '2958465', 14, 'day', '9999-12-31'),
  under('day after the last', '2958466', 14, 'unreadable', '2958466', 'cell'),
  under('digits of a day as a day', '20250424', 14, 'unreadable', '20250424', 'cell'),
  under('negative day', '-1', 14, 'unreadable', '-1', 'cell'),
  under('month only', '45748', 'yyyy"年"m"月"', 'day', '2025年4月'),
  under('month only, builtin', '45748', 57, 'day', '2025年4月'),
  under('month shown of a full day', '45771', 57, 'day', '2025-04-24', 'mark'),
  under('year only', '45658', 'yyyy', 'day', '2025'),
  under('time', '45771.708333333336', 'yyyy/m/d h:mm', 'time', '2025-04-24 17:00:00'),
  under('time without drift', '45771.7083333333', 22, 'time', '2025-04-24 17:00:00'),
  under('time to the second', '45771.70832175926', 'yyyy-mm-dd hh:mm:ss', 'time', '2025-04-24 16:59:59'),
  under('just before midnight', '45771.999999', 22, 'time', '2025-04-25 00:00:00'),
  under('midnight', '45771', 'yyyy-mm-dd hh:mm', 'time', '2025-04-24 00:00:00'),
  under('time under a day format', '45771.5', 14, 'day', '2025-04-24', 'mark'),
  under('time of day', '0.70833333333333337', 20, 'time', '17:00:00'),
  under('time of day, 下午', '0.5', '上午/下午h"时"mm"分"', 'time', '12:00:00'),
  under('duration', '2.0625', '[h]:mm', 'time', '49:30:00'),
  under('minutes are no months', '0.5', 'mm:ss', 'time', '12:00:00'),
  ['ISO day', '<c r="A1" t="d"><v>2025-04-24</v></c>', 'day', '2025-04-24'],
  ['ISO time', '<c r="A1" t="d"><v>2025-04-24T17:00:00.000</v></c>', 'time', '2025-04-24 17:00:00'],
  ['ISO day that never was', '<c r="A1" t="d"><v>2025-02-30</v></c>', 'unreadable', '2025-02-30', 'cell'],
  iso('time with a zone', '2025-04-24T17:00:00Z', 'time', '2025-04-24 17:00:00', 'mark'),
  iso('time with the zone of the province', '2025-04-24T17:00:00+08:00', 'time', '2025-04-24 17:00:00'),
  iso('midnight in UTC under a format of days', '2025-03-01T00:00:00.000Z', 'day', '2025-03-01', undefined, 14),
  iso('midnight of another zone under it', '2025-03-01T00:00:00-05:00', 'day', '2025-03-01', undefined, 14),
  iso('fractions of a second', '2025-04-24T16:59:59.700', 'time', '2025-04-24 17:00:00'),
  iso('fractions over midnight', '2025-12-31T23:59:59.9', 'time', '2026-01-01 00:00:00'),
  iso('twenty-four hours', '2025-04-24T24:00:00', 'time', '2025-04-25 00:00:00'),
  iso('a space for the T', '2025-04-24 17:00', 'time', '2025-04-24 17:00:00'),
  iso('a time alone', '13:45:30', 'time', '13:45:30'),
  iso('under a format without a year', '2025-03-01', 'day', '2025-03-01', 'mark', 'm"月"d"日"'),
  iso('twenty-five hours', '2025-04-24T25:00:00', 'unreadable', '2025-04-24T25:00:00', 'cell'),
  iso('a month', '2025-04', 'unreadable', '2025-04', 'cell'),

  ['true', '<c r="A1" t="b"><v>1</v></c>', 'boolean', 'TRUE'],
  ['false', '<c r="A1" t="b"><v>0</v></c>', 'boolean', 'FALSE'],
  ['neither', '<c r="A1" t="b"><v>2</v></c>', 'unreadable', '2', 'cell'],
  ['error', '<c r="A1" t="e"><f>B9/0</f><v>#DIV/0!</v></c>', 'error', '#DIV/0!', 'cell'],
  ['reference lost', '<c r="A1" t="e"><v>#REF!</v></c>', 'error', '#REF!', 'cell'],
  ['formula with its value', '<c r="A1"><f>1+2</f><v>3</v></c>', 'number', '3'],
  ['formula of a text', '<c r="A1" t="str"><f>B1&amp;"市"</f><v>济南市</v></c>', 'text', '济南市'],
  under('day without a year', '45717', 'm"月"d"日"', 'day', '2025-03-01', 'mark'),
  under('day without a year, builtin', '45717', 58, 'day', '2025-03-01', 'mark'),
  under('day without a year, mm-dd', '45717', 'mm-dd', 'day', '2025-03-01', 'mark'),
  under('day without a year, d-mmm', '45717', 16, 'day', '2025-03-01', 'mark'),
  under('day without a year, in Chinese', '45717', '[DBNum1][$-804]m"月"d"日"', 'day', '2025-03-01', 'mark'),
  under('day of the week alone', '45717', 'aaaa', 'day', '2025-03-01', 'mark'),
  under('two digits of a year', '45717', 'yy/m/d', 'day', '2025-03-01'),
  under('year in Chinese', '45717', '[DBNum1][$-804]yyyy"年"m"月"d"日"', 'day', '2025-03-01'),
  under('year by the system', '45717', '[$-F800]dddd', 'day', '2025-03-01'),
  under('by 农历', '45717', '[$-130000]yyyy-m-d', 'day', '2025-03-01', 'mark'),
  under('year of a day alone', '45717', 'yyyy"年"', 'day', '2025-03-01', 'mark'),
  under('time of a day that nobody sees', '45771.5', 'h:mm', 'time', '2025-04-24 12:00:00', 'mark'),
  under('day where it is one, time where it is less', '0.5', '[<1]h:mm;yyyy/m/d', 'time', '12:00:00'),
  under('day in the else of a condition', '45717', '[<1]h:mm;yyyy/m/d', 'day', '2025-03-01'),
  ['formula of an empty text', '<c r="A1" t="str"><f>""</f><v></v></c>', null, ''],
  ['formula without a value', '<c r="A1"><f>SUM(B1:B9)</f></c>', 'formula', '', 'cell'],
  ['formula with an empty value', '<c r="A1"><f>SUM(B1:B9)</f><v/></c>', 'formula', '', 'cell'],
  ['shared formula without a value', '<c r="A1"><f t="shared" si="0"/></c>', 'formula', '', 'cell'],
  ['type unknown', '<c r="A1" t="zz"><v>1</v></c>', 'unreadable', '1', 'cell'],
  ['style unknown', '<c r="A1" s="77"><v>1</v></c>', 'unreadable', '1', 'cell'],

  string('text', '<t>济南市</t>', '济南市'),
  string('rich text', '<r><rPr><b/></rPr><t>济</t></r><r><t xml:space="preserve"> 南</t></r>', '济 南'),
  string('phonetic', '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>', '東京'),
  string('escaped return', '<t>上_x000D_\n下</t>', '上\r\n下'),
  string('escaped escape', '<t>_x005F_x000D_</t>', '_x000D_'),
  string('entities', '<t>A&amp;B &lt;C&gt; &#x4E00;</t>', 'A&B <C> 一'),
  string('CDATA', '<t><![CDATA[<甲>]]></t>', '<甲>'),
  string('outside the first plane', '<t>𠮷野</t>', '𠮷野'),
  string('a formula as text', '<t>=HYPERLINK("x")</t>', '=HYPERLINK("x")'),
  string('number as text', '<t>001234567890123456</t>', '001234567890123456'),
  string('__proto__', '<t>__proto__</t>', '__proto__'),
  ['empty string', '<c r="A1" t="s"><v>0</v></c>', null, '', undefined, { strings: [''] }],
  ['index beyond the strings', '<c r="A1" t="s"><v>9</v></c>', 'unreadable', '9', 'cell', { strings: ['甲'] }],
  ['index -1', '<c r="A1" t="s"><v>-1</v></c>', 'unreadable', '-1', 'cell', { strings: ['甲'] }],
  ['index that is empty', '<c r="A1" t="s"><v></v></c>', 'unreadable', '', 'cell', { strings: ['甲'] }],
  ['a string that is none', '<c r="A1" t="s"/>', null, '', undefined, { strings: ['甲'] }],
  ['inline text', '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', 'text', '甲'],
  ['inline rich text', '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', 'text', '甲乙'],
  ['blank', '<c r="A1" s="0"/>', null, ''],
  ['NUL', '<c r="A1" t="inlineStr"><is><t>甲_x0000_乙</t></is></c>', 'unreadable', '甲\ufffd乙', 'cell'],
  ['half a character', '<c r="A1" t="inlineStr"><is><t>_xD800_</t></is></c>', 'unreadable', '\ufffd', 'cell'],
  [
    'too long',
    `<c r="A1" t="inlineStr"><is><t>${'长'.repeat(32_768)}</t></is></c>`,
    'unreadable',
    '长'.repeat(200),
    'cell',
  ],
];

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
