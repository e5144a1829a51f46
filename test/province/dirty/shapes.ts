import { columnLetters } from '#xlsx';
import type { Out } from './out.ts';
import type { People } from './people.ts';
import { SOURCES, type Rec } from './records.ts';
import { line, soundTable } from './sound.ts';
import type { Cell, Line, Table } from './table.ts';

/** Files that look odd and are right as a whole: the receipt must not say a word of them. */
export function writeShapes(out: Out, people: People): void {
  const good = (kind: string, name: string) =>
    out.planted({ kind, file: `有意差错/${name}`, sheet: '', row: null, column: null, value: '', expected: null });
  twoLines(out, people, good);
  days1904(out, people, good);
  severalSheets(out, people, good);
  texts(out, people, good);
}

type Good = (kind: string, name: string) => void;

/**
 * Title over all columns, a line with the unit, headers merged over
 * two lines, the city merged downwards, subtotals, who filled it in.
 */
function twoLines(out: Out, people: People, good: Good): void {
  const source = '项目基本信息表';
  const { headers } = SOURCES[source];
  const total = headers.indexOf('项目总投资');
  const city = headers.indexOf('推荐市');
  const blank = headers.map(() => '');
  const upper = headers.map((header, i) => (i === total ? '投资（万元）' : i === total + 1 ? '' : header));
  const lower = blank.with(total, '总投资').with(total + 1, '其中：实施期内');
  const records = Array.from({ length: 6 }, (): Rec => ({ ...people.record(source), '县（市、区）': '' }));
  const lines = records.map((record, i) =>
    line(source, { ...record, 推荐市: i % 3 === 0 ? '济南市' : '' }, { 项目总投资: Number(record.项目总投资) })
  );
  const sum = records.reduce((whole, record) => whole + Math.round(Number(record.项目总投资) * 100), 0) / 100;
  const foot = (first: Cell, changed: Readonly<Record<string, Cell>> = {}): Line =>
    line(source, {}, { [headers[0] as string]: first, ...changed });
  const table: Table = {
    above: [
      blank.with(0, '工赋百景揭榜挂帅项目基本信息表（示例数据）'),
      blank,
      blank.with(headers.length - 2, '单位：万元'),
    ],
    header: [upper, lower],
    lines: [
      ...lines,
      foot('合计', { 项目总投资: { formula: 'SUM(S6:S11)', value: sum } }),
      foot('填表人：示例联系人　审核人：示例联系人'),
    ],
  };
  const at = (column: number, from: number, to: number) =>
    `${columnLetters(column + 1)}${from}:${columnLetters(column + 1)}${to}`;
  const merges = [
    `A1:${columnLetters(headers.length)}1`,
    `${columnLetters(total + 1)}4:${columnLetters(total + 2)}4`,
    ...headers.flatMap((_, i) => (i === total || i === total + 1 ? [] : [at(i, 4, 5)])),
    at(city, 6, 8),
    at(city, 9, 11),
  ];
  for (const nth of [1, 2]) {
    const name = `${source}_两行表头_第${nth}份_示例数据.xlsx`;
    out.xlsx(name, [{ name: '项目基本信息表', table: nth === 1 ? table : fresh(table, people), merges }]);
    good('两行表头、合并的市、单位行和合计', name);
  }
}

/** The same shape with other projects. */
function fresh(table: Table, people: People): Table {
  const source = '项目基本信息表';
  const { headers } = SOURCES[source];
  const keep = new Set(['推荐市', '县（市、区）', '项目总投资']);
  const lines = table.lines.map((old, i): Line => {
    if (i >= 6) return old;
    const record = people.record(source);
    return {
      ...old,
      cells: headers.map((header, at) => (keep.has(header) ? (old.cells[at] as Cell) : (record[header] ?? ''))),
    };
  });
  return { ...table, lines };
}

function days1904(out: Out, people: People, good: Good): void {
  for (const source of ['验收结果表', '奖补资金表'] as const) {
    const { headers } = SOURCES[source];
    const table = soundTable(source, people);
    const lines = table.lines.map(({ cells, flaws }): Line => ({
      flaws,
      cells: cells.map((cell, i) =>
        /日期$/.test(headers[i] ?? '') && typeof cell === 'string' && cell !== ''
          ? { number: Date.parse(`${cell}T00:00:00Z`) / 86_400_000 + 25_569 - 1462, format: 'yyyy/m/d' }
          : cell
      ),
    }));
    const name = `${source}_1904日期_示例数据.xlsx`;
    out.xlsx(name, [{ name: '表', table: { ...table, lines } }], { is1904: true });
    good('1904 日期系统', name);
  }
}

/** Two tables of two kinds in one workbook, one with the words of another clerk. */
function severalSheets(out: Out, people: People, good: Good): void {
  for (const nth of [1, 2]) {
    const renamed = new Map([
      ['项目编号', '申报编号'],
      ['申报实际投入', '申报投入\n（元）'],
      ['核定实际投入', '核定投入（元）'],
      ['验收结论', '* 验收结果'],
      ['备注', '备注'],
    ]);
    const table = soundTable('验收结果表', people);
    const { headers, money } = SOURCES.验收结果表;
    const inYuan = table.lines.map(({ cells, flaws }): Line => ({
      flaws,
      cells: cells.map((cell, i) =>
        money.has(headers[i] ?? '') && cell !== '' ? Math.round(Number(cell) * 10_000) : cell
      ),
    }));
    const name = `验收与评审_第${nth}份_示例数据.xlsx`;
    out.xlsx(name, [
      {
        name: '验收',
        table: {
          above: [['验收情况（示例数据）']],
          header: [headers.map((header) => renamed.get(header) ?? header)],
          lines: inYuan,
        },
      },
      { name: '评审', table: soundTable('省级评审', people) },
    ]);
    good('一个工作簿里两种表、别名和元', name);
  }
}

/** Text in every encoding and with every mark between the cells. */
function texts(out: Out, people: People, good: Good): void {
  const shapes = [
    ['UTF-8', 'utf-8', ','],
    ['UTF-8带BOM', 'utf-8-bom', ','],
    ['UTF-16', 'utf-16le', ','],
    ['GB18030', 'gb18030', ','],
    ['制表符', 'utf-8', '\t'],
    ['GB18030制表符', 'gb18030', '\t'],
  ] as const;
  for (const [label, encoding, separator] of shapes) {
    for (const source of ['验收结果表', '流程记录'] as const) {
      const table = soundTable(source, people);
      const { headers } = SOURCES[source];
      const blank = headers.map(() => '');
      const name = `${source}_${label}_示例数据.${separator === '\t' ? 'tsv' : 'csv'}`;
      out.csv(
        name,
        {
          ...table,
          above: [blank.with(0, `${source}（示例数据）`), blank],
          lines: [
            ...table.lines,
            { cells: blank, flaws: [] },
            { cells: blank.with(0, '填表人：示例联系人'), flaws: [] },
          ],
        },
        { encoding, separator }
      );
      good(`${label} 文本，有标题、空行和落款`, name);
    }
  }
}
