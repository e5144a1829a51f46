import { expect, test } from 'vitest';
import { sheetNames } from '../../src/xlsx/index.ts';

test('what a name may not hold is left out, and a title that leaves nothing is still a name', () => {
  expect(sheetNames(['计划 → 申报/核定', "'[各市]*?'", '下达:拨付\\收回', ' ', '', "'''", 'a\tb\nc'])).toEqual([
    '计划 → 申报 核定',
    '各市',
    '下达 拨付 收回',
    '表',
    '表（2）',
    '表（3）',
    'a b c',
  ]);
});

test('a name has 31 characters at most as spreadsheets count them, and none is cut in two', () => {
  const [long, wide] = sheetNames(['名'.repeat(40), '𠮷'.repeat(20)]) as [string, string];
  expect(long).toBe('名'.repeat(31));
  expect(wide).toBe('𠮷'.repeat(15));
  expect(wide.isWellFormed()).toBe(true);
});

test('no two are alike, whatever the size of their letters, also where they are alike when cut', () => {
  const titles = ['资金 A', '资金 a', '资金/A', `${'名'.repeat(31)}甲`, `${'名'.repeat(31)}乙`];
  const names = sheetNames(titles);
  expect(names).toEqual(['资金 A', '资金 a（2）', '资金 A（3）', '名'.repeat(31), `${'名'.repeat(28)}（2）`]);
  expect(names.every((name) => name.length <= 31)).toBe(true);
});

test('the name that spreadsheets keep for themselves is given to none', () => {
  expect(sheetNames(['History', 'HISTORY ', 'History 2024'])).toEqual(['表History', '表HISTORY（2）', 'History 2024']);
});

test('a name neither begins nor ends with an apostrophe, also where it is cut', () => {
  expect(sheetNames([`${'名'.repeat(30)}'尾`])).toEqual(['名'.repeat(30)]);
});
