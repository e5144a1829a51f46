import { expect, test } from 'vitest';
import { sqlKinds } from '#spec/content';
import { faultsOf } from './header-faults.ts';

const metric = `-- title: 入围率
-- format: percent
-- definition: 揭榜项目数 ÷ 市推荐数
-- numerator: listed
-- denominator: recommended
-- n: recommended
metrics.listed(p) / nullif(metrics.recommended(p), 0)::double
`;

test('a header that says what it must has no fault, whatever ends its lines', () => {
  expect(faultsOf(sqlKinds.metrics, metric)).toEqual([]);
  expect(faultsOf(sqlKinds.metrics, `\uFEFF${metric.replaceAll('\n', '\r\n')}`)).toEqual([]);
  expect(faultsOf(sqlKinds.metrics, metric.replaceAll('\n', '  \t\n'))).toEqual([]);
  expect(
    faultsOf(
      sqlKinds.metrics,
      metric.replace('metrics.listed', '-- 看首次提交：退回后再提交是允许的\n-- TODO: later\nmetrics.listed')
    )
  ).toEqual([]);
});

test.each([
  ['--title: 入围率', 'no space'],
  ['-- title 入围率', 'no colon'],
  ['-- Title: 入围率', 'a capital'],
  ['-- TITLE: 入围率', 'all capitals'],
  ['-- title：入围率', 'a full-width colon'],
  ['-- title:入围率', 'no space after the colon'],
  ['-- title : 入围率', 'a space before the colon'],
  ['--  title: 入围率', 'two spaces'],
  ['--\ttitle: 入围率', 'a tab'],
  [' -- title: 入围率', 'an indent'],
  ['— title: 入围率', 'a dash for a hyphen'],
  ['- title: 入围率', 'one hyphen'],
  ['# title: 入围率', 'a hash'],
  ['// title: 入围率', 'slashes'],
  ['/* title: 入围率 */', 'a block comment'],
  ['-- \u200Btitle: 入围率', 'a letter of no width'],
  ['--\u00A0title: 入围率', 'a space that does not break'],
  ['-- title=入围率', 'an equals sign'],
  ['-- 标题: 入围率', 'its name in Chinese'],
  ['-- 标题：入围率', 'its name in Chinese, full width'],
  ['title: 入围率', 'no hyphens'],
])('%s is told, not passed over: %s', (line) => {
  expect(
    faultsOf(
      sqlKinds.metrics,
      metric.replace('-- title: 入围率', () => line)
    )
  ).toEqual([expect.stringMatching(/^1 “.*”不会被读到，要写成“-- title: …”/)]);
});

test.each<[string, string, string[]]>([
  [
    'an unknown key',
    metric.replace('-- format:', '-- fromat:'),
    ['2 指标没有这一项：“fromat”，最接近的是 format。可用的有：title、closed、format、unit、'],
  ],
  [
    'a key twice',
    metric.replace('-- n: recommended', '-- n: recommended\n-- n: listed'),
    ['7 n 写了两次，第 6 行已经写过。'],
  ],
  ['a needed key left out', metric.replace('-- title: 入围率\n', ''), ['1 没有写 title（-- title: …），指标都要写。']],
  [
    'nothing after the colon',
    metric.replace('-- title: 入围率', '-- title:'),
    ['1 “-- title:”不会被读到，要写成“-- title: …”'],
  ],
  [
    'a title that is not Chinese',
    metric.replace('入围率', 'listing'),
    ['1 title 写的是“listing”，要用中文写给读的人看。'],
  ],
  ['a format that is none', metric.replace('percent', 'precent'), ['2 format 不能写“precent”，最接近的是 percent。']],
  [
    'a definition too short',
    metric.replace('揭榜项目数 ÷ 市推荐数', '比÷数'),
    ['3 definition 写的是“比÷数”，要用中文说清楚口径。'],
  ],
  ['a ratio without ÷', metric.replace('÷', '/'), ['3 比率的口径要写出“分子 ÷ 分母”，用 ÷ 号。']],
  [
    'a numerator alone',
    metric.replace('-- denominator: recommended\n', ''),
    ['1 分子（numerator）和分母（denominator）要一起写，没有写 denominator。'],
  ],
  [
    'a numerator that is not there',
    metric.replace('numerator: listed', 'numerator: lised'),
    ['4 numerator 没有指标或度量“lised”，最接近的是 listed。'],
  ],
  [
    'a blank line first',
    `\n${metric}`,
    ['2 “-- title: 入围率”不会被读到：标题行都写在文件最前面，中间没有空行和别的注释。'],
  ],
  [
    'a blank line within',
    metric.replace('-- format', '\n-- format'),
    ['3 “-- format: percent”不会被读到：标题行都写在文件最前面'],
  ],
  [
    'a comment within',
    metric.replace('-- format', '-- 格式如下\n-- format'),
    ['3 “-- format: percent”不会被读到：标题行都写在文件最前面'],
  ],
  [
    'a line after the SQL',
    `${metric.replace('-- n: recommended\n', '')}-- n: recommended\n`,
    ['7 “-- n: recommended”不会被读到：标题行都写在文件最前面'],
  ],
  [
    'what stands after such a line is looked at too',
    metric.replace('-- title: 入围率', '-- title：入围率').replace('percent', '度'),
    ['1 “-- title：入围率”不会被读到', '2 format 不能写“度”'],
  ],
  ['a key of another kind', metric.replace('-- n:', '-- severity: error\n-- n:'), ['6 指标没有这一项：“severity”']],
])('%s', (_, text, expected) => {
  const faults = faultsOf(sqlKinds.metrics, text);
  expect(faults).toHaveLength(expected.length);
  expect(faults).toEqual(expected.map((each) => expect.stringContaining(each)));
});
