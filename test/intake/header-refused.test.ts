import { describe, expect, test } from 'vitest';
import { land } from './landing.ts';
import { csv, names, values } from './rows-of-text.ts';

describe('refused by its header', () => {
  const cases: Record<string, { text: string; check: string; problem: RegExp; column: string | null }> = {
    'a missing column': {
      text: '环节,时间\n提交,2025-04-24\n',
      check: 'missing_column',
      problem: /缺少必需的列：项目编号；找到的列：环节、时间/,
      column: '项目编号',
    },
    'no header at all': {
      text: '你好,世界\n',
      check: 'missing_column',
      problem: /缺少必需的列：项目编号、环节、时间；找到的列：你好、世界/,
      column: '项目编号、环节、时间',
    },
    'a header twice': {
      text: '项目编号,环节,时间,项目编号\nP1,提交,2025,P1\n',
      check: 'double_column',
      problem: /“项目编号”和“项目编号”都是“项目编号”这一列；找到的列：项目编号、环节、时间、项目编号/,
      column: '项目编号',
    },
    'two aliases': {
      text: '编号,环节,时间,项目编码\nP1,提交,2025,P1\n',
      check: 'double_column',
      problem: /“编号”和“项目编码”/,
      column: '项目编号',
    },
    'a broken character in the header': {
      text: '项目编号,环节,时间,备\0注\nP1,提交,2025,\n',
      check: 'nul',
      problem: /^表头：/,
      column: null,
    },
    'three hundred columns': {
      text: `项目编号,环节,时间${',x'.repeat(300)}\n`,
      check: 'too_many_columns',
      problem: /303 列/,
      column: null,
    },
  };
  for (const [name, { text, check, problem, column }] of Object.entries(cases)) {
    test(name, async () => {
      const { files, defects } = await land({ 'events.csv': text });
      expect(files['events.csv']?.status).toBe('refused');
      expect(defects).toEqual([
        expect.objectContaining({
          check,
          source: 'events',
          effect: 'file',
          column,
          problem: expect.stringMatching(problem),
        }),
      ]);
    });
  }

  test('a unit that is neither 万元 nor 元', async () => {
    const { defects } = await land({
      'a.csv': csv([
        [...names, '项目总投资（亿元）'],
        [...values, '1'],
      ]),
      'b.csv': `单位：千元\n${csv([
        [...names, '项目总投资'],
        [...values, '1'],
      ])}`,
    });
    expect(defects).toEqual([
      expect.objectContaining({ file: 'a.csv', check: 'money_unit', column: '项目总投资', value: '亿元' }),
      expect.objectContaining({ file: 'b.csv', check: 'money_unit', column: '项目总投资', value: '千元' }),
    ]);
  });
});

describe('which source a file is', () => {
  test('by its name in any letter case, else by its headers', async () => {
    const quota = '批次,市,推荐名额\n2025,济南市,5\n';
    const { files } = await land({
      'QUOTAS.csv': quota,
      '附件5.csv': quota,
      '各市推荐名额表（示例数据）.csv': quota,
      '省厅/流程.csv': '项目编号,环节,时间\nP1,提交,2025-04-24\n',
    });
    expect(Object.entries(files).map(([file, { source, status }]) => [file, source, status])).toEqual([
      ['QUOTAS.csv', 'quotas', 'read'],
      ['各市推荐名额表（示例数据）.csv', 'quotas', 'read'],
      ['省厅/流程.csv', 'events', 'read'],
      ['附件5.csv', 'quotas', 'read'],
    ]);
  });

  test('a review and an acceptance are told apart', async () => {
    const { files } = await land({
      'a.csv': '项目编号,评审方式,得分,结论,评审日期\nP1,材料,80,揭榜,2025-06-01\n',
      'b.csv': '项目编号,验收日期,验收结论,核定实际投入\nP1,2026-04-01,通过,1\n',
    });
    expect([files['a.csv']?.source, files['b.csv']?.source]).toEqual(['reviews', 'acceptances']);
  });

  test('neither: the sources there are and the columns found', async () => {
    const { files, defects } = await land({
      '通讯录.csv': '姓名,电话\n张三,1\n',
      '半张表.csv': '项目编号,环节\nP1,提交\n',
    });
    expect(files['通讯录.csv']).toMatchObject({ status: 'refused', source: null });
    expect(defects).toEqual([
      expect.objectContaining({
        file: '半张表.csv',
        check: 'unknown_source',
        problem: expect.stringMatching(/最像“流程记录”，但缺少必需的列：时间/),
      }),
      expect.objectContaining({
        file: '通讯录.csv',
        check: 'unknown_source',
        source: null,
        problem: expect.stringMatching(/找到的列：姓名、电话/),
      }),
    ]);
    for (const title of [
      '项目基本信息表',
      '流程记录',
      '推荐汇总表',
      '各市推荐名额表',
      '省级评审',
      '验收结果表',
      '奖补资金表',
      '单位核查表',
      '财政支持台账',
    ]) {
      expect(defects[1]?.fix).toContain(title);
    }
  });
});
