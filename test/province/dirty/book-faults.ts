import type { Out } from './out.ts';
import type { People } from './people.ts';
import { soundTable } from './sound.ts';
import { SOURCES, type SourceName } from './records.ts';
import type { Cell, Flaw, Line, Table } from './table.ts';
import { parts, workbook } from './workbook.ts';
import { writeZip, type ZipEntry } from '../workbook/zip.ts';

const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048, 1)]);
const LOCKED = Buffer.concat([OLE, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512, 7)]);
const page = (table: Table) =>
  Buffer.from(
    `<html><head><meta charset="utf-8"></head><table>${table.header.map((cells) => `<tr><td>${cells.join('</td><td>')}</td></tr>`).join('')}</table></html>`
  );
const repacked = (change: (parts: ZipEntry[]) => ZipEntry[]) => (table: Table) =>
  writeZip(change(parts([{ name: '表', table }])));
const rewritten = (name: string, change: (xml: string) => string) =>
  repacked((all) => all.map((part) => (part.name === name ? { ...part, data: change(String(part.data)) } : part)));
const SHEET = 'xl/worksheets/sheet1.xml';

/** Workbooks that cannot be read as a whole; the second is their ending. */
const FAULTS: readonly (readonly [kind: string, extension: string, make: (table: Table) => Uint8Array])[] = [
  ['旧格式的 xls', 'xls', () => OLE],
  ['WPS 的 et', 'et', () => OLE],
  ['有打开密码', 'xlsx', () => LOCKED],
  ['网页改名为 xls', 'xls', page],
  ['网页改名为 xlsx', 'xlsx', page],
  ['文本改名为 xlsx', 'xlsx', (table) => Buffer.from(table.header.join('\n'))],
  ['旧格式改名为 xlsx', 'xlsx', () => OLE],
  ['没有传完的 xlsx', 'xlsx', (table) => workbook([{ name: '表', table }]).subarray(0, -300)],
  ['只有开头的 xlsx', 'xlsx', (table) => workbook([{ name: '表', table }]).subarray(0, 900)],
  ['坏了一个字节的 xlsx', 'xlsx', (table) => spoilt(workbook([{ name: '表', table }]))],
  ['空的 xlsx', 'xlsx', () => new Uint8Array(0)],
  ['缺了部件的 xlsx', 'xlsx', repacked((all) => all.filter(({ name }) => name !== SHEET))],
  ['带宏的工作簿', 'xlsm', repacked((all) => [...all, { name: 'xl/vbaProject.bin', data: 'x' }])],
  ['XML 没有收尾', 'xlsx', rewritten(SHEET, (xml) => xml.slice(0, -30))],
  [
    'XML 里有 DTD',
    'xlsx',
    rewritten(SHEET, (xml) => xml.replace('<worksheet', '<!DOCTYPE a [<!ENTITY x "y">]><worksheet')),
  ],
  ['压缩比异常', 'xlsx', repacked((all) => [...all, { name: 'xl/media/image1.png', data: Buffer.alloc(4_000_000) }])],
  ['部件路径越界', 'xlsx', repacked((all) => [...all, { name: '../../evil.xml', data: 'x' }])],
  ['合并区域重叠', 'xlsx', (table) => workbook([{ name: '表', table, merges: ['A2:B3', 'B3:C4'] }])],
  [
    '同名的两张工作表',
    'xlsx',
    (table) =>
      workbook([
        { name: '表', table },
        { name: '表', table },
      ]),
  ],
];

const IN: readonly SourceName[] = ['验收结果表', '省级评审'];

export function writeBookFaults(out: Out, people: People): void {
  for (const source of IN) {
    for (const [kind, extension, make] of FAULTS) {
      const file = out.bytes(
        `${source}_${kind.replaceAll(' ', '')}_示例数据.${extension}`,
        make(soundTable(source, people))
      );
      out.planted({
        kind,
        file,
        sheet: '',
        row: null,
        column: null,
        value: '',
        expected: { check: 'workbook', effect: 'file' },
      });
    }
    writeSheetFaults(out, people, source);
  }
}

