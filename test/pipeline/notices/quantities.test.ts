import { expect, test } from 'vitest';
import { quantitiesIn, states } from '../../../src/pipeline/notices/quantities.ts';

const found = (text: string) => quantitiesIn(text).map(({ text: said, value }) => `${said} ${value}`);

test('numbers with a unit and days are found, in digits and in Chinese', () => {
  expect(found('实施期原则上不超过18个月，总揭榜任务不超过5个，近三年内未发生事故')).toEqual([
    '18个月 18',
    '5个 5',
    '三年 3',
  ]);
  expect(found('按四类方向组织揭榜，共十项任务，本年度分两批组织')).toEqual(['四类 4', '十项 10', '两批 2']);
  expect(found('按核定实际投入的10%给予奖补，单个项目不超过200万元')).toEqual(['10% 10', '200万元 200']);
  expect(found('同一项目不得重复')).toEqual([]);
  expect(found('共十二项、二十项、二十三家')).toEqual(['十二项 12', '二十项 20', '二十三家 23']);
});

test('days are found with their year and time, the end of a month as its last day', () => {
  expect(found('截止期为4月24日17:00，于2026年8月31日18:00前，不超过2026年3月底')).toEqual([
    '4月24日17:00 -04-24 17:00',
    '2026年8月31日18:00 2026-08-31 18:00',
    '2026年3月底 2026-03-31',
  ]);
  expect(found('2028年2月底')).toEqual(['2028年2月底 2028-02-29']);
});

test('a time is found as people write it', () => {
  expect(
    found(
      '3月31日17时前；4月9日17点30分；9月30日下午5点；10月15日（星期五）17：00；3月31日24时；5月1日上午9点半；6月1日中午12点'
    )
  ).toEqual([
    '3月31日17时 -03-31 17:00',
    '4月9日17点30分 -04-09 17:30',
    '9月30日下午5点 -09-30 17:00',
    '10月15日（星期五）17：00 -10-15 17:00',
    '3月31日24时 -03-31 24:00',
    '5月1日上午9点半 -05-01 09:30',
    '6月1日中午12点 -06-01 12:00',
  ]);
});

test('larger numbers, shares and working days in Chinese are found whole', () => {
  expect(found('最高一百五十万元，不超过百分之十五，5个工作日内，两户以上')).toEqual([
    '一百五十万元 150',
    '百分之十五 15',
    '5个工作日 5',
    '两户 2',
  ]);
});

test.each([
  ['截止时间为3月31日17时', '2027-03-31 17:00:00', true],
  ['截止时间为3月31日17时', '2027-03-31', false],
  ['截止时间为3月31日24时', '2027-03-31', true],
  ['截止时间为3月31日24时', '2027-03-31 23:59:59', true],
  ['截止时间为3月31日', '2027-03-31', true],
  ['截止时间为3月31日', '2027-03-31 23:59:59', true],
  ['截止时间为3月31日', '2027-03-31 17:00:00', false],
])('%s states the moment %s: %s', (text, value, is) => {
  expect(states(text, value, { year: '2027', isMoment: true })).toBe(is);
});

test('what only counts off, names a year or a batch is no quantity', () => {
  expect(found('2024年第一批、第二批，2025年度，（三）第十条，布局培育一批重点场景，5G 工厂')).toEqual([]);
});

test.each([
  ['单个制造业企业不超过1个', '1', true],
  ['单个制造业企业不超过1个', '2', false],
  ['实施期不超过一年', '1', true],
  ['给予10%奖补，不超过200万元', '0.1', true],
  ['给予10%奖补，不超过200万元', '2000000', true],
  ['给予10%奖补，不超过200万元', '0.2', false],
  ['截止期为4月24日17:00', '2025-04-24 17:00:00', true],
  ['截止期为4月24日17:00', '2025-04-24 18:00:00', false],
  ['截止期为4月24日17:00', '2024-04-24 17:00:00', false],
  ['截止期为2026年4月24日17:00', '2026-04-24 17:00:00', true],
  ['邮寄时间不得晚于4月25日', '2025-04-25', true],
  ['不超过2026年3月底', '2026-03-31', true],
  ['不超过2026年3月底', '2025-03-31', false],
  ['已入围2024年第一批试点', '2024-1', true],
  ['已入围2024年第一批试点', '2023-1', false],
])('%s states %s: %s', (text, value, is) => {
  expect(states(text, value, { year: '2025' })).toBe(is);
});

test('a count is said of whom the text names beside it, and in its unit', () => {
  const text = '全年链式转型支持数量不超过4个，数据赋能不超过3个。技术赋能和载体赋能作为试点，数量分别不超过5个。';
  const says = (value: string, subject: string, unit = '个') => states(text, value, { year: '2026', unit, subject });
  expect([says('4', '链式转型'), says('3', '链式转型'), says('3', '数据赋能')]).toEqual([true, false, true]);
  expect([says('5', '载体赋能'), says('3', '载体赋能')]).toEqual([true, false]);
  expect([says('3', '数据赋能', '个月'), says('3', '集团')]).toEqual([false, true]);
});
