import { gb18030, utf16be, utf16le, utf8, utf8Marked } from '../../intake/bytes.ts';
import type { Random } from '../../xlsx/seeded.ts';
import { withCell, withMeant, type Column, type Made, type Sound } from './made.ts';
import { asText, wide } from './written.ts';

type Kind = (sound: Sound, draw: Random) => Made;

const innocent = (
  { rows }: Sound,
  bytes: Buffer,
  { first = 2, ending = '.csv' }: { first?: number; ending?: string } = {}
): Made => ({ ending, bytes, rows, first, touched: [], scope: 'cell', isInnocent: true });

const kept: Kind = (sound) => innocent(sound, Buffer.from(asText(sound.headers, sound.lines)));

const trailing: Kind = (sound, draw) => {
  const commas = ','.repeat(1 + draw.below(5));
  const lines = asText(sound.headers, sound.lines).split('\r\n');
  const put = (line: string, i: number) => (line === '' || (i === 0 && draw.chance(0.5)) ? line : line + commas);
  return innocent(sound, Buffer.from(lines.map(put).join('\r\n')));
};
const marks: Kind = (sound, draw) =>
  innocent(sound, Buffer.from('\ufeff'.repeat(2 + draw.below(2)) + asText(sound.headers, sound.lines)));

const constant: Kind = (sound, draw) => {
  const chosen = sound.headers.map(() => draw.chance(0.4));
  const lines = sound.lines.map((cells) =>
    cells.map((cell, i) => (chosen[i] && cell !== '' ? `="${String(cell)}"` : cell))
  );
  return innocent(sound, Buffer.from(asText(sound.headers, lines)));
};

const tails: Kind = (sound, draw) => {
  const { length } = sound.lines;
  const tail = draw.pick([
    '\x1a',
    `\r\n(${length} 行受影响)\r\n`,
    `共 ${length} 条记录\r\n`,
    `共${length}条\r\n`,
    `(${length} rows affected)\r\n`,
  ]);
  return innocent(sound, Buffer.from(asText(sound.headers, sound.lines) + tail));
};

const txt: Kind = (sound, draw) => {
  const text = asText(sound.headers, sound.lines);
  const written = draw.pick([utf8, utf8Marked, gb18030, utf16le, utf16be]);
  return innocent(sound, Buffer.from(written(draw.chance(0.5) ? text.replaceAll(',', '\t') : text)), {
    ending: '.txt',
  });
};

const renamed: Kind = (sound, draw) => {
  const written = draw.pick([utf8, gb18030, utf16le]);
  const bytes = Buffer.from(written(asText(sound.headers, sound.lines).replaceAll(',', '\t')));
  const { isInnocent: _, ...made } = innocent(sound, bytes, { ending: draw.pick(['.xlsx', '.xls']) });
  return { ...made, scope: 'file', touched: sound.rows.map((_, line) => ({ line, column: null, misread: null })) };
};

const far: Kind = (sound, draw) => {
  const count = 1 + draw.below(150);
  const above = Array.from({ length: count }, (_, i) => wide(sound, `填报说明第${i + 1}条：请如实填写`));
  return innocent(sound, Buffer.from(asText(sound.headers, sound.lines, { above })), { first: count + 2 });
};

/** A second name of a column beside its own one, with other values: its own name is meant. */
const alias: Kind = (sound, draw) => {
  const [name, cell] = draw.pick<readonly [string, (line: number) => string]>([
    ['编号', (line) => String(line + 1)],
    ['核定数', () => String(900 + draw.below(99))],
    ['验收意见', () => '不通过'],
    ['核减说明', () => '另一种说法'],
  ]);
  const at = draw.below(2) * sound.headers.length;
  const lines = sound.lines.map((cells, i) => cells.toSpliced(at, 0, cell(i)));
  return innocent(sound, Buffer.from(asText(sound.headers.toSpliced(at, 0, name), lines)));
};

