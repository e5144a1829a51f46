import { expect, test } from 'vitest';
import type { Defect, FileReceipt, Receipt } from '#spec';
import { layOut, shown } from '../../../src/pipeline/reports/columns.ts';
import { reportOf } from '../../../src/pipeline/reports/load.ts';
import { widthOf } from '../../../src/xlsx/write/width.ts';

test('a Chinese character takes two columns of a terminal, a combining mark none', () => {
  expect(['abc', '项目', '（Ａ）', 'e\u0301', '𠀀', '—', ''].map(widthOf)).toEqual([3, 4, 6, 1, 2, 1, 0]);
});

test('columns stand under each other, numbers to the right', () => {
  expect(
    layOut([
      ['文件', '读取', ''],
      ['项目.csv', 12, '退回'],
      ['a', 3, ''],
    ])
  ).toEqual(['文件      读取', '项目.csv    12  退回', 'a            3']);
});

test('a text from a file cannot write to the terminal, nor fill it', () => {
  expect(shown('a\u001b[31m\tb\r\nc')).toBe('a·[31m·b⏎c');
  expect(shown('字'.repeat(70))).toBe(`${'字'.repeat(60)}…`);
});

const file = (name: string, more: Partial<FileReceipt> = {}): FileReceipt => ({
  file: name,
  sheet: '',
  sha256: 'x',
  bytes: 1,
  source: 'trees',
  sourceTitle: '树木表',
  encoding: 'utf-8',
  headerRow: 1,
  unknownColumns: [],
  status: 'loaded',
  read: 4,
  loaded: 3,
  superseded: 0,
  rejected: 1,
  totals: 0,
  blank: 0,
  ...more,
});

const defect = (row: number | null, more: Partial<Defect> = {}): Defect => ({
  check: 'unknown_city',
  source: 'trees',
  file: 'trees.csv',
  sheet: '',
  row,
  column: '市',
  value: '岛青市',
  problem: '不是山东省的市',
  fix: '改为青岛市',
  effect: 'row',
  ...more,
});

const receipt: Receipt = {
  version: '20261123T120000-aaaaaaaa',
  format: 1,
  number: '2026-0007',
  loadedAt: '2026-11-23T12:00:00+08:00',
  asOf: '2026-06-30',
  fingerprint: 'f',
  digest: 'd',
  sha256: 's',
  isSample: true,
  bytes: 1,
  seconds: 2.5,
  files: [
    file('trees.csv', { unknownColumns: ['备注', '经办人'] }),
    file('树.xlsx', {
      sheet: '第一页',
      status: 'refused',
      source: null,
      sourceTitle: null,
      read: 0,
      loaded: 0,
      rejected: 0,
      encoding: null,
    }),
  ],
  assertions: [{ name: 'same', title: '都在', broken: 0 }],
  defects: [
    { check: 'unknown_city', title: '不认识的市', effect: 'row', count: 3 },
    { check: 'missing_column', title: 'missing_column', effect: 'file', count: 1 },
  ],
  by: null,
  givenAsOf: null,
  upload: null,
  rebuildOf: null,
  compared: null,
};

test('the report shows every file, the first defects of each check with place, value and remedy, and the version', () => {
  const defects = [
    defect(5),
    defect(9),
    defect(null, {
      check: 'missing_column',
      file: '树.xlsx',
      sheet: '第一页',
      column: '编号',
      value: null,
      problem: '缺少这一列',
      fix: '补上',
      effect: 'file',
    }),
  ];
  expect(reportOf({ status: 'published', reasons: [], notes: ['补记了一条。'], receipt, defects })).toEqual([
    '文件            来源    编码   读取  导入  被取代  未导入  合计行  空行',
    'trees.csv       树木表  utf-8     4     3       0       1       0     0  另有 2 列不在表样中，原样保留：备注、经办人',
    '树.xlsx:第一页  未识别  —         0     0       0       0       0     0  整个文件未导入',
    '共              2 份              4     3       0       1       0     0',
    '',
    '发现 4 处问题：',
    '  不认识的市  整行未导入 3 处',
    '    trees.csv:5 市「岛青市」 不是山东省的市 → 改为青岛市',
    '    trees.csv:9 市「岛青市」 不是山东省的市 → 改为青岛市',
    '    …… 另有 1 处，见数据页的问题清单，或加 --json',
    '  missing_column  整个文件未导入 1 处',
    '    树.xlsx:第一页 编号 缺少这一列 → 补上',
    '',
    '平衡校验 1 项全部成立。',
    '截至日 2026-06-30，用时 2.5 秒，示例数据。',
    '',
    '补记了一条。',
    '已发布版本 20261123T120000-aaaaaaaa，回执 2026-0007',
  ]);
});

test('a load that changed nothing says so in one line', () => {
  expect(reportOf({ status: 'unchanged', reasons: [], notes: [], receipt, defects: [] })).toEqual([
    '没有变化：这些文件与当前版本 20261123T120000-aaaaaaaa 相同，没有发布新版本。',
  ]);
});

test('a refused load says why, after what it found', () => {
  const broken = { ...receipt, defects: [], assertions: [{ name: 'same', title: '都在', broken: 2 }] };
  const report = reportOf({ status: 'refused', reasons: ['空的。'], notes: [], receipt: broken, defects: [] });
  expect(report).toEqual(expect.arrayContaining(['没有发现问题。', '平衡校验不成立：都在。']));
  expect(report.slice(-2)).toEqual(['拒绝导入：空的。', '没有发布，数据仓库未改动。']);
  expect(reportOf({ status: 'refused', reasons: ['空的。'], notes: [], receipt: null, defects: [] })).toEqual([
    '拒绝导入：空的。',
    '没有发布，数据仓库未改动。',
  ]);
  expect(reportOf({ status: 'dry-run', reasons: [], notes: [], receipt, defects: [] }).at(-1)).toBe(
    '试运行：以上是导入的结果，没有发布，数据仓库未改动。'
  );
});
