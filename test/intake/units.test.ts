import { describe, expect, test } from 'vitest';
import { unitsSaid } from '../../src/intake/units/said.ts';
import { workbook } from '../province/workbook/package.ts';
import { land } from './landing.ts';

describe('what a line says of the unit of its table', () => {
  const read: Record<string, string[]> = {
    '金额单位：元（列至角分）': ['元'],
    '填报单位：济南市工信局   单位：元   2025年4月20日': ['元'],
    '填报单位（盖章）：济南市工信局          金额单位：元          填报日期：2025年4月20日': ['元'],
    '单位：元、个': ['元'],
    '单位：万元/个': ['万元'],
    '单位:元 保留两位小数': ['元'],
    计量单位为元: ['元'],
    '单位：￥元': ['元'],
    '单位：人民币万元': ['万元'],
    '单位：万元（人民币）': ['万元'],
    '单 位 ： 万 元': ['万元'],
    '币种：人民币  单位：元': ['元'],
    '人民币：万元': ['万元'],
    '单位：万': ['万元'],
    '单位：萬元': ['万元'],
    '项目投资一览表（元）': ['元'],
    '注：以上金额以万元为单位': ['万元'],
    '注：金额均为元': ['元'],
    '2.金额单位为万元': ['万元'],
    '货币单位：万元，数量单位：个': ['万元'],
    '单位：万元、元': ['万元', '元'],
    万元: ['万元'],
    '单位：千元': ['千元!'],
    '填表单位：济南市　单位：百万元': ['百万元!'],
    '单位：万美元': ['万美元!'],
    '金额单位：港币': ['港币!'],
    '單位：元': ['元'],
    '金額單位：萬元': ['万元'],
    '金額單位：人民幣元': ['元'],
    '单位；元': ['元'],
    '单位；W': ['w?'],
    'Unit: RMB Yuan': ['元'],
    'units: yuan': ['元'],
    'Amounts in yuan': ['元'],
    '(All figures in RMB yuan)': ['元'],
    'Amounts in RMB': ['rmb?'],
    'in 10,000 yuan': ['10,000 yuan?'],
    '(in thousands)': ['thousands?'],
    '外币单位：万元': ['万元?'],
    '单位：W': ['w?'],
    '2025年度项目投资表（W）': ['w?'],
    '金额（外币）': ['外币?'],
    '投资额（K）': ['k?'],
    金额W: ['w?'],
    '单位：10万元': ['10万元?'],
    '单位：人民币': ['人民币?'],
    'Unit: CNY': ['cny?'],
    '(Unit: RMB 10,000)': ['rmb?'],
    '注：金额精确到元': ['元?'],
    '单位：万元，精确到元': ['万元'],
  };
  for (const [line, units] of Object.entries(read))
    test(line, () =>
      expect(unitsSaid(line).map(({ unit, isRead, isKnown }) => unit + (isRead ? '' : isKnown ? '!' : '?'))).toEqual(
        units
      )
    );

  for (const line of [
    '单位：济南市工信局',
    '填报单位：',
    '推荐单位（盖章）：',
    '单位名称：山东公司',
    '单位类型：企业',
    '单位：元旦科技有限公司',
    '项目单位（2025年）',
    '项目单位（第一批）',
    '项目单位是否一致',
    '装机容量（kW）',
    'Listed in 2025 for Yuanda Ltd.',
    '单位：个',
    '单位：项、%',
    '2025年度500万元以上项目信息表',
    '总投资超过（1亿元）',
    '注：总投资不足1万元的按1万元计',
    '币种：人民币',
  ])
    test(`none: ${line}`, () => expect(unitsSaid(line)).toEqual([]));
});

const headers = ['项目编号', '预算年度', '下达文号', '下达金额'];
const values = ['P1', '2025', '鲁财〔2025〕1号', '500000'];
const csv = (...rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).join('\n');
const inSheet = (...rows: readonly (readonly string[])[]) =>
  rows
    .map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
    )
    .join('');
const paid = 'select 下达金额 as amount, 下达金额_单位 as unit from sources.subsidies order by source_file';

