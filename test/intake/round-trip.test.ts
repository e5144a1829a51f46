import { expect, test } from 'vitest';
import { gb18030, rare, utf16be, utf16le, utf8, utf8Marked } from './bytes.ts';
import { land } from './landing.ts';

/** Numbers from a seed: the same for everybody. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const pieces = [
  '材料',
  '平台',
  'P1',
  '0.5',
  ',',
  ';',
  '\t',
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '　',
  '（万元）',
  '合计',
  '、',
  '=1+1',
  "'",
  '\\',
  rare.character,
  '，',
];
const headers = ['项目编号', '申请日期', '验收日期', '验收结论', '申报实际投入', '核减原因', '甲', '乙'];

function cell(roll: (sides: number) => number): string {
  return Array.from({ length: roll(5) }, () => pieces[roll(pieces.length)] as string).join('');
}

const write = (text: string, delimiter: string, isQuoted: boolean): string =>
  isQuoted || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;

test.each(Array.from({ length: 24 }, (_, i) => i + 1))(
  'any table that is written as the format has it comes back cell by cell (seed %i)',
  async (seed) => {
    const roll = dice(seed);
    const delimiter = [',', '\t', ';'][roll(3)] as string;
    const end = ['\n', '\r\n', '\r'][roll(3)] as string;
    const encode = [utf8, utf8Marked, gb18030, utf16le, utf16be][roll(5)] as (text: string) => Buffer;
    // Every other row is quoted throughout.
    const rows = Array.from({ length: 200 }, (_, i) => [
      `P-${i}`,
      '2026-04-01',
      '2026-04-02',
      '通过',
      ...Array.from({ length: 4 }, () => cell(roll)),
    ]);
    const text =
      [headers, ...rows]
        .map((row, i) => row.map((value) => write(value, delimiter, i % 2 === 1)).join(delimiter))
        .join(end) + (roll(2) ? end : '');
    const { files, checks, read } = await land({ 'acceptances.csv': encode(text) });
    expect(checks).toEqual([]);
    expect(files['acceptances.csv']?.counts).toEqual([200, 200, 0, 0, 0]);
    const landed = await read(
      'select 项目编号, 申报实际投入, 核减原因, 其他列, source_row from sources.acceptances order by source_row'
    );
    expect(landed).toEqual(
      rows.map(([id, , , , money, reason, first, second], i) => {
        const others = Object.entries({ 甲: first, 乙: second }).filter(([, value]) => value !== '');
        return {
          项目编号: id,
          申报实际投入: money || null,
          核减原因: reason || null,
          其他列: others.length ? JSON.stringify(Object.fromEntries(others)) : null,
          source_row: i + 2,
        };
      })
    );
  }
);
