import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readContracts } from '../../src/intake/index.ts';
import { oneLine } from '../../src/intake/header/join.ts';
import { layOut } from '../../src/intake/layout.ts';
import { lineJudge } from '../../src/intake/plain/judge.ts';
import { scanLines } from '../../src/intake/plain/lines.ts';
import { rulesOf } from '../../src/intake/plain/rules.ts';
import { rowSorter } from '../../src/intake/sort-rows.ts';
import { cutRows } from '../../src/intake/text/cut.ts';
import { sized } from '../tier.ts';

/** Headers of sources, with columns that nobody knows. */
const headers: Readonly<Record<string, string>> = {
  applications:
    '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资,实施期内计划投资,备注,联系电话',
  events: '序号,项目编号,环节,时间,结果,经办层级,原因,状态',
  acceptances:
    '项目编号,申请日期,验收日期,验收结论,申报实际投入（万元）,核定实际投入（万元）,核减原因,验收得分,约定指标数,完成指标数,发布日期',
  checks: '统一社会信用代码,核查事项,结果,发生或列入日期,核查日期,来源',
  recommendations: '批次,推荐市,排序,项目编号,推荐意见',
  subsidies: '项目编号,预算年度,拟奖补金额,下达文号,下达日期,下达金额,拨付日期,拨付金额,备注,单位',
};

/** What stands in a sound row, by kind; and what does not. */
const sound: Readonly<Record<string, readonly string[]>> = {
  id: ['SL2025-3701-0001', 'SL2024B-3701-1234'],
  project: ['SL2025-3701-0001', 'P-00012'],
  code: ['91370100MA3CABCDEF', '913701000XX0X5XX5X'],
  money: ['', '12', '123', '742.00', '0', '—'],
  integer: ['', '1', '12', '2025'],
  number: ['', '77.3'],
  day: ['', '2025-04-16', '2025/2/27', '2025.4.1', '2025年3月1日'],
  time: ['2025-03-18 14:04:04'],
  batch: ['2025', '2024-2'],
  year: ['2026'],
  city: ['济南市', '青岛市'],
};
const words = ['', '云平台（示例）', '示例济南有限公司', '通过', '服务商', '否', '×', '市级'];
const odd = [
  ...['填表人：A1', '备注：SL1', 'X-X-X', 'ｅ.ｇ.', 'page1of2', '3rows', '12\u205f', '\u2066', '12 ', ' 234', '12　'],
  ...[
    '合计',
    '小 计',
    '工业设计',
    '共计：',
    '总计3个',
    '合\u200b计',
    '计',
    '例',
    '示例',
    '填写示例',
    '请按填报样例',
    '（示例）',
    '(例)',
    'P9(例)',
    'P9（例）',
  ],
  ...[
    'e.g.',
    'eg',
    'E.G',
    'ERP',
    '【示例】',
    '举例',
    '项目编号',
    '项目编号 ',
    '　项目编号',
    '项目编号　',
    '批次\u2003',
    '推荐市\u00a0',
    '　12',
    '　234',
    '批次',
    '推荐市',
    '序号',
    '排序',
    '结果',
    '项目编号（必填）',
  ],
  ...[
    '1',
    '2',
    '3',
    '(1)',
    '①',
    '甲',
    'A',
    '4=1+2',
    '第3栏',
    '必填',
    '文本',
    '请选择',
    '---',
    '——',
    '=',
    '单位：元',
    '单位',
    '万元',
    '元',
    'USD',
  ],
  ...[
    '填表人：张三',
    '备注：',
    '注',
    '一、项目',
    '（二）其他',
    '不予推荐',
    '不推荐',
    '已撤销',
    '重复，请删除',
    '删除',
    '作废',
    '是',
    '0',
    'n',
    '有效',
  ],
  ...[
    'SL2025-XXXX',
    'XXXXXX',
    'xx-xx',
    '××××',
    'SL***',
    '####',
    '○○○',
    'X X X',
    '1,234',
    '234',
    '234.50',
    '¥12',
    '￥12',
    ' 12',
    '200万元',
    '200 元',
  ],
  ...[
    ' ',
    '\t',
    '\u00a0',
    '\u3000',
    '\u200b',
    '\ufeff',
    '\u2060',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ufffd',
    '锟斤拷',
    'ï¿½',
    '\0',
    '\x1a',
    '\x7f',
    '\r',
    '\n',
  ],
  ...[
    '"',
    '""',
    '"a"',
    'a"b',
    '="1"',
    '２０２５',
    'Ｅ',
    'ﾊﾝ',
    '㈱',
    '𠮷',
    '\u{e0041}',
    '⻘岛',
    '例',
    'é',
    '·',
    '“引”',
    'NULL',
    '云'.repeat(3),
  ],
];

