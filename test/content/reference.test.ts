import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentCheck, type ContentCheck } from '../forget/content.ts';
import { isFull, some } from '../tier.ts';
import { faultsAfter, type Change } from './changed.ts';

/** A typing error in data/reference, and what is said of it. */
type Case = [file: string, from: string | RegExp, to: string, line: number | '-', says: string];

const groups: Record<string, Case[]> = {
  'cells that are not what they must be': [
    [
      'notices/2025/limits.csv',
      'group_projects,集团',
      'group_projects,集体',
      4,
      'applies_to 没有“集体”，最接近的是 集团。',
    ],
    [
      'notices/2025/notice.csv',
      '2025-02-05',
      '2025-02-30',
      2,
      'issued_on 写的是“2025-02-30”，要写成日期，如 2025-04-24。',
    ],
    [
      'notices/2025/ownerships.csv',
      '中央驻鲁企业,true',
      '中央驻鲁企业,ture',
      2,
      'is_quota_exempt 写的是“ture”，要写成 true 或 false。',
    ],
    ['batches.csv', '2025年度,2025,', '2025年度,2026,', 4, 'year 写的是 2026，title 却是“2025年度”。'],
    [
      'batches.csv',
      '2026年第二批（示例）',
      '2025年第二批（示例）',
      6,
      'year 写的是 2026，title 却是“2025年第二批（示例）”。',
    ],
    ['batches.csv', '2024年第一批,2024,', '第一批,2025,', 2, 'year 写的是 2025，batch 却是“2024-1”。'],
    ['stages.csv', /^2,/m, '1,', 3, 'position 写的是 1，17 行要从 1 连着编到 17。'],
    ['counties.csv', '历下区,济南市', '历下区,济南', 2, 'city 没有“济南”，最接近的是 济南市。'],
    ['notices/2025/tasks.csv', /^3,/m, '三,', 4, 'task_no 写的是“三”，要写成整数。'],
    ['notices/2025/thresholds.csv', '0.8', '八成', 2, 'at_least 写的是“八成”，要写成数。'],
    ['check_results.csv', '存续,clear', '存续,cleer', 2, 'means 没有“cleer”，最接近的是 clear。'],
    ['notices/2025/subsidy_rules.csv', '链式转型', '链式装型', 3, 'direction 没有“链式装型”，最接近的是 链式转型。'],
    ['notices/2025/steps.csv', '7,省评审', '7,省评宙', 8, 'step 没有“省评宙”，最接近的是 省评审。'],
    ['aliases.csv', ',青岛市,', ',青岛,', 2, 'name 没有“青岛”，最接近的是 青岛市。'],
    ['notices/2025/applicant_types.csv', '载体赋能', '载体', 4, 'only_direction 没有“载体”，最接近的是 载体赋能。'],
  ],
  'clauses, and what names them': [
    [
      'notices/2025/limits.csv',
      '5,个,false,三（二）',
      '5,个,false,三（六）',
      4,
      'clause 没有“三（六）”，最接近的是 三（一）。',
    ],
    [
      'batches.csv',
      '2025-04-24 17:00:00,三（一）',
      '2025-04-24 17:00:00,',
      4,
      'submit_by 填了“2025-04-24 17:00:00”，没有写出自哪一条（submit_by_clause）。',
    ],
    [
      'notices/2025/clauses.csv',
      '严禁重复或变相重复申请',
      '严禁重复或者变相重复申请',
      9,
      '二（四）：引文不是通知的原文：通知里没有“',
    ],
    ['notices/2025/directions.csv', '附件1（二）', '附件1（四）', 3, 'clause 没有“附件1（四）”'],
  ],
  'a clause under another number': [
    [
      'notices/2025/clauses.csv',
      '二（一）,申报主体',
      '二（六）,申报主体',
      4,
      '二（六）：通知“二、基本申报条件”之下没有 二（六） 这一条。',
    ],
    ['notices/2025/applicant_types.csv', '服务商,不限,二（一）', '服务商,不限,二（六）', 3, 'clause 没有“二（一）”'],
  ],
  'words of one clause under another': [
    [
      'notices/2025/clauses.csv',
      '经营状态正常、符合产业发展方向',
      '符合财政涉企资金“绿色门槛”制度要求',
      5,
      '二（二）1：引文是通知的原文，但不在二（二）1，在二（二）3。',
    ],
  ],
  'a heading that the notice does not have': [
    [
      'notices/2025/clauses.csv',
      '二（四）,不得重复支持,二、基本申报条件',
      '二（四）,不得重复支持,二、申报条件',
      9,
      '二（四）：通知里没有标题“二、申报条件”。',
    ],
  ],
  'a batch of a notice that has no folder': [
    ['batches.csv', '2025年度,2025,2025,', '2025年度,2025,2052,', 4, 'notice 没有“2052”，最接近的是 2025。'],
  ],
  'a clause of another notice': [
    ['notices/2025/limits.csv', '1,年,true,二（三）', '1,年,true,三（二）4', 7, 'clause 没有“三（二）4”'],
    ['notices/2024-1/steps.csv', '提交,三（一）,2025', '提交,三（一）,2024-2', 2, 'clause 没有“三（一）”'],
    ['notices/2024-2/rules.csv', /,2025,info,/, ',2052,info,', 3, 'quoted_from 没有“2052”，最接近的是 2025。'],
  ],
  'the rules of a notice': [
    [
      'notices/2025/rules.csv',
      '单个制造业企业每年度参与的项目不超过1个',
      '单个制造业企业每年度参与的项目不超过2个',
      6,
      'quotation 引的不是二（五）的原文。二（五）写的是：单个服务商',
    ],
    [
      'notices/2025/rules.csv',
      '未被列入经营异常名录',
      '按照属地原则从所在地申报',
      2,
      'quotation 引的不是二（二）2的原文。这句话在三（二）。',
    ],
    [
      'notices/2025/rules.csv',
      'applicant_kind,',
      'applicant_knid,',
      5,
      'rule 没有“applicant_knid”，最接近的是 applicant_kind。',
    ],
    [
      'notices/2025/rules.csv',
      'county_skipped,',
      'construction_state,',
      12,
      'rule construction_state 与第 11 行重复。',
    ],
    [
      'notices/2025/rules.csv',
      'warning,batch,today',
      'warnning,batch,today',
      4,
      'severity 没有“warnning”，最接近的是 warning。',
    ],
  ],
  'a value that its clause does not state': [
    [
      'notices/2025/limits.csv',
      'group_projects,集团,5',
      'group_projects,集团,6',
      4,
      'at_most 写的是“6”，三（二）里没有这个数',
    ],
    [
      'batches.csv',
      '2025-04-24 17:00:00',
      '2024-04-24 17:00:00',
      4,
      'submit_by 写的是“2024-04-24 17:00:00”，三（一）里没有这个数',
    ],
    ['notices/2025/notice.csv', '2025-02-05', '2025-02-06', 2, 'issued_on 写的是“2025-02-06”，落款里没有这个数'],
  ],
  'a number that is none': [
    ['notices/2025/limits.csv', '实施期,1,年', '实施期,1.5,年', 7, 'at_most 写的是“1.5”，要写成整数。'],
    ['notices/2025/tables.csv', 'limits,7', 'limits,七', 10, 'rows 写的是“七”，要写成整数。'],
  ],
  'columns and rows': [
    [
      'notices/2025/limits.csv',
      'at_most,unit',
      'at_mots,unit',
      1,
      '没有口径读这一列（pipelines/reference/limits.sql）：“at_mots”，最接近的是 at_most。',
    ],
    ['stages.csv', '3,县区已推荐', '3,已提交', 4, 'stage 已提交 与第 3 行重复。'],
    ['places_elsewhere.csv', '天津市,天津', '天津市', 3, '这一行有 1 格，第一行有 2 列：天津市'],
    ['notices/2025/ownerships.csv', 'position,ownership', 'ownership,ownership', 1, '列 ownership 写了两次。'],
    ['registration_changes.csv', 'place,city,note', ',city,note', 1, '第 1 列没有名字。'],
  ],
};

