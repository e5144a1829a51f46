import { textBytes, type Out } from './out.ts';
import { expect, moneyOf } from './meaning-faults.ts';
import type { People } from './people.ts';
import { SOURCES, type SourceName } from './records.ts';
import { line, soundTable } from './sound.ts';
import { csvLines, type Cell, type Line, type Table } from './table.ts';

/** What stands in files and is no row of the table, told or not; and what offices and their programs leave there. */
export function writeNoData(out: Out, people: People): void {
  for (const source of ['验收结果表', '奖补资金表'] as const) {
    lines(out, people, source);
    innocent(out, people, source);
  }
  for (const source of ['项目基本信息表', '推荐汇总表'] as const) sections(out, people, source);
  for (const title of ['填报须知', '联系方式']) {
    const prose = `${title}（示例数据）\r\n一、请逐项填写。\r\n二、金额写万元。\r\n`;
    const file = out.bytes(`${title}_示例数据.txt`, textBytes(prose, 'utf-8'));
    const expected = expect('not_a_table', 'mark');
    out.planted({ kind: '说明文字', file, sheet: '', row: null, column: null, value: '', expected });
  }
}

/** Rows that are no rows of the table. */
function lines(out: Out, people: People, source: SourceName): void {
  const table = soundTable(source, people);
  const example: Line = {
    cells: line(source, people.record(source)).cells.with(0, '填写示例'),
    flaws: [{ kind: '填写示例的行', column: null, value: '填写示例', expected: expect('example_row', 'mark') }],
  };
  out.csv(`${source}_首行是例子_示例数据.csv`, { ...table, lines: [example, ...table.lines] });
}

/** A second part of a table that is not what the table is of. */
function sections(out: Out, people: People, source: SourceName): void {
  const { headers } = SOURCES[source];
  const table = soundTable(source, people);
  const section: Line[] = [
    { cells: headers.map((_, i): Cell => (i === 0 ? '二、不予推荐项目' : '')), flaws: [] },
    {
      ...line(source, people.record(source)),
      flaws: [{ kind: '不予推荐的一部分', column: null, value: '', expected: expect('other_section', 'row') }],
    },
  ];
  out.csv(`${source}_第二部分_示例数据.csv`, { ...table, lines: [...table.lines, ...section] });
}

/** What offices and their programs leave in files that are right. */
function innocent(out: Out, people: People, source: SourceName): void {
  const good = (kind: string, name: string) =>
    out.planted({ kind, file: `有意差错/${name}`, sheet: '', row: null, column: null, value: '', expected: null });
  const text = (table: Table, ending = '\r\n') => `${csvLines(table).join(ending)}${ending}`;
  const shapes: readonly (readonly [kind: string, change: (table: Table) => Uint8Array])[] = [
    ['每行末尾多逗号', (table) => textBytes(text(table).replaceAll('\r\n', ',,\r\n'), 'utf-8')],
    ['两个 BOM', (table) => textBytes(`\uFEFF\uFEFF${text(table)}`, 'utf-8')],
    ['末尾有 Ctrl-Z', (table) => textBytes(`${text(table)}\x1a`, 'utf-8')],
    ['末尾有数据库的话', (table) => textBytes(`${text(table)}\r\n(${table.lines.length} 行受影响)\r\n`, 'utf-8')],
    [
      '有栏次行',
      (table) =>
        textBytes(
          text({
            ...table,
            lines: [{ cells: table.header[0]!.map((_, i) => String(i + 1)), flaws: [] }, ...table.lines],
          }),
          'utf-8'
        ),
    ],
    [
      '单位行写得长',
      (table) =>
        textBytes(
          text({
            ...table,
            above: [[source], ['金额单位：万元（列至角分）']].map((cells) => [
              ...cells,
              ...table.header[0]!.slice(1).map(() => ''),
            ]),
          }),
          'utf-8'
        ),
    ],
  ];
  for (const [kind, change] of shapes) {
    const name = `${source}_${kind.replaceAll(' ', '')}_示例数据.csv`;
    out.bytes(name, change(soundTable(source, people)));
    good(kind, name);
  }
  const txt = `${source}_存成文本_示例数据.txt`;
  out.bytes(txt, textBytes(text(soundTable(source, people)), 'gb18030'));
  good('表存成 .txt', txt);
  const { headers } = SOURCES[source];
  const at = moneyOf(source);
  const { lines: all } = soundTable(source, people);
  const computed = all.map(({ cells }, i): Line => ({
    cells: i === 1 ? cells.with(at, { formula: '100+200', value: 300 }) : cells,
    flaws: i === 1 ? [{ kind: '公式存有结果', column: headers[at]!, value: '=100+200', expected: null }] : [],
  }));
  out.xlsx(`${source}_公式存有结果_示例数据.xlsx`, [
    { name: '表', table: { above: [], header: [headers], lines: computed } },
  ]);
}