const around = ['', ' ', '\u3000', '\u00a0', '\u205f', '\u2003', '\ufeff', '（必填）'];

const contracts = await readContracts('pipelines');
const layouts = Object.entries(headers).map(([name, header]) => {
  const contract = contracts.find((each) => each.name === name)!;
  const layout = layOut(contract, { columns: oneLine(header.split(','), contract.names), days: new Map() });
  const sort = rowSorter(layout);
  const usual = layout.columns.map(({ meaning }) => sound[contract.columns[meaning?.name ?? '']?.kind ?? ''] ?? words);
  return { layout, usual, sort };
});

test('a line whose bytes tell that it is a row is one to the careful way, with nothing to say of it', () => {
  let told = 0;
  let all = 0;
  const line = fc.record({
    at: fc.nat(layouts.length - 1),
    delimiter: fc.constantFrom(',', ',', '\t', ';'),
    picks: fc.array(fc.nat(1000), { minLength: 13, maxLength: 13 }),
    odds: fc.array(
      fc.record({
        cell: fc.nat(13),
        text: fc.constantFrom(...odd),
        is: fc.constantFrom('over', 'front', 'behind', 'within', 'quoted'),
      }),
      {
        maxLength: 3,
      }
    ),
    blank: fc.array(fc.nat(12), { maxLength: 12 }),
    isSparse: fc.boolean(),
    /** Lines about the table: names of its columns, with what may stand around a name; their numbers; a page's. */
    about: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.record({
          from: fc.nat(4),
          around: fc.constantFrom(...around),
          isBehind: fc.boolean(),
          is: fc.constantFrom<'names' | 'numbers' | 'formula' | 'alone'>('names', 'numbers', 'formula', 'alone'),
        }),
      }
    ),
  });
  fc.assert(
    fc.property(line, ({ at, delimiter, picks, odds, blank, isSparse, about }) => {
      const { layout, usual, sort } = layouts[at]!;
      const isCutAtCommas = delimiter === ',';
      const cells = usual.map((texts, i) => texts[picks[i]! % texts.length]!);
      if (isSparse) for (const cell of blank) if (cell < cells.length) cells[cell] = '';
      for (let i = 0; about !== null && i < cells.length; i += 1) {
        const name = layout.columns[i]!.header;
        if (about.is === 'alone') cells[i] = i === 0 ? 'page1of2' : '';
        else if (about.is !== 'names') cells[i] = about.is === 'formula' && i === 0 ? '1=1+1' : String(i + 1);
        else if (i >= about.from) cells[i] = about.isBehind ? name + about.around : about.around + name;
      }
      for (const { cell, text, is } of odds) {
        if (cell >= cells.length) continue;
        const own = cells[cell]!;
        cells[cell] = {
          over: text,
          front: text + own,
          behind: own + text,
          within: own.slice(0, 1) + text + own.slice(1),
          quoted: `"${own}${text}"`,
        }[is]!;
      }
      const row = cells.join(delimiter);
      const rules = rulesOf(layout, delimiter, isCutAtCommas);
      if (rules === null) return;
      all += 1;
      const bytes = Buffer.from(`${row}\n`);
      const scanned = scanLines(bytes, { from: 0, to: bytes.length, isCrlf: false }, rules);
      if (scanned === null || scanned.lines !== 1 || scanned.doubtful.length > 0) return;
      told += 1;
      const [read, ...more] = cutRows(delimiter).push(`${row}\n`);
      expect([more, read!.issues, read!.cells.length]).toEqual([[], undefined, cells.length]);
      expect(lineJudge(layout, { delimiter, sort, isCutAtCommas })(2, row)?.verdict, row).toBe('stays');
    }),
    { numRuns: sized(15_000, 1_000_000), seed: 20261129 }
  );
  expect(told / all).toBeGreaterThan(0.05);
});