test.runIf(isFull)('names of columns with capitals, and cells between other marks, are told once a table', async () => {
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

test.runIf(isFull)('a table that cannot be read is told, and nothing that only names its columns', async () => {
  const faults = await faultsAfter([{ file: 'data/reference/batches.csv', from: /\n2024-2.*/, to: '\n2024-2,x' }]);
  expect(faults).toEqual(['data/reference/batches.csv:3 这一行有 2 格，第一行有 12 列：2024-2,x']);
});

let check: ContentCheck;
beforeAll(async () => {
  check = await openContentCheck();
});
afterAll(() => check.close());

/** What is said of data/reference; every query is bound to it in npm run test:full. */
const told = (changes: readonly Change[]): Promise<string[]> =>
  isFull ? faultsAfter(changes) : faultsAfter(changes, ({ reference }) => check.faultsIn(reference));

test('what lies in the folder of a notice and nobody would read, and a text that is not at hand, are told', async () => {
  const folder = 'data/reference/notices/2025';
  const faults = await told([
    { file: `${folder}/limits.xlsx`, from: /$/, to: 'name,at_most' },
    { file: `${folder}/limists.csv`, from: /$/, to: 'name,at_most' },
    { file: `${folder}/notice.md`, from: /^/, to: null },
  ]);
  expect(faults.toSorted()).toEqual([
    `${folder}/clauses.csv:- 没有通知的原文（notices/2025/notice.md，UTF-8），条款没有可核对的。`,
    expect.stringContaining(`${folder}/limists.csv:- 没有口径读这个文件：“limists”，最接近的是 limits。`),
    `${folder}/limits.xlsx:- 不会被读到：这里只读以 .csv 结尾的表；每份通知一个文件夹，在 notices 里。`,
  ]);
});

test.each(some(Object.entries(groups), 6))('%s', async (_, cases) => {
  const changes = cases.map(([file, from, to]): Change => ({ file: `data/reference/${file}`, from, to }));
  const faults = await told(changes);
  const expected = cases.map(([file, , , line, says]) =>
    expect.stringContaining(`data/reference/${file}:${line} ${says}`)
  );
  expect(faults).toEqual(expect.arrayContaining(expected));
  const files = new Set(cases.map(([file]) => `data/reference/${file}`));
  expect(
    faults.filter(
      (fault) =>
        !files.has(fault.slice(0, fault.indexOf(':'))) &&
        !/^(pipelines\/(reference|rules)|data\/reference\/notices\/2025\/rules\.csv)/.test(fault)
    )
  ).toEqual([]);
});
