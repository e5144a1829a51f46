import { random } from '../random.ts';
import { shuffled } from './cell-tables.ts';
import { textBytes, type Out } from './out.ts';
import type { People } from './people.ts';
import type { Expected } from './planted.ts';
import { SOURCES, type SourceName } from './records.ts';
import { line } from './sound.ts';
import { csvLines, firstRow, type Table } from './table.ts';

interface LineFault {
  kind: string;
  expected: Expected;
  /** What becomes of a line of text. */
  spoil(line: string): string;
}

const row = (check: string): Expected => ({ check, effect: 'row' });
const cells = (line: string, change: (cells: string[]) => string[]) => change(line.split(',')).join(',');

/** What goes wrong with a line of a text file. */
const FAULTS: readonly LineFault[] = [
  { kind: '一行少一格', expected: row('ragged_row'), spoil: (text) => cells(text, (all) => all.slice(1)) },
  { kind: '一行少几格', expected: row('ragged_row'), spoil: (text) => cells(text, (all) => all.slice(0, 3)) },
  { kind: '一行多一格', expected: row('ragged_row'), spoil: (text) => `${text},多写的一格` },
  { kind: '一行隔着空格多一格', expected: row('ragged_row'), spoil: (text) => `${text},,多写的一格` },
  {
    kind: '千分位逗号没有加引号',
    expected: row('ragged_row'),
    spoil: (text) =>
      cells(text, (all) => all.map((cell) => (/^\d{2,}\.\d\d$/.test(cell) ? `1,${cell.padStart(6, '0')}` : cell))),
  },
  {
    kind: '双引号没有配对',
    expected: row('unclosed_quote'),
    spoil: (text) => cells(text, (all) => all.map((cell, i) => (i === all.length - 1 ? `"${cell}` : cell))),
  },
  {
    kind: '双引号用错',
    expected: row('stray_quote'),
    spoil: (text) => cells(text, (all) => all.map((cell, i) => (i === all.length - 1 ? `"示例"例${cell}` : cell))),
  },
  {
    kind: '一行里有空字节',
    expected: row('nul'),
    spoil: (text) => cells(text, (all) => all.map((cell, i) => (i === all.length - 1 ? `${cell}\0` : cell))),
  },
  { kind: '文字成了乱码', expected: row('mojibake'), spoil: (text) => `${text}锟斤拷锟斤拷` },
  { kind: '文字成了替换符', expected: row('mojibake'), spoil: (text) => `${text}\uFFFD\uFFFD` },
  { kind: '有控制字符', expected: row('control_character'), spoil: (text) => `${text}\u0007` },
  { kind: '有改变方向的字符', expected: row('text_direction'), spoil: (text) => `${text}\u202E` },
  { kind: '行首又有 BOM', expected: row('second_mark'), spoil: (text) => `\uFEFF${text}` },
  { kind: '一格长过 64 KB', expected: row('long_cell'), spoil: (text) => text + '示例'.repeat(33_000) },
];

const IN: readonly SourceName[] = ['财政支持台账', '奖补资金表', '验收结果表'];

/** Text files with spoilt lines: each kind three times, far enough apart. */
export function writeLineFaults(out: Out, people: People): void {
  for (const [i, source] of IN.entries()) {
    const draw = random(people.seed, 'lines', source);
    const { headers, title } = SOURCES[source];
    const faults = shuffled(FAULTS, draw);
    const table: Table = {
      above: [[`${title}（示例数据，有意留下差错）`, ...headers.slice(1).map(() => '')]],
      header: [headers],
      lines: faults.flatMap(() => [0, 1].map(() => line(source, people.record(source)))),
    };
    const lines = csvLines(table);
    const first = firstRow(table);
    const name = `${title}_行差错_示例数据.csv`;
    const spots = faults.map((fault, at) => ({ fault, row: first + 2 * at + draw.whole(0, 1) }));
    for (const { fault, row: at } of spots) lines[at - 1] = fault.spoil(lines[at - 1] as string);
    const file = out.bytes(
      name,
      textBytes(`${lines.join(i === 1 ? '\n' : '\r\n')}\r\n`, i === 2 ? 'utf-16le' : 'utf-8')
    );
    for (const { fault, row: at } of spots)
      out.planted({
        kind: fault.kind,
        file,
        sheet: '',
        row: at,
        column: null,
        value: (lines[at - 1] as string).slice(0, 200),
        expected: fault.expected,
      });
  }
}
