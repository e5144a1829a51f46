import { describe, expect, test } from 'vitest';
import { land } from './landing.ts';

const header =
  '序号,批次,推荐市,项目编号,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,项目总投资(万元)';
const data = (over: Readonly<Record<string, string>> = {}): string => {
  const row = {
    序号: '1',
    批次: '2025',
    推荐市: '济南市',
    项目编号: 'P1',
    项目名称: '云平台',
    揭榜任务: '3',
    统一社会信用代码: '91370100MA3CABCDEF',
    申报单位: '某公司',
    单位类型: '服务商',
    企业性质: '民营',
    金额: '12.5',
    ...over,
  };
  return Object.values(row).join(',');
};

async function kindOf(line: string): Promise<string> {
  const { files, read } = await land({ 'applications.csv': [header, line].join('\n') });
  const [, landed, , blank] = files['applications.csv']?.counts ?? [];
  const [aside] = await read('select what from sources.set_aside');
  return landed ? 'data' : blank ? 'blank' : String(aside?.what);
}

describe('what is a total', () => {
  const totals = [
    '合计,,,,,,,,,,12.5',
    ',合计,,,,,,,,,12.5',
    ',,合　计,,,,,,,,12.5',
    ',,,,小 计,,,,,,12.5',
    ',,,,总计：,,,,,,12.5',
    ' 合\u200b计（1个）,,,,,,,,,,12.5',
    ',2025,济南市小计,,,,,,,,12.5',
    ',2025,济南市,小计,,,,,,,12.5',
    ',,,,济南市合计,,,,,,12.5',
    '本页合计,,,,,,,,,,12.5',
    '累计,,,,,,,,,,12.5',
    '合计,,,12.5',
    '"合\n计",,,,,,,,,,12.5',
  ];
  for (const line of totals) test(JSON.stringify(line), async () => expect(await kindOf(line)).toBe('total'));

  const not = [
    data(),
    data({ 项目名称: '合计' }),
    data({ 项目名称: '全市能耗合计分析平台' }),
    data({ 项目名称: '会计云平台总计' }),
    data({ 申报单位: '小计' }),
    data({ 序号: '合计' }),
    data({ 单位类型: '合计' }),
    data({ 金额: '合计' }),
    data({ 项目编号: '', 项目名称: '全省能耗合计分析平台' }),
  ];
  for (const line of not) test(`not ${line}`, async () => expect(await kindOf(line)).toBe('data'));
});

describe('what is a note', () => {
  const pad = ','.repeat(10);
  for (const line of [
    `填表人：张三${pad}`,
    '填表人：张三,,审核人：李四,,联系电话：0531-1,,日期：2025年4月20日,,,,',
    '填表人：张三　审核人：李四',
    `${pad}单位盖章：`,
    `,,单位（盖章）${','.repeat(8)}`,
    `备注：1.金额单位为万元,2.不含税${pad}`,
    `备注1：金额不含税${pad}`,
    '注：本表由各市填写',
    '说明：一式两份',
    '2.金额单位为万元',
    `${pad}2025年4月20日`,
    `${pad}  年  月  日`,
    `（公章）${pad}`,
    '1,2,3,4,5,6,7,8,9,10,11',
    header,
  ]) {
    test(JSON.stringify(line), async () => expect(await kindOf(line)).toBe('note'));
  }

  for (const line of [
    data({ 序号: '备注' }),
    data({ 项目名称: '日期' }),
    data({ 项目名称: '说明：一种平台', 序号: '' }),
    data({ 项目编号: '' }),
    `P1${pad}`,
  ]) {
    test(`not ${line}`, async () => expect(await kindOf(line)).toBe('data'));
  }
});

