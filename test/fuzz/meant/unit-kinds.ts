import type { Random } from '../../xlsx/seeded.ts';
import { money, type Made, type MeantRow, type Sound, type Touched } from './made.ts';
import { asBook, asText, wide } from './written.ts';

/** What an amount of 1 in the unit is in 万元; null: it is no money of this country, or nobody knows it. */
const units: readonly (readonly [unit: string, factor: number | null])[] = [
  ['元', 1e-4],
  ['人民币元', 1e-4],
  ['￥元', 1e-4],
  ['万元', 1],
  ['人民币万元', 1],
  ['千元', 0.1],
  ['百万元', 100],
  ['亿元', 1e4],
  ['万美元', null],
  ['港币', null],
  ['W', null],
];
const words = ['单位', '金额单位', '计量单位', '货币单位', '资金单位', '单 位'];
const between = ['：', ':', '： ', '为', '＝'];
const behind = ['', '', '（列至角分）', '、个', ' 保留两位小数', ' 2025年4月20日', '，％'];
const before = ['', '', '填报单位：示例市工信局　', '编制日期：2025年4月20日 '];

/** All amounts are in a unit that stands somewhere beside the table, in one of its many spellings. */
function unitBeside(sound: Sound, draw: Random, place: 'above' | 'below' | 'file' | 'folder' | 'sheet'): Made {
  const [unit, factor] = draw.pick(units);
  const said = `${draw.pick(words)}${draw.pick(between)}${unit}`;
  const line = [wide(sound, `${draw.pick(before)}${said}${draw.pick(behind)}`)];
  const rows = inUnit(sound, factor);
  const made = { rows, touched: touchedBy(sound), scope: 'file' } as const;
  if (place === 'sheet')
    return {
      ...made,
      ending: '.xlsx',
      bytes: asBook(sound.headers, sound.lines, { name: `金额（${unit}）` }),
      first: 2,
    };
  const isBook = draw.chance(0.4) && place !== 'file' && place !== 'folder';
  const above = place === 'above' ? [wide(sound, '验收结果表'), ...line] : [];
  const below = place === 'below' ? [wide(sound, `注：${said}`)] : [];
  const bytes = isBook
    ? asBook(sound.headers, [...sound.lines, ...below], {
        above,
        merges: above.length > 0 && draw.chance(0.5) ? ['A2:K2'] : [],
      })
    : Buffer.from(asText(sound.headers, sound.lines, { above, below }));
  return {
    ...made,
    ...(place === 'folder' && { folder: `（${draw.pick([unit, said])}）` }),
    ending: `${place === 'file' ? `（单位：${unit}）` : ''}${isBook ? '.xlsx' : '.csv'}`,
    bytes,
    first: above.length + 2,
  };
}

/** The unit stands in the headers of the columns. */
function unitInHeader(sound: Sound, draw: Random): Made {
  const [unit, factor] = draw.pick(units);
  const spelt = draw.pick<(header: string) => string>([
    (header) => `${header}（${unit}）`,
    (header) => `${header}/${unit}`,
    (header) => `${header} ${unit}`,
    (header) => `${header}(单位：${unit}，保留两位小数)`,
    (header) => `${header}【${unit}】`,
    (header) => `${header}\n（${unit}）`,
  ]);
  const headers = sound.headers.map((header) => (money.includes(header as never) ? spelt(header) : header));
  return {
    ending: '.csv',
    bytes: Buffer.from(asText(headers, sound.lines)),
    rows: inUnit(sound, factor),
    first: 2,
    touched: touchedBy(sound),
    scope: 'file',
  };
}

const inUnit = ({ rows }: Sound, factor: number | null): MeantRow[] =>
  rows.map(({ id, values }) => {
    const scaled = (text: string | null) => (text === null || factor === null ? null : String(Number(text) * factor));
    return {
      id,
      values: { ...values, 申报实际投入: scaled(values.申报实际投入), 核定实际投入: scaled(values.核定实际投入) },
    };
  });

const touchedBy = ({ rows }: Sound): Touched[] =>
  rows.flatMap(({ values }, line) =>
    money.map((column) => ({ line, column, misread: `${Number(values[column]) * 3}` }))
  );

export const unitKinds: Readonly<Record<string, (sound: Sound, draw: Random) => Made>> = {
  表上的单位: (sound, draw) => unitBeside(sound, draw, 'above'),
  表下的单位: (sound, draw) => unitBeside(sound, draw, 'below'),
  文件名里的单位: (sound, draw) => unitBeside(sound, draw, 'file'),
  文件夹名里的单位: (sound, draw) => unitBeside(sound, draw, 'folder'),
  工作表名里的单位: (sound, draw) => unitBeside(sound, draw, 'sheet'),
  表头里的单位: unitInHeader,
};
