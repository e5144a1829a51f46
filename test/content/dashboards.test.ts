import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPipelines, type Checked } from '#pipeline';
import { dashboardFaults, groundOf, type Ground } from '#tasks/check-content.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { faultsAfter, type Change } from './changed.ts';
import { some } from '../tier.ts';

/** A typing error in a dashboard, and what is said of it: in which file, at which line. */
type Case = [file: string, from: string | RegExp, to: string | null, says: string];

const groups: Record<string, Case[]> = {
  'names that nothing answers to': [
    [
      'money-chain/dashboard.ts',
      '{blank_total}',
      '{blank_totl}',
      'money-chain/dashboard.ts:16 图表 chain：查询结果里没有列“blank_totl”，最接近的是 blank_total。',
    ],
    [
      'quota/dashboard.ts',
      "target: 'quota'",
      "target: 'qouta'",
      'quota/dashboard.ts:39 图表 by-city：查询结果里没有列“qouta”，最接近的是 quota。',
    ],
    ['quota/exempt.sql', '-- where: ', '-- were: ', 'quota/exempt.sql:1 图表没有这一项：“were”，最接近的是 where。'],
    [
      'funding/by-direction.sql',
      'metrics.leverage',
      'metrics.leverge',
      'funding/by-direction.sql:37 没有函数或指标“leverge”，最接近的是 leverage。',
    ],
    [
      'funding/projects.sql',
      'from projects',
      'from project',
      'funding/projects.sql:15 没有表“project”，最接近的是 projects。',
    ],
    ['overview/overdue.sql', 'p.city,', 'p.citi,', 'overview/overdue.sql:5 没有列“citi”。'],
    [
      'directions/dashboard.ts',
      "mark: 'heat'",
      "mark: 'heet'",
      'directions/dashboard.ts:57 没有 mark“heet”，最接近的是 heat。',
    ],
  ],
  'SQL that cannot be read, and what it may not read': [
    ['funding/steps.sql', 'group by', 'gruop by', 'funding/steps.sql:10 SQL 写得不对，读到“'],
    ['quota/exempt.sql', 'from projects', 'from marts.projects', 'quota/exempt.sql:6 图表不能读“marts.projects”'],
    [
      'quota/cities.sql',
      '-- quota_note: 名额说明',
      '-- quota_not: 名额说明',
      'quota/cities.sql:1 图表没有这一项：“quota_not”，最接近的是 quota_note。',
    ],
    [
      'overview/findings.sql',
      '-- keys: rule',
      '-- keys: rul',
      'overview/findings.sql:1 keys 没有列“rul”，最接近的是 rule。',
    ],
  ],
  'what dashboard.ts must say': [
    [
      'scores/dashboard.ts',
      "within: 'directions'",
      "within: 'direction'",
      'scores/dashboard.ts:9 within 不能写“direction”，最接近的是 directions。',
    ],
    ['quota/dashboard.ts', 'order: 2', 'ordr: 2', 'quota/dashboard.ts:13 看板没有这一项：“ordr”，最接近的是 order。'],
    ['overview/dashboard.ts', "title: '总览',", '', 'overview/dashboard.ts:3 看板没有写 title。'],
    [
      'funding/dashboard.ts',
      "width: 'half'",
      "width: 'hlaf'",
      'funding/dashboard.ts:147 width 不能写“hlaf”，最接近的是 half。',
    ],
    [
      'directions/dashboard.ts',
      "label: 'task'",
      "labl: 'task'",
      'directions/dashboard.ts:43 chart 里没有这一项：“labl”，最接近的是 label。',
    ],
  ],
  'types, links, filters': [
    [
      'quota/dashboard.ts',
      "value: 'quota_used'",
      "value: 'city'",
      'quota/dashboard.ts:38 图表 by-city：列 city 要是数（现在是 string）。',
    ],
    [
      'overview/dashboard.ts',
      '/projects/{project_id}',
      '/projects/{projct_id}',
      'overview/dashboard.ts:85 图表 overdue：查询结果里没有列“projct_id”，最接近的是 project_id。',
    ],
    [
      'overview/dashboard.ts',
      '/findings?rule={rule}',
      '/finding?rule={rule}',
      'overview/dashboard.ts:75 图表 findings：没有页面“/finding”，最接近的是 /findings。',
    ],
    [
      'directions/dashboard.ts',
      /(?<=left: 'places_left' \},\s*)filters: \['direction'\]/,
      "filters: ['direction', 'supported']",
      'directions/dashboard.ts:51 图表 caps：没有维度“supported”',
    ],
    [
      'funding/dashboard.ts',
      "cap: 'rule_cap'",
      "cap: 'rule_cup'",
      'funding/dashboard.ts:138 图表 projects：查询结果里没有列“rule_cup”，最接近的是 rule_cap。',
    ],
  ],
  'files that are not there, and files too many': [
    ['quota/by-batch.sql', '', null, 'quota/dashboard.ts:131 图表 by-batch 没有 dashboards/quota/by-batch.sql。'],
    ['quota/by-bach.sql.txt', /^/, 'select 1', 'quota/by-bach.sql.txt:- 不会被读到'],
    ['funding/extra.sql', /^/, 'select 1', 'funding/extra.sql:- dashboard.ts 没有叫 extra 的图表，这个文件不会被读到'],
    [
      'overview/dashboard.ts',
      'export default defineDashboard({',
      'export default defineDashboard({{',
      'overview/dashboard.ts:',
    ],
  ],
  'addresses, places, and words that go with others': [
    [
      'overview/dashboard.ts',
      "'/projects/{project_id}'",
      "'/projects/{project_id'",
      'overview/dashboard.ts:85 project_name 写的是“/projects/{project_id”，要写成 / 开头的地址',
    ],
    [
      'quota/dashboard.ts',
      "title: '不占名额的理由',",
      "title: '不占名额的理由', by: 'batch',",
      'quota/dashboard.ts:65 图表 exempt：by 只和 metrics 一起写',
    ],
    [
      'directions/dashboard.ts',
      /description: '.*'/,
      "description: ''",
      'directions/dashboard.ts:5 description 是空的。',
    ],
    ['extra.sql', /^/, 'select 1', 'extra.sql:- 不会被读到：要放进一个看板的文件夹。'],
  ],
  'a panel without a query': [['quota/exempt.sql', /[^]*/, '', 'quota/exempt.sql:- 文件里没有 SQL。']],
  'a dashboard that says nothing': [
    ['overview/dashboard.ts', 'export default', 'export const overview =', 'overview/dashboard.ts:- 要写成一组 {…}'],
    ['quota/dashboard.ts', 'order: 2', "order: '2'", 'quota/dashboard.ts:13 order 要写成数（写的是 "2"）。'],
    ['funding/dashboard.ts', 'order: 4', 'order: 4, ...{}', ''],
  ],
};

let checked: Checked;
let ground: Ground | null;
beforeAll(async () => {
  checked = await checkPipelines(ownContent);
  ground = await groundOf(checked, ownContent.pipelines);
  expect(ground).not.toBeNull();
});
afterAll(() => checked.build.close());

test.each(some(Object.entries(groups), 2))('%s', async (_, all) => {
  const cases = all.filter(([, , , says]) => says !== '');
  const changes = all.map(([file, from, to]): Change => ({ file: `dashboards/${file}`, from, to }));
  const expected = cases.map(([, , , says]) => expect.stringContaining(`dashboards/${says}`));
  const faults = await faultsAfter(changes, ({ dashboards }) => dashboardFaults(ground, dashboards));
  expect(faults).toEqual(expect.arrayContaining(expected));
  expect(faults).toHaveLength(expected.length);
});