test('blank rows are counted wherever they stand, and rows keep their numbers', async () => {
  const blank = ','.repeat(10);
  const { files, read } = await land({
    'applications.csv': [
      '项目基本信息表',
      '',
      header,
      '',
      data(),
      blank,
      ` ,\u3000${','.repeat(9)}`,
      data({ 项目编号: 'P2' }),
      '合计,,,,,,,,,,25',
      '填表人：张三',
      '',
      '',
    ].join('\r\n'),
  });
  expect(files['applications.csv']).toMatchObject({ header: 3, counts: [8, 2, 2, 4, 0] });
  expect(await read('select 项目编号 as id, source_row as row from sources.applications order by row')).toEqual([
    { id: 'P1', row: 5 },
    { id: 'P2', row: 8 },
  ]);
  expect(await read('select what, source_row as row from sources.set_aside order by row')).toEqual([
    { what: 'total', row: 9 },
    { what: 'note', row: 10 },
  ]);
  expect(await read('select source, first_row, last_row from sources.blank_rows order by first_row')).toEqual([
    { source: 'applications', first_row: 4, last_row: 4 },
    { source: 'applications', first_row: 6, last_row: 7 },
    { source: 'applications', first_row: 11, last_row: 11 },
  ]);
});

test('a sheet may end in hundreds of thousands of blank lines', async () => {
  const { files, read } = await land({ 'quotas.csv': `批次,市,推荐名额\n2025,济南市,5\n${'\n'.repeat(400_000)}` });
  expect(files['quotas.csv']?.counts).toEqual([400_001, 1, 0, 400_000, 0]);
  expect(await read('select first_row, last_row from sources.blank_rows')).toEqual([
    { first_row: 3, last_row: 400_002 },
  ]);
});

test('a total row can be read by column', async () => {
  const { read } = await land({ 'applications.csv': [header, data(), '合计,,,,,,,,,,12.5'].join('\n') });
  expect(
    await read(
      `select name, header, kind, value, unit, source_row as row from sources.totals where value <> '' order by name nulls first`
    )
  ).toEqual([
    { name: null, header: '序号', kind: null, value: '合计', unit: null, row: 3 },
    { name: 'total_investment', header: '项目总投资(万元)', kind: 'money', value: '12.5', unit: '万元', row: 3 },
  ]);
});

test('in a table of quotas the total stands where a city would', async () => {
  const { files } = await land({ 'quotas.csv': '批次,市,推荐名额\n2025,济南市,5\n2025,合计,5\n,总计,5\n' });
  expect(files['quotas.csv']?.counts).toEqual([3, 1, 2, 0, 0]);
});

test('a header and nothing below it is read, and said', async () => {
  const { files, checks } = await land({ 'quotas.csv': '批次,市,推荐名额\n' });
  expect(files['quotas.csv']).toMatchObject({ status: 'read', counts: [0, 0, 0, 0, 0] });
  expect(checks).toEqual([['no_rows', null, 'mark']]);
});

test('cells in the long view carry kind, unit and choices', async () => {
  const { read } = await land({ 'events.csv': '项目编号,环节,时间\nP1,提交,\n' });
  expect(
    await read(
      'select source_file, source_row, name, header, kind, essential, of, value, unit from sources.cells order by name'
    )
  ).toEqual([
    {
      source_file: 'events.csv',
      source_row: 2,
      name: 'happened_at',
      header: '时间',
      kind: 'time',
      essential: true,
      of: null,
      value: null,
      unit: null,
    },
    {
      source_file: 'events.csv',
      source_row: 2,
      name: 'level',
      header: '经办层级',
      kind: 'text',
      essential: false,
      of: null,
      value: null,
      unit: null,
    },
    {
      source_file: 'events.csv',
      source_row: 2,
      name: 'project_id',
      header: '项目编号',
      kind: 'project',
      essential: true,
      of: null,
      value: 'P1',
      unit: null,
    },
    {
      source_file: 'events.csv',
      source_row: 2,
      name: 'reason',
      header: '原因',
      kind: 'text',
      essential: false,
      of: null,
      value: null,
      unit: null,
    },
    {
      source_file: 'events.csv',
      source_row: 2,
      name: 'result',
      header: '结果',
      kind: 'answer',
      essential: false,
      of: null,
      value: null,
      unit: null,
    },
    {
      source_file: 'events.csv',
      source_row: 2,
      name: 'stage',
      header: '环节',
      kind: 'choice',
      essential: true,
      of: [
        '提交',
        '退回',
        '撤回',
        '县区推荐',
        '市级评审',
        '市推荐',
        '省退回',
        '省评审',
        '公示',
        '公布',
        '撤销',
        '申请验收',
        '终止',
      ],
      value: '提交',
      unit: null,
    },
  ]);
});
