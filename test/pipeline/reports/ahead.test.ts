import { expect, test } from 'vitest';
import { aheadNotes } from '../../../src/pipeline/reports/ahead.ts';

test('a day that is yet to come is said to be one', () => {
  expect(aheadNotes('2999-12-31')).toEqual(['截至日 2999-12-31 还没有到：是否逾期、是否久未拨付，都按那一天判。']);
  expect(aheadNotes('2026-06-30')).toEqual([]);
  expect(aheadNotes(null)).toEqual([]);
});
