import { expect, test } from 'vitest';
import { sqlKinds } from '#spec/content';
import { faultsOf } from './header-faults.ts';

const rule = `-- title: 首次提交逾期
-- subject: project
-- reads: events[提交], reviews
-- settle: 写全日期和时间。
-- submitted: 首次提交时间
select 'review' as verdict
`;

test.each<[string, string, string[]]>([
  ['as it should be', rule, []],
  [
    'what a notice says, not the rule',
    rule.replace('-- subject', '-- clause: 三（一）\n-- quotation: 逾期\n-- severity: error\n-- subject'),
    ['2 规则没有这一项：“clause”', '3 规则没有这一项：“quotation”', '4 规则没有这一项：“severity”'],
  ],
  [
    'a subject',
    rule.replace('subject: project', 'subject: projects'),
    ['2 subject 不能写“projects”，最接近的是 project。'],
  ],
  ['a source', rule.replace('reviews', 'review'), ['3 reads 没有交表“review”，最接近的是 reviews。']],
  ['a step', rule.replace('[提交]', '[提文]'), ['3 reads events 里没有取值“提文”，最接近的是 提交。']],
  ['a bracket that does not close', rule.replace('[提交]', '[提交'), ['3 reads “events[提交”要写成表名，或表名加环节']],
  ['a comma too many', rule.replace(', reviews', ',, reviews'), []],
  [
    'review without what settles it',
    rule.replace('-- settle: 写全日期和时间。\n', ''),
    ["1 查询会判“待核”（'review'），要写 settle"],
  ],
  [
    'what settles what is never in review',
    rule.replace("'review'", "'fail'"),
    ["4 查询从不判“待核”（'review'），不要写 settle。"],
  ],
  [
    'evidence that the query does not give',
    rule.replace('submitted:', 'submited:'),
    ['5 规则没有这一项：“submited”，最接近的是 submitted。'],
  ],
])('a rule: %s', (_, text, expected) => {
  const faults = faultsOf(sqlKinds.rules, text, ['submitted']);
  expect(faults).toEqual(expected.map((each) => expect.stringContaining(each)));
});

test.each<[string, string, string[], string[]]>([
  [
    'checks',
    '-- title: 合计不平\n-- only_with: sources.totals\nselect 1 from sources.cells',
    [],
    ['2 这个检查没有读 sources.totals'],
  ],
  [
    'checks',
    '-- title: 合计不平\n-- only_with: 合计\nselect 1 from sources.totals',
    [],
    ['2 only_with 写的是“合计”，要写成一张表', '2 这个检查没有读 合计'],
  ],
  [
    'marts',
    '-- title: 项目\n-- grain: 一个项目一行\n-- rows: slots, projcts\n-- city: 市\nselect 1',
    ['city'],
    ['3 rows 没有主题表“projcts”，最接近的是 projects。'],
  ],
  [
    'marts',
    '-- title: 项目\n-- grain: 一个项目一行\n-- citi: 市\nselect 1',
    ['city'],
    ['3 主题表没有这一项：“citi”，最接近的是 city。'],
  ],
  [
    'marts',
    '-- title: 项目\n-- grain: 一个项目一行\n-- city: 市 (个, cuont)\nselect 1',
    ['city'],
    ['3 city 没有格式“cuont”，最接近的是 count。'],
  ],
  [
    'marts',
    '-- title: 项目\n-- grain: 一个项目一行\n-- city: City\nselect 1',
    ['city'],
    ['3 city 写的是“City”，要写成 题名 (单位) — 口径，题名用中文。'],
  ],
  ['parsers', '-- takes: cell, Unit\n-- title: 金额\nselect 1', [], ['1 takes 参数“Unit”要用小写字母']],
  [
    'parsers',
    '-- takes: cell，unit\n-- title: 金额\nselect 1',
    [],
    ['1 takes 参数“cell，unit”要用小写字母、数字和下划线，几个参数用半角逗号隔开。'],
  ],
  [
    'parsers',
    '-- takes: cell\n-- title: 市\n-- options_in: cities.citi\nselect 1',
    [],
    ['3 options_in 没有口径列“cities.citi”，最接近的是 cities.city。'],
  ],
  [
    'parsers',
    '-- takes: cell\n-- title: 市\n-- cell_format: date\nselect 1',
    [],
    ['3 cell_format 不能写“date”，最接近的是 day。'],
  ],
  ['parsers', '-- title: 市\nselect 1', [], ['1 没有写 takes']],
  ['checks', '-- tilte: 市\nselect 1', [], ['1 检查没有这一项：“tilte”，最接近的是 title。']],
  [
    'assertions',
    '-- title: 相等\n-- left: 左\n-- rihgt: 右\nselect 1',
    [],
    ['3 平衡校验没有这一项：“rihgt”，最接近的是 right。'],
  ],
  [
    'assertions',
    '-- title: 相等\n-- left: 左\n-- right: 右\n-- left_metric: lised\nselect 1',
    [],
    ['4 left_metric 没有指标或度量“lised”'],
  ],
  [
    'assertions',
    '-- title: 相等\n-- left: 左\n-- right: 右\n-- where: citi:1\nselect 1',
    [],
    ['4 where 没有项目的列“citi”，最接近的是 city。'],
  ],
  ['assertions', '-- title: 相等\n-- left: 左\n-- right: 右\n-- landed: yes\nselect 1', [], ['4 landed 不能写“yes”']],
  ['dashboards', '-- were: listed:1\nselect 1', ['quota'], ['1 图表没有这一项：“were”，最接近的是 where。']],
  ['dashboards', '-- where: listed\nselect 1', ['quota'], ['1 where 条件“listed”要写成 列:值']],
  ['dashboards', '-- where: listed:one\nselect 1', ['quota'], ['1 where listed 是数，“one”不是。']],
  ['dashboards', '-- keys: citi\nselect 1', ['quota'], ['1 keys 没有列“citi”，最接近的是 city。']],
  [
    'dashboards',
    '-- quota: 名额 (个)\n-- quotas: 名额 (个)\nselect 1',
    ['quota'],
    ['2 图表没有这一项：“quotas”，最接近的是 quota。'],
  ],
  ['resolved', '-- title: 行\nselect 1', [], ['1 没有写 grain']],
  [
    'reference',
    '-- title: 市\n-- grain: 一个市一行\n-- key: citi\nselect 1',
    ['city'],
    ['3 key 表里没有列“citi”，最接近的是 city。'],
  ],
  [
    'reference',
    '-- title: 市\n-- grain: 一个市一行\n-- names: city = cities.citi\nselect 1',
    ['city'],
    ['3 names 没有口径列“cities.citi”，最接近的是 cities.city。'],
  ],
  [
    'reference',
    '-- title: 市\n-- grain: 一个市一行\n-- names: city\nselect 1',
    ['city'],
    ['3 names “city”要写成 列 = 表.列，几处用 | 隔开。'],
  ],
])('of %s: %s', (stage, text, columns, expected) => {
  const faults = faultsOf(sqlKinds[stage], text, columns);
  expect(faults).toEqual(expected.map((each) => expect.stringContaining(each)));
});