/** Workbooks of which a sheet or a line is odd in a way that only a workbook knows. */
function writeSheetFaults(out: Out, people: People, source: SourceName): void {
  const { headers } = SOURCES[source];
  const whole = (
    name: string,
    sheets: Parameters<Out['xlsx']>[1],
    planted: { kind: string; sheet: string; check: string; effect: 'mark' | 'file' }
  ) => {
    const { kind, sheet, check, effect } = planted;
    out.xlsx(name, sheets);
    out.planted({
      kind,
      file: `有意差错/${name}`,
      sheet,
      row: null,
      column: null,
      value: '',
      expected: { check, effect },
    });
  };
  const sound = () => soundTable(source, people);
  whole(`${source}_隐藏的列_示例数据.xlsx`, [{ name: '表', table: sound(), hiddenColumns: [2] }], {
    kind: '有隐藏的列',
    sheet: '表',
    check: 'hidden_columns',
    effect: 'mark',
  });
  whole(
    `${source}_隐藏的工作表_示例数据.xlsx`,
    [
      { name: '表', table: sound() },
      { name: '底稿', table: sound(), isHidden: true },
    ],
    { kind: '有隐藏的工作表', sheet: '底稿', check: 'hidden_sheet', effect: 'mark' }
  );
  whole(
    `${source}_另有说明表_示例数据.xlsx`,
    [
      { name: '表', table: sound() },
      { name: '说明', table: notes },
    ],
    { kind: '另有一张不是要交的工作表', sheet: '说明', check: 'other_sheet', effect: 'mark' }
  );
  whole(`${source}_工作表只有表头_示例数据.xlsx`, [{ name: '表', table: { ...sound(), lines: [] } }], {
    kind: '只有表头',
    sheet: '表',
    check: 'no_rows',
    effect: 'mark',
  });
  const lacking = sound();
  const cut = {
    above: [],
    header: [headers.slice(1)],
    lines: lacking.lines.map((line) => ({ ...line, cells: line.cells.slice(1) })),
  };
  whole(`${source}_工作表缺列_示例数据.xlsx`, [{ name: '表', table: cut }], {
    kind: '缺必需的列',
    sheet: '表',
    check: 'missing_column',
    effect: 'file',
  });

  const flaw = (kind: string, check: string, column: string | null = null, effect: 'mark' | 'cell' = 'mark'): Flaw => ({
    kind,
    column,
    value: '',
    expected: { check, effect },
  });
  const lines = soundTable(source, people, { lines: 8 }).lines;
  const hidden = lines.map((line, i): Line =>
    i === 2 || i === 5 ? { ...line, isHidden: true, flaws: [flaw('隐藏的行', 'hidden_row')] } : line
  );
  out.xlsx(`${source}_隐藏的行_示例数据.xlsx`, [
    { name: '表', table: { above: [], header: [headers], lines: hidden } },
  ]);
  const score = headers.findIndex((header) => header.endsWith('得分'));
  const total = headers.map((_, i): Cell => (i === 0 ? '合计' : i === score ? { formula: 'SUM(C2:C5)' } : ''));
  const summed: Line = {
    cells: total,
    flaws: [flaw('合计的公式没有结果', 'formula_without_value', headers[score] ?? null, 'cell')],
  };
  out.xlsx(`${source}_合计没有结果_示例数据.xlsx`, [
    { name: '表', table: { above: [], header: [headers], lines: [...soundTable(source, people).lines, summed] } },
  ]);
  const text = headers.findIndex((header) => header === '核减原因' || header === '评审方式');
  const letter = String.fromCharCode(65 + text);
  const covered = soundTable(source, people, { lines: 8 }).lines.map((line, i): Line => {
    const cells = line.cells.with(text, i === 3 || i === 4 ? `盖住的字${i}` : '照旧');
    return {
      cells,
      flaws: i === 3 || i === 4 ? [flaw('合并格下另有内容', 'beneath_merge', headers[text] ?? null, 'cell')] : [],
    };
  });
  out.xlsx(`${source}_合并格下有字_示例数据.xlsx`, [
    { name: '表', table: { above: [], header: [headers], lines: covered }, merges: [`${letter}4:${letter}7`] },
  ]);
}

const notes: Table = {
  above: [],
  header: [['填写说明（示例数据）']],
  lines: [
    { cells: ['一、请逐项填写。'], flaws: [] },
    { cells: ['二、金额写万元。'], flaws: [] },
  ],
};

/** In the middle of the packed bytes of the sheet, behind its local header. */
function spoilt(bytes: Buffer): Buffer {
  const at = bytes.indexOf(SHEET) + SHEET.length + 40;
  bytes[at] = (bytes[at] as number) ^ 0xff;
  return bytes;
}