const numbered: Kind = (sound) => {
  const { isInnocent: _, ...made } = innocent(
    sound,
    Buffer.from(asText(sound.headers, [sound.headers.map((_, i) => String(i + 1)), ...sound.lines])),
    { first: 3 }
  );
  return { ...made, isInnocent: true };
};

const example: Kind = (sound, draw) => {
  const said = draw.pick(['填写示例', '示例', '例', '样例：']);
  const line = (sound.lines[0] ?? []).map((cell, i) => (i === 0 ? said : cell));
  return innocent(sound, Buffer.from(asText(sound.headers, [line, ...sound.lines])), { first: 3 });
};

const cell =
  (
    column: Column,
    spell: (value: string, draw: Random) => readonly [text: string, meant: string | null, misread: string]
  ): Kind =>
  (sound, draw) => {
    const line = draw.below(sound.lines.length);
    const [text, meant, misread] = spell(sound.rows[line]?.values[column] ?? '', draw);
    return {
      ending: '.csv',
      bytes: Buffer.from(asText(sound.headers, withCell(sound, line, column, text))),
      rows: withMeant(sound, line, column, meant),
      first: 2,
      touched: [{ line, column, misread }],
      scope: 'cell',
    };
  };

const foot = ['①', '⑨', '*', '[1]', '（注1）', '注1', '²', '※', '†', '(2)', '㈠', '❶'];
const digits = '零壹贰叁肆伍陆柒捌玖';
const nothing = [
  '不涉及',
  '不适用',
  '无',
  '/',
  '—',
  'nan',
  '#N/A',
  '\\N',
  '同上',
  '待定',
  'NULL',
  '########',
  '详见附件',
];

export const textKinds: Readonly<Record<string, Kind>> = {
  没有改动: kept,
  行末多逗号: trailing,
  几个字节序标记: marks,
  等号引号: constant,
  末尾不是数据: tails,
  存成文本文件: txt,
  文本叫作工作簿: renamed,
  表头很靠下: far,
  别名与本名并列: alias,
  栏次行: numbered,
  示例行: example,
  脚注: cell('核定实际投入', (value, draw) => {
    const mark = draw.pick(foot);
    return [`${value}${mark}`, value, `${value}1`];
  }),
  大写金额: cell('核定实际投入', (_, draw) => {
    const [hundreds, tens] = [1 + draw.below(9), 1 + draw.below(9)];
    return [`${digits[hundreds]}佰${digits[tens]}拾万元整`, String(hundreds * 100 + tens * 10), '0'];
  }),
  占位的话: (sound, draw) => ({
    ...cell('核定实际投入', (_, random) => [random.pick(nothing), null, '7'])(sound, draw),
    isBlank: true,
  }),
  一个数里有两个: cell('申报实际投入', (value, draw) => [
    `${value}${draw.pick(['/', '、', '～', '-', ' '])}80`,
    null,
    `${value}80`,
  ]),
  另一种钱: cell('申报实际投入', (value, draw) => [
    draw.pick([`$${value}`, `${value}万美元`, `USD ${value}`, `${value}港元`, `€${value}`]),
    null,
    value,
  ]),
  不是一天: cell('验收日期', (_, draw) => [
    draw.pick(['2025-02-30', '2025年第二季度', '5月8日', '2025.1', '25/3/4', '2025年3月1日-5日']),
    null,
    '2025-03-01',
  ]),
  编号另一种写法: (sound, draw) => {
    const line = draw.below(sound.lines.length);
    const spelt = draw.pick<(id: string) => string>([
      (id) => id.replace('-', '–'),
      (id) => id.replace('-', '—'),
      (id) => id.toLowerCase(),
      (id) => `${id}.0`,
      (id) => id.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      (id) => ` ${id}\u00a0`,
    ]);
    return {
      ending: '.csv',
      bytes: Buffer.from(
        asText(
          sound.headers,
          sound.lines.map((cells, i) => (i === line ? cells.with(0, spelt(String(cells[0]))) : cells))
        )
      ),
      rows: sound.rows,
      first: 2,
      touched: [{ line, column: null, misread: null }],
      scope: 'row',
    };
  },
};
