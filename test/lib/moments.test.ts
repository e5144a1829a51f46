import { expect, test } from 'vitest';
import { marksOf, momentLine } from '#lib/moments.ts';
import { carried } from '#lib/filters/filters.ts';
import { isReplayable, replayDay, versionAndDay } from '#lib/replay.ts';

const judged = {
  moment: 'submit_by',
  momentOn: '2025-04-24',
  today: null,
  asOf: '2026-06-30',
  verdict: 'fail' as const,
};

test('a finding says its moment, what it came to, and what holds today where that is another thing', () => {
  expect(momentLine(judged)).toBe('申报时点 2025-04-24 不通过');
  expect(momentLine({ ...judged, today: '已移出' })).toBe('申报时点 2025-04-24 不通过 · 今日 已移出');
  expect(momentLine({ ...judged, moment: 'today' })).toBe('数据截至 2026-06-30 不通过');
  expect(momentLine({ ...judged, moment: null })).toBe('数据截至 2026-06-30 不通过');
});

test('a moment that has not come, or comes after the day that is played again, is said so', () => {
  expect(momentLine({ ...judged, momentOn: null })).toBe('申报时点 尚未到，按已知情况 不通过');
  expect(momentLine({ ...judged, asOf: '2025-04-10' })).toBe('申报时点 尚未到，按已知情况 不通过');
});

const finding = { rule: 'r', subjectKind: 'project', subjectId: 'A1', span: '2025' };
const moments = {
  version: 'v',
  moments: [
    { moment: 'submit_by', on: '2025-04-24', isReady: true },
    { moment: 'published', on: '2025-06-12', isReady: true },
    { moment: 'allocated', on: null, isReady: true },
    { moment: 'today', on: '2026-06-30', isReady: true },
  ],
  findings: [{ ...finding, verdicts: { submit_by: 'fail' as const, today: 'pass' as const } }],
};

test('each moment has its mark: a verdict, nothing said then, or not come yet', () => {
  expect(marksOf(moments)(finding).map(({ name, sign, says }) => [name, sign, says])).toEqual([
    ['申报', '✗', '申报时点 2025-04-24 不通过'],
    ['公布', '·', '公布时点 2025-06-12 没有这一条的结论'],
    ['下达', '–', '下达时点 尚未到'],
    ['今日', '✓', '今日 2026-06-30 通过'],
  ]);
  expect(marksOf(moments)({ ...finding, span: '2024' })[0]?.sign).toBe('·');
});

test('there are no marks before every day is played again', () => {
  expect(marksOf(null)(finding)).toEqual([]);
  const partly = moments.moments.map((each, i) => ({ ...each, isReady: i > 0 }));
  expect(marksOf({ ...moments, moments: partly })(finding)).toEqual([]);
});

test('links keep the day where their page can show it', () => {
  const params = new URLSearchParams('as_of=2025-04-24&version=v&batch=2025&sort=a');
  const to = (path: string) => carried(params, [{ name: 'batch' }], path);
  expect(to('/findings?rule=r')).toBe('?as_of=2025-04-24&version=v&batch=2025');
  expect([to('/quota'), to('/projects'), to('')]).toEqual(Array(3).fill('?version=v&batch=2025'));
  expect(['/projects/A1', '/projects/A1/audit', '/compliance', '/explain'].every(isReplayable)).toBe(true);
});

test("a version's own day is no replay", () => {
  const day = (query: string) => replayDay(new URLSearchParams(query), '2026-06-30');
  expect([day(''), day('as_of='), day('as_of=2026-06-30'), day('as_of=2025-04-24')]).toEqual([
    null,
    null,
    null,
    '2025-04-24',
  ]);
  expect(versionAndDay(new URLSearchParams('as_of=&city=x'))).toBe('');
  expect(versionAndDay(new URLSearchParams('version=v&as_of=2025-04-24'))).toBe('?version=v&as_of=2025-04-24');
});
