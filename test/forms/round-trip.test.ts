import { rm } from 'node:fs/promises';
import { afterAll, expect, inject, test } from 'vitest';
import { land } from '../intake/landing.ts';
import { application, csv, events } from '../pipelines/hand-in.ts';
import { isFull } from '../tier.ts';
import { closeVersions, fillForm, loaded, rowsOf } from './filling.ts';

const lines = [
  // Leading zeros, and two that a number would make one.
  application('0012', { 项目名称: '甲项目', '项目总投资(万元)': '1234.567891', '实施期内计划投资(万元)': '0.01' }),
  application('00012', {
    项目名称: '两行的\n名称（二期）',
    '县（市、区）': '市中区',
    '项目总投资(万元)': '98765432.1',
  }),
  // A county of the same name in another city, and a name that looks like a formula.
  application('P3', { 推荐市: '枣庄市', '县（市、区）': '市中区', 项目名称: '=SUM(A1:A9)', 申报单位: '+甲公司' }),
  // Exempt by owner, by direction, and both.
  application('P4', { 企业性质: '中央驻鲁企业', 所属集团: '某集团', 是否子公司: '是', 省级公司推荐函: '否' }),
  application('P5', { 揭榜任务: '8', 联合单位信用代码: '91370200MA3C000027；91370300MA3C000035' }),
  application('P6', { 揭榜任务: '9', 企业性质: '省属国企', 单位类型: '载体承建单位', 建设性质: '已建成' }),
  // What is unknown stays unknown.
  application('P7', {
    '项目总投资(万元)': '约300',
    响应内容起始日期: '2025-03-01',
    实施期止: '2026-03-31',
    实施地点: '济南市历下区',
  }),
];
const recommended = ['0012', '00012', 'P4', 'P5', 'P6'];
const others = {
  '流程记录.csv': csv(
    [...recommended, 'P3'].flatMap((id) =>
      events(id, '提交 2025-04-01 09:00, 县区推荐 2025-04-10 09:00, 市推荐 2025-04-20 09:00')
    )
  ),
};
const ranks = csv(
  recommended.slice(0, 4).map((id, at) => ({
    批次: '2025',
    推荐市: '济南市',
    排序: String(at + 1),
    项目编号: id,
    纸质材料邮寄日期: '2025-04-24',
  }))
);

const without = '* exclude (source_file, source_sheet, source_row)';
const filed = (warehouse: string) => rowsOf(warehouse, `select ${without} from marts.filings order by project_id`);
const projects = (warehouse: string) => rowsOf(warehouse, `select ${without} from marts.projects order by project_id`);
afterAll(closeVersions);

test.runIf(isFull)('推荐汇总表 and 项目基本信息表, filled and loaded back, say the same of every project', async () => {
  const first = await loaded({ '项目基本信息表.csv': csv(lines), '推荐汇总表.csv': ranks, ...others });
  const [applications, recommendations] = [
    await fillForm(first.warehouse, '项目基本信息表', { filters: { batch: ['2025'] } }),
    await fillForm(first.warehouse, '推荐汇总表', { filters: { batch: ['2025'], city: ['济南市'] } }),
  ];
  expect(applications.rows).toEqual({ 申报: 7 });
  expect(recommendations.rows).toEqual({ 名单: 5 });
  const again = await loaded({
    [applications.fileName]: applications.bytes,
    [recommendations.fileName]: recommendations.bytes,
    ...others,
  });
  const before = await filed(first.warehouse);
  expect(
    before.map(({ project_id, total_investment, county, quota_exemption }) => [
      project_id,
      total_investment,
      county,
      quota_exemption,
    ])
  ).toEqual([
    ['00012', 987654321000, '市中区', null],
    ['0012', 12345678.91, '历下区', null],
    ['P3', 1000000, '市中区', null],
    ['P4', 1000000, '历下区', '中央驻鲁企业、省属国企'],
    ['P5', 1000000, '历下区', '方向不限名额'],
    ['P6', 1000000, '历下区', '方向不限名额 + 中央驻鲁企业、省属国企'],
    ['P7', null, '历下区', null],
  ]);
  expect(await filed(again.warehouse)).toEqual(before);
  expect(await projects(again.warehouse)).toEqual(await projects(first.warehouse));
  // Every row is one of the table, and nothing of what the program wrote is a defect of its own.
  const counts = again.outcome
    .receipt!.files.filter(({ status }) => status === 'loaded')
    .map((file) => [file.sourceTitle, file.loaded, file.rejected]);
  expect(counts).toEqual(
    expect.arrayContaining([
      ['项目基本信息表', 7, 0],
      ['推荐汇总表', 5, 0],
    ])
  );
  const said = (outcome: typeof again.outcome) => outcome.receipt!.defects.map(({ check }) => check);
  expect(said(again.outcome).filter((check) => !said(first.outcome).includes(check))).toEqual([]);
  await closeVersions();
  for (const { warehouse } of [first, again]) await rm(warehouse, { recursive: true });
});

test('of the sample both are read row by row as they were filled, and the account and the foot are no data', async () => {
  const warehouse = inject('sampleWarehouse');
  const filters = { batch: ['2025'], city: ['济南市'] };
  const [applications, recommendations] = [
    await fillForm(warehouse, '项目基本信息表', { filters }),
    await fillForm(warehouse, '推荐汇总表', { filters }),
  ];
  const { files, defects, read } = await land({
    [applications.fileName]: applications.bytes,
    [recommendations.fileName]: recommendations.bytes,
  });
  expect(defects).toEqual([]);
  const sources = Object.values(files).flatMap(({ source, counts: [, landed] }) =>
    source === null ? [] : [[source, landed]]
  );
  expect(sources.sort()).toEqual([
    ['applications', applications.rows.申报],
    ['recommendations', recommendations.rows.名单],
  ]);
  const back = await read(
    'select "项目编号" as project_id, "项目名称" as project_name, "统一社会信用代码" as applicant_id, "县（市、区）" as county from sources.applications order by 1'
  );
  const there = await rowsOf(
    warehouse,
    `select project_id, project_name, applicant_id, county from marts.filings where batch = '2025' and city = '济南市' order by 1`
  );
  expect(back).toEqual(there);
});
