import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOfPipelines, openItems, readNoticeFolders } from '#pipeline';
import type { Build } from '#warehouse';
import { loaded } from './loaded.ts';
import { enterThird } from './third/enter.ts';

let reference: string;
let folder: string;
let build: Build;

beforeAll(async () => {
  reference = await enterThird();
  folder = await mkdtemp(join(tmpdir(), 'third-files-'));
  // What is of the year before: its limits hold for a year of two batches as well.
  await cp('data/sample/2026年度', folder, { recursive: true });
  for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), lines.join('\n'));
  build = await loaded(folder, reference);
});
afterAll(async () => {
  build.close();
  await Promise.all([reference, folder].map((each) => rm(each, { recursive: true })));
});

const [maker, provider, carrier] = ['91370100MA3C00002L', '91370100MA3C00001H', '91370100MA3C00003P'];

const project = (id: string, task: string, [code, type]: readonly [string, string], end = '2028-12-31') =>
  [id, id.slice(0, 6), `${id}改造`, task, code, `示例${type}`, type, '民营', '济南市', '历下区']
    .concat([type === '载体承建单位' ? '已建成' : '新建', '2027-03-01', end, '济南市历下区', '1000'])
    .join(',');

const files: Readonly<Record<string, readonly string[]>> = {
  '项目基本信息表_2027.csv': [
    '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,县（市、区）,建设性质,响应内容起始日期,实施期止,实施地点,项目总投资(万元)',
    project('2027-1-01', '智能工厂建设', [maker, '制造业企业']),
    project('2027-2-02', '供应链协同改造', [maker, '制造业企业']),
    project('2027-1-03', '1', [provider, '服务商'], '2029-03-02'),
    project('2027-1-04', '3', [provider, '服务商'], '2029-03-01'),
    project('2027-1-06', '8', [carrier, '载体承建单位']),
  ],
  '流程记录_2027.csv': [
    '项目编号,环节,时间',
    '2027-1-01,提交,2027-03-31 17:00:00',
    '2027-2-02,提交,2027-09-30 17:00:01',
    '2027-1-03,提交,2027-03-31 17:00:01',
    '2027-1-04,提交,2027-03-30 09:00:00',
    '2027-1-06,提交,2027-03-30 09:00:00',
    '2027-1-04,市级评审,2027-04-01 09:00:00',
  ],
  '单位核查表_2027.csv': [
    '统一社会信用代码,核查事项,结果,发生或列入日期,核查日期',
    `${maker},安全生产事故,较大,2025-05-01,2027-03-01`,
    `${provider},安全生产事故,较大,2024-12-01,2027-03-01`,
  ],
};

test('its folder says all, and nothing in it is written wrong', async () => {
  expect(await faultsOfPipelines({ pipelines: 'pipelines', reference })).toEqual([]);
  expect(openItems(await readNoticeFolders({ pipelines: 'pipelines', reference }))).toEqual([]);
});

test.each([
  ['late_submission', '2027-1-01', 'pass'],
  ['late_submission', '2027-2-02', 'fail'],
  ['late_submission', '2027-1-03', 'fail'],
  ['period_too_long', '2027-1-03', 'fail'],
  ['period_too_long', '2027-1-04', 'pass'],
  ['manufacturer_limit', maker, 'fail'],
  ['provider_limit', provider, 'pass'],
  ['safety_accident', '2027-1-01', 'fail'],
  ['safety_accident', '2027-1-04', 'pass'],
  ['construction_state', '2027-1-06', 'pass'],
  ['direction_support_cap', '链式转型', 'pass'],
  ['period_months', '2027-1-03', null],
  ['data_security', '2027-1-01', null],
])('it judges by its own words: %s of %s is %s', async (rule, subject, verdict) => {
  const found = await build.read<{ verdict: string }>(
    'findings',
    `select verdict from marts.findings where notice = '2027' and rule = $rule and subject_id = $subject`,
    { rule, subject }
  );
  expect(found.map((each) => each.verdict)).toEqual(verdict === null ? [] : [verdict]);
});

test('a direction of a notice that nothing is loaded of is no question', async () => {
  const judged = `select distinct batch from marts.findings where rule = 'direction_support_cap' order by batch`;
  expect((await build.read<{ batch: string }>('test', judged)).map(({ batch }) => batch)).not.toContain('2025');
});

test('what is held for a year is held for each year', async () => {
  expect(
    await build.read(
      'years',
      `select year::integer as year from marts.findings
      where rule = 'direction_support_cap' and subject_id = '链式转型' and year > 2025 order by year`
    )
  ).toEqual([{ year: 2026 }, { year: 2027 }]);
  expect(
    await build.read('assertions', 'from assertions.compared where left_side is distinct from right_side')
  ).toEqual([]);
});

test('a step of the notice before is none of its own', async () => {
  expect(
    await build.read('defects', `select "check", value from resolved.defects where value = '市级评审'`)
  ).toMatchObject([{ check: 'not_in_notice' }]);
});
