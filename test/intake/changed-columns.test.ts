import { expect, test } from 'vitest';
import { land } from './landing.ts';

/** What is told of the headers of a table of subsidies, and what is read of its first row. */
async function told(headers: string, row: string) {
  const { read, defects } = await land({ '奖补资金.csv': `项目编号,预算年度,${headers}\nSD-1,2025,${row}\n` });
  const [landed] = await read('select "下达金额" as allocated from sources.subsidies');
  return { allocated: landed?.allocated, defects: defects.map(({ check, problem }) => `${check} ${problem}`) };
}

test.each(['调整后下达金额', '调整后的下达金额(万元)', '下达金额（调整后）', '更正后下达金额', '最终下达金额(万元)'])(
  '%s beside the column itself is told, and not read in its place',
  async (header) => {
    const { allocated, defects } = await told(`下达金额(万元),${header}`, '10,8');
    expect(allocated).toBe('10');
    expect(defects).toEqual([expect.stringMatching(/^near_header “下达金额”之外另有一列/)]);
  }
);

test('a column of one year is nearly the column', async () => {
  const { allocated, defects } = await told('2024年下达金额(万元),2025年度下达金额(万元)', '1,2');
  expect(allocated).toBeNull();
  expect(defects).toEqual([
    expect.stringMatching(/^near_header 表头“2024年下达金额\(万元\)”认不出，像是“下达金额”/),
    expect.stringMatching(/^near_header 表头“2025年度下达金额\(万元\)”认不出/),
  ]);
});

test.each(['调整原因', '最终用户', '变更后项目名称', '备注'])('%s says nothing of the column', async (header) => {
  const { allocated, defects } = await told(`下达金额(万元),${header}`, '10,甲');
  expect([allocated, defects]).toEqual(['10', []]);
});

const application =
  '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资（万元）';
const cells = 'SL2025-3701-0001,2025,甲,1,91370102MA3N123456,甲公司,服务商,民营,济南市,10';

test('of two columns that a header nearly names, the nearer is told', async () => {
  const { defects } = await land({
    '项目基本信息表.csv': `${application},实施期限-始,实施期限-止日\n${cells},2025-03-01,2026-02-28\n`,
  });
  const near = defects.filter(({ check }) => check === 'near_header');
  expect(near.map(({ column, value }) => [value, column])).toEqual([
    ['实施期限-始', '响应内容起始日期'],
    ['实施期限-止日', '实施期止'],
  ]);
});

test('the halves of 实施期限, in a header of two rows, are its two days', async () => {
  const { read, defects } = await land({
    '项目基本信息表.csv': `${application},实施期限,\n${',,,,,,,,,,'}起,止\n${cells},2025.3.2,2026.3.1\n`,
  });
  const [row] = await read('select "响应内容起始日期" as starts, "实施期止" as ends from sources.applications');
  expect(row).toMatchObject({ starts: '2025.3.2', ends: '2026.3.1' });
  expect(defects.filter(({ check }) => check === 'near_header')).toEqual([]);
});
