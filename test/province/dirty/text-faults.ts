import { textBytes, type Out } from './out.ts';
import { writeZip } from '../workbook/zip.ts';
import { soundTable } from './sound.ts';
import type { People } from './people.ts';
import type { Expected } from './planted.ts';
import type { SourceName } from './records.ts';
import { csvLines, type Table } from './table.ts';
import { workbook } from './workbook.ts';

interface TextFault {
  kind: string;
  expected: Expected;
  /** The file in place of a sound one. */
  make(table: Table): Uint8Array;
  extension?: string;
  /** Instead of the table's. */
  title?: string;
}

const file = (check: string): Expected => ({ check, effect: 'file' });
const text = (table: Table): string => `${csvLines(table).join('\r\n')}\r\n`;
const utf8 = (content: string) => textBytes(content, 'utf-8');
const changed = (change: (table: Table) => Table) => (table: Table) => utf8(text(change(table)));
const columns = (change: <T>(cells: readonly T[]) => T[]) =>
  changed(({ above, header, lines }) => ({
    above: above.map(change),
    header: header.map(change),
    lines: lines.map((line) => ({ ...line, cells: change(line.cells) })),
  }));
const headed = (change: (header: string) => string) =>
  changed((table) => ({ ...table, header: table.header.map((cells) => cells.map(change)) }));
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048, 1)]);

/** Text files that cannot be read as a whole. */
const FAULTS: readonly TextFault[] = [
  {
    kind: '一个文件两种编码',
    expected: file('two_encodings'),
    make: (table) =>
      Buffer.concat([utf8(text(table)), textBytes(text({ ...table, above: [], header: [] }), 'gb18030')]),
  },
  { kind: 'UTF-8 坏了一个字节', expected: file('two_encodings'), make: (table) => spoilt(utf8(text(table)), 0xff) },
  {
    kind: 'GB18030 末尾断了半个字',
    expected: file('two_encodings'),
    make: (table) => textBytes(`${text(table)}填表`, 'gb18030').subarray(0, -1),
  },
  {
    kind: 'UTF-16 坏了一个字节',
    expected: file('two_encodings'),
    make: (table) => textBytes(text(table), 'utf-16le').subarray(0, -1),
  },
  {
    kind: 'UTF-16 没有 BOM',
    expected: file('bare_utf16'),
    make: (table) => textBytes(text(table), 'utf-16le').subarray(2),
  },
  {
    kind: 'UTF-16BE 没有 BOM',
    expected: file('bare_utf16'),
    make: (table) => textBytes(text(table), 'utf-16le').subarray(2).swap16(),
  },
  { kind: '全是空字节', expected: file('not_text'), make: () => new Uint8Array(600) },
  { kind: '空文件', expected: file('empty_file'), make: () => new Uint8Array(0) },
  { kind: '没有一个字的表', expected: file('empty_file'), make: () => utf8(',,,\r\n,,,\r\n') },
  { kind: '缺必需的列', expected: file('missing_column'), make: columns((cells) => cells.slice(1)) },
  { kind: '有两列同名', expected: file('double_column'), make: columns((cells) => [...cells, ...cells.slice(0, 1)]) },
  {
    kind: '有两列同义，哪一列都不是规定的写法',
    expected: file('double_column'),
    make: (table) =>
      utf8(
        csvLines(table)
          .map((line, i) => (i === 0 ? `${line.replace(/^[^,]*/, '编号')},项目代码` : `${line},${line.split(',')[0]}`))
          .join('\r\n')
      ),
  },
  {
    kind: '认不出是什么表',
    expected: file('unknown_source'),
    make: () => utf8('姓名,单位,签到时间\r\n示例联系人,示例单位,2025-04-01\r\n'),
    title: '会议签到表',
  },
  { kind: '列间用中文逗号', expected: file('delimiter'), make: (table) => utf8(text(table).replaceAll(',', '，')) },
  { kind: '列间用竖线', expected: file('delimiter'), make: (table) => utf8(text(table).replaceAll(',', '|')) },
  {
    kind: '金额单位是亿元',
    expected: file('money_unit'),
    make: headed((header) => header.replace('金额', '金额（亿元）').replace('投入', '投入（亿元）')),
  },
  {
    kind: '表头上方两种单位',
    expected: file('money_unit'),
    make: changed((table) => ({ ...table, above: [padded('单位：万元', table), padded('单位：元', table)] })),
  },
  {
    kind: '列数过多',
    expected: file('too_many_columns'),
    make: (table) =>
      utf8(
        csvLines(table)
          .map((line, i) => line + Array.from({ length: 200 }, (_, at) => `,${i === 0 ? `备用${at}` : ''}`).join(''))
          .join('\r\n')
      ),
  },
  { kind: '旧 Excel 改名为 csv', expected: file('not_text'), make: () => OLE },
  {
    kind: '网页改名为 csv',
    expected: file('not_text'),
    make: (table) => utf8(`<html><body><table><tr><td>${text(table)}</td></tr></table></body></html>`),
  },
  { kind: 'PDF 改名为 csv', expected: file('not_text'), make: () => utf8('%PDF-1.7\n1 0 obj\n') },
  { kind: '工作簿改名为 csv', expected: file('not_text'), make: (table) => workbook([{ name: '表', table }]) },
  {
    kind: '压缩包',
    expected: file('format'),
    extension: 'zip',
    make: (table) => writeZip([{ name: '表.csv', data: text(table) }]),
  },
  {
    kind: 'Word 文档',
    expected: file('format'),
    extension: 'docx',
    make: () => writeZip([{ name: 'word/document.xml', data: '<w/>' }]),
  },
  {
    kind: '只有表头',
    expected: { check: 'no_rows', effect: 'mark' },
    make: changed((table) => ({ ...table, lines: [] })),
  },
];

const IN: readonly SourceName[] = ['奖补资金表', '验收结果表'];

export function writeTextFaults(out: Out, people: People): void {
  for (const source of IN) {
    for (const { kind, expected, make, extension = 'csv', title = source } of FAULTS) {
      const name = `${title}_${kind.replaceAll(' ', '')}_${title === source ? '' : source}示例数据.${extension}`;
      const path = out.bytes(name, make(soundTable(source, people)));
      out.planted({ kind, file: path, sheet: '', row: null, column: null, value: '', expected });
    }
  }
}

function spoilt(bytes: Buffer, byte: number): Buffer {
  bytes[bytes.length >> 1] = byte;
  return bytes;
}

const padded = (first: string, { header }: Table): string[] => [first, ...(header[0] ?? []).slice(1).map(() => '')];