async function unitOf(files: Parameters<typeof land>[0]) {
  const { read, checks, defects } = await land(files);
  const [row] = await read(paid);
  return { unit: row?.unit ?? null, checks: checks.map(([check, , effect]) => `${check} ${effect}`), defects };
}

describe('headers', () => {
  for (const [header, unit] of Object.entries({
    '下达金额/元': '元',
    '下达金额 元': '元',
    '下达金额（万）': '万元',
    下达金额_元: '元',
    '下达金额:元': '元',
    '下达金额－元': '元',
    '下达金额—元': '元',
    下达金额元: '元',
    '（元）下达金额': '元',
    '下达金额（单位：元；保留两位小数）': '元',
    '下达金额（人民币：元）': '元',
    '下达金额（必填）/元': '元',
    '下达⾦额（元）': '元',
  }))
    test(header, async () =>
      expect(await unitOf({ 'subsidies.csv': csv([...headers.slice(0, 3), header], values) })).toMatchObject({
        unit,
        checks: [],
      })
    );

  for (const header of ['下达金额（万美元）', '下达金额（千元）', '下达金额/亿元', '下达金额（港币）'])
    test(`${header} refuses the file`, async () =>
      expect(await unitOf({ 'subsidies.csv': csv([...headers.slice(0, 3), header], values) })).toMatchObject({
        unit: null,
        checks: ['money_unit file'],
      }));

  for (const header of [
    '下达金额（个）',
    '下达金额（元/年）',
    '下达金额（W）',
    '下达金额（不含税）',
    '下达资金额',
    '下达',
  ])
    test(`${header} is nearly a column, and told`, async () => {
      const { checks, defects } = await unitOf({ 'subsidies.csv': csv([...headers.slice(0, 3), header], values) });
      expect(checks).toEqual(['near_header mark']);
      expect(defects[0]).toMatchObject({ column: '下达金额', value: header, row: null });
    });

  test('a unit below the header, beside others', async () => {
    const { unit, checks } = await unitOf({ 'subsidies.csv': csv(headers, ['—', '年度', '', '元'], values) });
    expect({ unit, checks }).toEqual({ unit: '元', checks: [] });
  });
});

