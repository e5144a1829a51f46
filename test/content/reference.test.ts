import { expect, test } from 'vitest';
import { faultsAfter, type Change } from './changed.ts';

/** A typing error in data/reference, and what is said of it. */
type Case = [file: string, from: string | RegExp, to: string, line: number | '-', says: string];

const groups: Record<string, Case[]> = {
  'cells that are not what they must be': [
    [
      'limits.csv',
      '2025,group_projects',
      '2052,group_projects',
      4,
      'batch 没有“2052”，最接近的是 2025。可用的有：2024-1、2024-2、2025。',
    ],
    ['batches.csv', '2025-02-05', '2025-02-30', 4, 'notice_on 写的是“2025-02-30”，要写成日期，如 2025-04-24。'],
    [
      'ownerships.csv',
      '中央驻鲁企业,true',
      '中央驻鲁企业,ture',
      2,
      'is_quota_exempt 写的是“ture”，要写成 true 或 false。',
    ],
    ['counties.csv', '历下区,济南市', '历下区,济南', 2, 'city 没有“济南”，最接近的是 济南市。'],
    ['tasks.csv', '2025,3,', '2025,三,', 4, 'task_no 写的是“三”，要写成整数。'],
    ['thresholds.csv', '0.8', '八成', 2, 'at_least 写的是“八成”，要写成数。'],
    ['check_results.csv', '存续,clear', '存续,cleer', 2, 'means 没有“cleer”，最接近的是 clear。'],
    ['subsidy_rules.csv', '2025,链式转型', '2025,链式装型', 5, 'direction 没有“链式装型”，最接近的是 链式转型。'],
    ['steps.csv', '7,省评审', '7,省评宙', 8, 'step 没有“省评宙”，最接近的是 省评审。'],
    ['aliases.csv', ',青岛市,', ',青岛,', 2, 'name 没有“青岛”，最接近的是 青岛市。'],
    ['applicant_types.csv', '载体赋能', '载体', 4, 'only_direction 没有“载体”，最接近的是 载体赋能。'],
    [
      'waivers.csv',
      /$/,
      'late_submision,P1,理由,张三,2025-05-06\n',
      2,
      'rule 没有“late_submision”，最接近的是 late_submission。',
    ],
  ],
  'clauses, and what names them': [
    ['limits.csv', '5,个,false,三（二）', '5,个,false,三（六）', 4, 'clause 没有“三（六）”，最接近的是 三（一）。'],
    [
      'batches.csv',
      '2025-04-24 17:00:00,三（一）',
      '2025-04-24 17:00:00,',
      4,
      'submit_by 填了“2025-04-24 17:00:00”，没有写出自哪一条（submit_by_clause）。',
    ],
    [
      'clauses.csv',
      '严禁重复或变相重复申请',
      '严禁重复或者变相重复申请',
      9,
      '二（四）：引文不是通知的原文：通知里没有“',
    ],
    ['construction_states.csv', /二（三）/, '', 2, 'clause 没有填。'],
    ['directions.csv', '附件1（二）', '附件1（四）', 3, 'clause 没有“附件1（四）”'],
  ],
  'a clause under another number': [
    [
      'clauses.csv',
      '二（一）,申报主体',
      '二（六）,申报主体',
      4,
      '二（六）：通知“二、基本申报条件”之下没有 二（六） 这一条。',
    ],
    ['applicant_types.csv', '服务商,,二（一）', '服务商,,二（六）', 3, 'clause 没有“二（一）”'],
  ],
  'words of one clause under another': [
    [
      'clauses.csv',
      '经营状态正常、符合产业发展方向',
      '符合财政涉企资金“绿色门槛”制度要求',
      5,
      '二（二）1：引文是通知的原文，但不在二（二）1，在二（二）3。',
    ],
  ],
  'a heading that the notice does not have': [
    [
      'clauses.csv',
      '二（四）,不得重复支持,notice-2025,二、基本申报条件',
      '二（四）,不得重复支持,notice-2025,二、申报条件',
      9,
      '二（四）：通知里没有标题“二、申报条件”。',
    ],
  ],
  'a notice that is not there': [
    [
      'clauses.csv',
      '二（四）,不得重复支持,notice-2025',
      '二（四）,不得重复支持,notice-2024',
      9,
      'notice 没有通知“notice-2024”，最接近的是 notice-2025。',
    ],
  ],
  'columns and rows': [
    [
      'limits.csv',
      'at_most,unit',
      'at_mots,unit',
      1,
      '没有口径读这一列（pipelines/reference/limits.sql）：“at_mots”，最接近的是 at_most。',
    ],
    ['stages.csv', '3,县区已推荐', '3,已提交', 4, 'stage 已提交 与第 3 行重复。'],
    ['places_elsewhere.csv', '天津市,天津', '天津市', 3, '这一行有 1 格，第一行有 2 列：天津市'],
    ['ownerships.csv', 'position,ownership', 'ownership,ownership', 1, '列 ownership 写了两次。'],
    ['registration_changes.csv', 'place,city,note', ',city,note', 1, '第 1 列没有名字。'],
  ],
};

test('names of columns with capitals, and cells between other marks, are told once a table', async () => {
  const faults = await faultsAfter([
    { file: 'data/reference/cities.csv', from: 'code,city', to: 'Code,City' },
    { file: 'data/reference/limits.csv', from: /^.*$/s, to: 'batch;name;applies_to;at_most\n2025;x;y;1\n' },
    { file: 'data/reference/stages.csv', from: 'position,stage', to: 'stage,Stage' },
  ]);
  expect(faults).toEqual([
    'data/reference/cities.csv:1 列名“Code”要用小写，写成 code。',
    'data/reference/cities.csv:1 列名“City”要用小写，写成 city。',
    expect.stringMatching(/^data\/reference\/limits\.csv:1 各列之间用的是“;”，要用英文逗号（,）/),
    'data/reference/stages.csv:1 列 stage 写了两次。',
  ]);
});

test('a table that cannot be read is told, and nothing that only names its columns', async () => {
  const faults = await faultsAfter([{ file: 'data/reference/batches.csv', from: /\n2024-2.*/, to: '\n2024-2,x' }]);
  expect(faults).toEqual(['data/reference/batches.csv:3 这一行有 2 格，第一行有 17 列：2024-2,x']);
});

test.each(Object.entries(groups))('%s', async (_, cases) => {
  const changes = cases.map(([file, from, to]): Change => ({ file: `data/reference/${file}`, from, to }));
  const faults = await faultsAfter(changes);
  const expected = cases.map(([file, , , line, says]) =>
    expect.stringContaining(`data/reference/${file}:${line} ${says}`)
  );
  expect(faults).toEqual(expect.arrayContaining(expected));
  const files = new Set(cases.map(([file]) => `data/reference/${file}`));
  expect(
    faults.filter(
      (fault) => !files.has(fault.slice(0, fault.indexOf(':'))) && !/^pipelines\/(reference|rules)/.test(fault)
    )
  ).toEqual([]);
});
