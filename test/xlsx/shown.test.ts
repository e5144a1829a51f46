import { expect, test } from 'vitest';
import { readHere } from './reading.ts';
import { shownByOffice } from '../programs/libreoffice.ts';
import { workbook } from '../province/workbook/package.ts';
import { columnLetters, type XlsxCell } from '#xlsx';

const formats = [
  '0',
  '0.00',
  '#,##0',
  '#,##0.00',
  'General',
  '[>=10000]0\\.0,"万";0',
  '[<10000]0;0\\.0,"万"',
  '[<10000]General;[<100000000]0\\.0,"万";0\\.00,,"亿"',
  '[>=100000000]0\\.00,,"亿";[>=10000]0\\.0,"万";0',
  '[>=100]0.00;[<5]0.0;0',
  '[>100]0.00',
  '[=1]"是";[=0]"否";0',
  '0.00"千元"',
  '0"百万元"',
  '0.00"万元整"',
  '0"亿"',
  '"¥"#,##0.00',
  '[$¥-804]#,##0.00',
  '[$RMB]#,##0',
  '[DBNum2][$-804]General"元整"',
  '[DBNum1][$-804]General"元"',
  '[DBNum2][$RMB]General;[Red][DBNum2][$RMB]General',
  '[$USD] #,##0.00',
  '[$$-409]#,##0.00',
  '[$€-2] #,##0.00',
  '"Rs."#,##0.00',
  '0.00 "万美元"',
  '"约"0',
  '0"余"',
  '0"以上"',
  '0"万人"',
  '0.00,,"万元"\n%',
  '0,,\n%',
  '0"."0,"万元"',
  '0\\.0000"万元"',
  '0\\.0000"亿元"',
  '0\\.00,,"亿元"',
  '0\\.0,',
  '0\\.00,',
  '0,"万"',
  '0\\.00"亿元"',
  '#,##0,',
  '#,##0.0,"千元"',
  '0.0,,"M"',
  '0%',
  '0.00%',
  '0.0"%"',
  '0"‰"',
  '# ?/?',
  '# ??/??',
  '0.00E+00',
  '##0.0E+0',
  '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  '0.00_ ;[Red]0.00',
  '0.00;(0.00)',
  '0.00;0.00',
  '0.00;-0.00;;',
  '0;-0;"-"',
  '[=0]"—";General',
  ';;;',
  '#',
  '#,###',
  '"("0.00")"',
  '"-"0',
  '+0;-0;0',
  '000000',
  '"SD-"000',
  '0000-00-00',
  '0000"年"00"月"00"日"',
  '000-0000-0000',
  '0"元"0"角"0"分"',
  '0"0000"',
  '0"人"',
  '0"工位"',
  '"第"0"批"',
  '"鲁工信字"0"号"',
  '# ##0',
  '0.0?',
  '@',
  '@"万元"',
];
const values = [0, 1, 5, 800, -12.3, 0.5, 1234.565, 5000, 123456, 1234567, 123456789, 20250424, 1300.004];

const data = formats
  .map((_, row) => {
    const cells = values.map(
      (value, at) => `<c r="${columnLetters(at + 1)}${row + 1}" s="${row + 1}"><v>${value}</v></c>`
    );
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  })
  .join('');
const book = workbook({ sheets: [{ data }], formats });

const scales: Readonly<Record<string, number>> = { 千: 1e3, 百万: 1e6, 万: 1e4, 亿: 1e8 };
const numerals = '零壹贰叁肆伍陆柒捌玖';
const places: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 };

/** 壹拾贰万叁仟点伍 → 120003.5, and so of 一〇. */
function fromChinese(text: string): string {
  const usual = text.replace(/[〇一二三四五六七八九十百千．]/g, (each) =>
    '零壹贰叁肆伍陆柒捌玖拾佰仟点'.charAt('〇一二三四五六七八九十百千．'.indexOf(each))
  );
  return usual.replace(/[零壹贰叁肆伍陆柒捌玖][零壹贰叁肆伍陆柒捌玖拾佰仟万亿点]*/, (whole) => {
    const [before = '', after = ''] = whole.split('点');
    const [low = '', high = ''] = before.split('亿').reverse();
    return `${below(high) * 1e8 + below(low)}.${[...after].map((each) => numerals.indexOf(each)).join('')}`;
  });
}

