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