describe('places beside the table', () => {
  const table = csv(headers, values);
  test.for([
    ['奖补资金表（单位：元）.csv', table],
    ['奖补资金表_元_济南市.csv', table],
    ['奖补资金表.csv', `${table}\n注：金额单位为元`],
    ['奖补资金表.csv', `${table}\n合计,,,500000\n填表人：张三,,单位：元`],
    ['奖补资金表.csv', `${table}\n以上金额以元为单位`],
  ] as const)('%s: a unit that stands elsewhere is taken and told', async ([name, text]) => {
    expect(await unitOf({ [name]: text })).toMatchObject({ unit: '元', checks: ['unit_elsewhere mark'] });
  });

  test.for([
    ['单位：,元', '元', []],
    [',,金额单位,元', '元', []],
    ['填报单位：,济南市工信局,单位:,元', '元', []],
    ['金额单位：,W', '万元', ['odd_unit mark']],
    ['单位：,,RMB', '万元', ['odd_unit mark']],
    ['单位：,张三,单位,电话', '万元', []],
  ] as const)('a unit in a cell of its own: %s', async ([line, unit, checks]) => {
    expect(await unitOf({ '奖补资金表.csv': `${line}\n${table}` })).toMatchObject({ unit, checks });
  });

  test('a word behind the last column', async () => {
    const { unit, checks } = await unitOf({ '奖补资金表.csv': csv([...headers, '单位：元'], [...values, '']) });
    expect({ unit, checks }).toEqual({ unit: '元', checks: [] });
  });

  test('a sheet’s name', async () => {
    const data = inSheet(headers, values);
    expect(await unitOf({ '奖补资金表.xlsx': workbook({ sheets: [{ name: '汇总（元）', data }] }) })).toMatchObject({
      unit: '元',
      checks: ['unit_elsewhere mark'],
    });
  });

  test.for(['金额（W）', '金额W', '单位：W', '投资（千）', '资金（外币）'])(
    'a unit in a sheet’s name that nobody understands is marked: %s',
    async (name) => {
      const sheets = [{ name, data: inSheet(headers, values) }];
      expect(await unitOf({ '奖补资金表.xlsx': workbook({ sheets }) })).toMatchObject({
        unit: '万元',
        checks: ['odd_unit mark'],
      });
    }
  );

  test.for([
    ['2025年（元）/奖补资金表.csv', '元', 'unit_elsewhere mark'],
    ['单位：元/济南市/奖补资金表.csv', '元', 'unit_elsewhere mark'],
    ['2025/奖补_元/奖补资金表.csv', '元', 'unit_elsewhere mark'],
    ['金额（W）/奖补资金表.csv', '万元', 'odd_unit mark'],
    ['奖补资金表（W）.csv', '万元', 'odd_unit mark'],
    ['奖补资金表（单位：10万元）.csv', '万元', 'odd_unit mark'],
    ['单位：千元/奖补资金表.csv', null, 'money_unit file'],
    ['单位：元/奖补资金表（万元）.csv', null, 'money_unit file'],
  ] as const)('a unit in the name of a file or a folder: %s', async ([name, unit, check]) => {
    expect(await unitOf({ [name]: table })).toMatchObject({ unit, checks: [check] });
  });

  test.for([
    '2025年（万元）/奖补资金表.csv',
    '项目单位（2025年）/奖补资金表.csv',
    '推荐单位：济南市/奖补资金表（第一批）.csv',
    '元旦前/W组/奖补资金表_K.csv',
    '500万元以上项目/奖补资金表.csv',
  ])('%s says nothing of another unit', async (name) => {
    expect(await unitOf({ [name]: table })).toMatchObject({ unit: '万元', checks: [] });
  });

  test('a page header', async () => {
    const data = inSheet(headers, values);
    const after = '<headerFooter><oddHeader>&amp;L奖补资金表&amp;R单位：元</oddHeader></headerFooter>';
    expect(await unitOf({ '奖补资金表.xlsx': workbook({ sheets: [{ data, after }] }) })).toMatchObject({
      unit: '元',
      checks: ['unit_elsewhere mark'],
    });
  });

  test('the usual unit needs no word wherever it stands', async () => {
    expect(await unitOf({ '奖补资金表（万元）.csv': `${table}\n注：单位万元` })).toMatchObject({
      unit: '万元',
      checks: [],
    });
  });

  test.for([
    ['奖补资金表.csv', `单位：万元\n${table}\n注：金额单位为元`],
    ['奖补资金表（元）.csv', `单位：万元\n${table}`],
    ['奖补资金表.csv', `单位：万元/元\n${table}`],
    ['奖补资金表.csv', `${table}\n注：单位：千元`],
    ['奖补资金表（万美元）.csv', table],
  ] as const)('%s: two units, or one that is not read, refuse the file', async ([name, text]) => {
    expect(await unitOf({ [name]: text })).toMatchObject({ unit: null, checks: ['money_unit file'] });
  });

  test('a header that says otherwise than the line above is marked with both', async () => {
    const { unit, checks, defects } = await unitOf({
      '奖补资金表.csv': csv(['单位：元'], [...headers.slice(0, 3), '下达金额（万元）'], values),
    });
    expect({ unit, checks }).toEqual({ unit: '万元', checks: ['unlike_unit mark'] });
    expect(defects[0]).toMatchObject({ column: '下达金额', problem: expect.stringMatching(/万元.*单位：元.*元/) });
  });

  test('a unit that nobody understands is marked', async () => {
    expect(await unitOf({ '奖补资金表.csv': `金额单位：W\n${table}` })).toMatchObject({
      unit: '万元',
      checks: ['odd_unit mark'],
    });
  });

  test('a table without money has no unit', async () => {
    const { checks } = await unitOf({ 'quotas（元）.csv': '单位：美元\n批次,市,推荐名额\n2025,济南市,5\n' });
    expect(checks).toEqual([]);
  });
});
