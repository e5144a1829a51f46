import type { Format, NoticeClause, NoticeRule } from '#spec';
import { expect, test } from 'vitest';
import { anchorOf, byHeading, cityRows, piecesOf, shownCount } from '../../src/routes/compliance/notice.ts';
import { valueInWords } from '../../src/lib/evidence.ts';

const counts = { failed: 1, in_review: 0, passed: 2, undecided: 1, decided: 0, reopened: 0 };
const rule = (quotation: string, cities: NoticeRule['cities'] = []): NoticeRule => ({
  rule: quotation,
  title: quotation,
  severity: 'error',
  quotation,
  subjectKind: 'project',
  counts,
  cities,
});
const clause = (id: string, heading: string, quotation: string, rules: NoticeRule[] = []): NoticeClause => ({
  notice: '2025',
  id,
  title: id,
  heading,
  quotation,
  rules,
});

test('a clause is cut where its rules’ words begin and end, also where they overlap', () => {
  const pieces = piecesOf(clause('a', 'A', '一二三四五六七', [rule('二三'), rule('三四'), rule('七')]));
  expect(pieces).toEqual([
    { text: '一', isJudged: false },
    { text: '二三四', isJudged: true },
    { text: '五六', isJudged: false },
    { text: '七', isJudged: true },
  ]);
  expect(piecesOf(clause('a', 'A', '一二', [rule('九')]))).toEqual([{ text: '一二', isJudged: false }]);
});

test('clauses follow each other under their heading', () => {
  expect(
    byHeading([clause('1', 'A', '一'), clause('2', 'A', '二'), clause('3', 'B', '三')]).map(({ heading, clauses }) => [
      heading,
      clauses.length,
    ])
  ).toEqual([
    ['A', 2],
    ['B', 1],
  ]);
  const other = { ...clause('3', 'A', '三'), notice: '2026' };
  expect(byHeading([clause('1', 'A', '一'), other]).map(({ clauses }) => clauses.length)).toEqual([1, 1]);
  expect(anchorOf(other)).not.toBe(anchorOf({ ...other, notice: '2025' }));
});

test('cities stand in their order, what belongs to none last, and a rule that is silent in one has no counts there', () => {
  const rules = [
    rule('a', [{ city: '青岛市', ...counts }]),
    rule('b', [
      { city: '济南市', ...counts },
      { city: null, ...counts },
    ]),
  ];
  expect(
    cityRows(rules, ['济南市', '青岛市', '淄博市']).map(({ city, cells }) => [city, cells.map((cell) => cell !== null)])
  ).toEqual([
    ['济南市', [false, true]],
    ['青岛市', [true, false]],
    [null, [false, true]],
  ]);
});

test.each<[Parameters<typeof valueInWords>[0], string | null, string, Format?]>([
  [null, null, '—'],
  [2025, null, '2025'],
  [0.8125, null, '0.81'],
  [3, '个', '3 个'],
  [2000000, '元', '200.00 万元', 'yuan'],
  [0.2, '%', '20.0%', 'percent'],
  [true, null, '是'],
  ['2025-04-24 17:00:00', null, '2025-04-24 17:00:00'],
  [['P1', 'P2'], null, 'P1、P2'],
  [[{ column: '推荐市', from: '潍坊市', from_sheet: '', from_row: 2, to: null }], null, '推荐市 潍坊市 2'],
])('%j (%s) is said %s', (value, unit, expected, format) => {
  expect(valueInWords(value, { unit, format: format ?? null })).toBe(expected);
});

test('while a notice is not entered whole, nothing judged is unknown; what was judged, and what is in review, is told', () => {
  expect(shownCount(0, 'failed', true)).toBe('未知');
  expect(shownCount(0, 'passed', true)).toBe('未知');
  expect([shownCount(2, 'failed', true), shownCount(0, 'in_review', true), shownCount(0, 'failed', false)]).toEqual([
    2, 0, 0,
  ]);
});
