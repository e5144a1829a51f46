import type { Cell } from '../../province/dirty/table.ts';
import type { Random } from '../../xlsx/seeded.ts';
import { columnAt, columns, withCell, withMeant, type Column, type Made, type Sound, type Touched } from './made.ts';
import { asBook } from './written.ts';

type Kind = (sound: Sound, draw: Random) => Made;

interface Spelt {
  cell: Cell;
  meant: string | null;
  misread: string;
}

/** One cell of a workbook is written otherwise. */
const cell =
  (
    column: Column,
    spell: (value: string, draw: Random) => Spelt,
    change?: (part: string, xml: string) => string
  ): Kind =>
  (sound, draw) => {
    const line = draw.below(sound.lines.length);
    const { cell: put, meant, misread } = spell(sound.rows[line]?.values[column] ?? '', draw);
    return {
      ending: '.xlsx',
      bytes: asBook(sound.headers, withCell(sound, line, column, put), change ? { change } : {}),
      rows: withMeant(sound, line, column, meant),
      first: 2,
      touched: [{ line, column, misread }],
      scope: 'cell',
    };
  };

const run =
  (look: 'strike' | 'raised') =>
  (value: string, draw: Random): Spelt => {
    const other = String(1 + draw.below(99));
    const isFirst = look === 'strike' && draw.chance(0.5);
    const runs = [{ text: value }, { text: other, look }];
    return {
      cell: { runs: isFirst ? runs.toReversed() : runs },
      meant: value,
      misread: isFirst ? other + value : value + other,
    };
  };

/** A format of two sections, one of them shown by the size of the number; what the office shows is what is meant. */
function conditional(_: string, draw: Random): Spelt {
  const number = draw.pick([5000, 80_000, 1_200_000, 3_450_000, 900]);
  const limit = draw.pick([1000, 10_000, 1_000_000]);
  const [operator, holds] = draw.pick([
    ['>=', number >= limit],
    ['>', number > limit],
    ['<', number < limit],
  ] as const);
  const sections = [
    ['0!.0000"万元"', 1e-4],
    ['0.00"元"', 1e-4],
    ['0,"千元"', 0.1 / 1000],
    ['0"万元"', 1],
    ['0,,"百万元"', 100 / 1e6],
  ] as const;
  const [one, other] = [draw.pick(sections), draw.pick(sections)];
  const [, factor] = holds ? one : other;
  return {
    cell: { number, format: `[${operator}${limit}]${one[0]};${other[0]}` },
    meant: String(number * factor),
    misread: String(number * 7),
  };
}

const odd = ['"约"0', '0"余"', '[$$-409]#,##0.00', '"USD "0', '[$€-2] 0', '0"万美元"', '"HK$"0'];

const counted = ['0"套"', '#,##0"人"', '0.00"分"', '"第"0"名"', '0\\个', '0"亩"'];

/** A formula that no office has worked out: what it gives is known only to who wrote it. */
const uncomputed: Kind = (sound, draw) => {
  const [a, b] = [1 + draw.below(400), 1 + draw.below(400)];
  const value = draw.pick([0, 1, undefined]);
  return cell(
    '核定实际投入',
    () => ({
      cell: { formula: `${a}+${b}`, ...(value !== undefined && { value }) },
      meant: String(a + b),
      misread: String(value ?? 0),
    }),
    (part, xml) =>
      part === 'xl/workbook.xml' ? xml.replace('</workbook>', '<calcPr fullCalcOnLoad="1"/></workbook>') : xml
  )(sound, draw);
};

/** One amount over several rows, with or without the copies that export tools leave beneath: nobody knows whose. */
const merged: Kind = (sound, draw) => {
  const column = draw.pick(['申报实际投入', '核定实际投入', '约定指标数'] as const);
  const at = columnAt(sound, column);
  const letter = String.fromCharCode(65 + at);
  const [from, size, isRepeated] = [draw.below(2), 2 + draw.below(2), draw.chance(0.5)];
  const value = draw.chance(0.5) ? 300 : '300';
  const isIn = (line: number) => line >= from && line < from + size;
  const lines = sound.lines.map((cells, i) =>
    isIn(i) ? cells.with(at, i === from || isRepeated ? value : '') : cells
  );
  const rows = sound.rows.map((row, i) => (isIn(i) ? { ...row, values: { ...row.values, [column]: null } } : row));
  const touched = sound.lines.flatMap((_, line): Touched[] => (isIn(line) ? [{ line, column, misread: '300' }] : []));
  const merges = [`${letter}${from + 2}:${letter}${from + size + 1}`];
  return { ending: '.xlsx', bytes: asBook(sound.headers, lines, { merges }), rows, first: 2, touched, scope: 'cell' };
};

/** A row that is struck out whole is not meant. */
const struckRow: Kind = (sound, draw) => {
  const line = draw.below(sound.lines.length);
  const lines = sound.lines.map((cells, i) =>
    i === line
      ? cells.map((text): Cell => (text === '' ? '' : { runs: [{ text: String(text), look: 'strike' }] }))
      : cells
  );
  const values = sound.rows[line]!.values;
  const none = Object.fromEntries(columns.map((column) => [column, null])) as typeof values;
  return {
    ending: '.xlsx',
    bytes: asBook(sound.headers, lines),
    rows: sound.rows.map((row, i) => (i === line ? { ...row, values: none } : row)),
    first: 2,
    touched: columns.map((column) => ({ line, column, misread: values[column] })),
    scope: 'row',
  };
};

const percentNames: Kind = (sound) => {
  const isEncoded = (xml: string) => xml.replaceAll('worksheets/sheet1.xml', 'worksheets/sheet%31.xml');
  return {
    ending: '.xlsx',
    bytes: asBook(sound.headers, sound.lines, {
      change: (part, xml) => (part.endsWith('.rels') ? isEncoded(xml) : xml),
    }),
    rows: sound.rows,
    first: 2,
    touched: [],
    scope: 'cell',
    isInnocent: true,
  };
};

export const bookKinds: Readonly<Record<string, Kind>> = {
  划掉的数字: cell('核定实际投入', run('strike')),
  升高的数字: cell('核定实际投入', run('raised')),
  升高的字: cell('核减原因', run('raised')),
  整格划掉: cell('核定实际投入', (value) => ({
    cell: { runs: [{ text: value, look: 'strike' }] },
    meant: null,
    misread: value,
  })),
  整行划掉: struckRow,
  按条件的格式: cell('核定实际投入', conditional),
  格式里的别的话: cell('核定实际投入', (value, draw) => ({
    cell: { number: Number(value), format: draw.pick(odd) },
    meant: null,
    misread: value,
  })),
  格式里的量词: cell('核定实际投入', (value, draw) => ({
    cell: { number: Number(value), format: draw.pick(counted) },
    meant: null,
    misread: value,
  })),
  看不见年份: cell('验收日期', (_, draw) => {
    const number = 45_658 + draw.below(500);
    return {
      cell: { number, format: draw.pick(['m"月"d"日"', 'mm-dd', 'd-mmm', 'm/d']) },
      meant: null,
      misread: new Date(Date.UTC(1899, 11, 30 + number)).toISOString().slice(0, 10),
    };
  }),
  没有算过的公式: uncomputed,
  合并的金额: merged,
  名字带百分号的部件: percentNames,
};