function below(text: string): number {
  const [low = '', high = ''] = text.split('万').reverse();
  const digits = (part: string) =>
    Array.from(
      part.matchAll(/([零壹贰叁肆伍陆柒捌玖])([拾佰仟])?/g),
      ([, digit, place]) => numerals.indexOf(digit!) * (places[place ?? ''] ?? 1)
    ).reduce((sum, each) => sum + each, 0);
  return digits(high) * 1e4 + digits(low);
}

/** A number with its unit in yuan; null of what is none. Digits behind the last that is shown make it exact to `by`. */
function amount(text: string): { value: number; by: number } | null {
  const fraction = /^-?(?:(\d+)\s+)?(\d+)\/(\d+)$/.exec(text.trim());
  if (fraction) {
    const value = Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]);
    return { value: text.startsWith('-') ? -value : value, by: 0.01 };
  }
  const plain = text.replace(/[\s,¥人第批+]|RMB/g, '').replace(/^-?\((.*)\)$/, '-$1');
  const match = /^(-?\d*\.?\d*)(?:E\+?(-?\d+))?(百万|[千万亿])?元?整?(%)?$/.exec(plain);
  if (!match || !/\d/.test(match[1]!)) return null;
  const [, digits = '', power = '0', unit = '', percent] = match;
  const factor = 10 ** Number(power) * (scales[unit] ?? 1) * (percent && !unit ? 0.01 : 1);
  return { value: Number(digits) * factor, by: factor / 10 ** (digits.split('.')[1] ?? '').length };
}

const isMarked = ({ findings = [] }: XlsxCell) => findings.length > 0;

test('what LibreOffice shows is what we read, or the cell is marked', async () => {
  const shown = shownByOffice(book);
  const [sheet] = await readHere(book);
  const wrong: string[] = [];
  let clean = 0;
  for (const [row, format] of formats.entries()) {
    for (const [at, value] of values.entries()) {
      const cell = sheet!.rows[row]!.cells[at]!;
      const seen = shown[row]![at]!.trim();
      if (isMarked(cell)) continue;
      clean++;
      if (cell.kind === 'text' && cell.text === seen.replace(/\s+/g, ' ')) continue;
      const [ours, theirs] = [amount(cell.text), amount(format.includes('DBNum') ? fromChinese(seen) : seen)];
      const isDash = value === 0 && seen === '-' && ours?.value === 0;
      // A minus is ours to keep: red may stand for it, and programs differ where a section takes what is left.
      const isSame = ours && theirs && Math.abs(Math.abs(ours.value) - Math.abs(theirs.value)) <= theirs.by / 2 + 1e-9;
      if (!isDash && !isSame) wrong.push(`${value} under ${format}: shown ${seen}, read ${cell.text}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(clean).toBeGreaterThan(400);
});

test('words that tell a reading quote what LibreOffice shows', async () => {
  const shown = shownByOffice(book);
  const [sheet] = await readHere(book);
  const quoted = formats.flatMap((format, row) =>
    values.flatMap((value, at) => {
      const said = /显示“([^”]*)”，(?!没有单位)/.exec(sheet!.rows[row]!.cells[at]!.findings?.[0]?.problem ?? '')?.[1];
      return said === undefined
        ? []
        : [{ said: said.replace(/\s/g, ''), seen: shown[row]![at]!.replace(/\s/g, ''), value, format }];
    })
  );
  // Where a section takes what is left, programs differ in the minus.
  const others = quoted.filter(
    ({ said, seen, value, format }) =>
      said !== seen && !(value < 0 && /\[[<>=]/.test(format)) && !format.startsWith('@"')
  );
  expect(others).toEqual([]);
  expect(quoted.length).toBeGreaterThan(200);
});
