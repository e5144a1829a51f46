import { expect, test } from 'vitest';
import { timelineOf } from '../../src/routes/projects/[id]/timeline.ts';

test('steps, acceptance and money stand in one line by time; what has no day stands last', () => {
  const line = timelineOf({
    events: [
      { step: '市推荐', happened_at: '2025-04-24 16:00:00', has_time: true, result: '同意', level: '市', reason: null },
      {
        step: '退回',
        happened_at: '2025-03-02 09:00:00',
        has_time: true,
        result: null,
        level: '县区',
        reason: '补材料',
      },
      { step: '公布', happened_at: '2025-06-12 00:00:00', has_time: false, result: null, level: null, reason: null },
      { step: '终止', happened_at: null, has_time: null, result: null, level: null, reason: null },
    ],
    acceptances: [
      {
        applied_on: '2026-04-01',
        concluded_on: '2026-05-01',
        result: '通过',
        reduction_reason: null,
        published_on: null,
      },
    ],
    subsidies: [
      {
        allocated_on: '2026-06-01',
        subsidy_allocated: 1_000_000,
        document: '示例1号',
        paid_on: '2026-06-10',
        subsidy_paid: 500_000,
        subsidy_recovered: null,
      },
      {
        allocated_on: null,
        subsidy_allocated: 0,
        document: null,
        paid_on: null,
        subsidy_paid: null,
        subsidy_recovered: null,
      },
    ],
  });
  expect(line.map(({ at, title, kind }) => [at, title, kind])).toEqual([
    ['2025-03-02 09:00:00', '退回', 'back'],
    ['2025-04-24 16:00:00', '市推荐', 'step'],
    ['2025-06-12', '公布', 'step'],
    ['2026-04-01', '申请验收', 'step'],
    ['2026-05-01', '验收结论：通过', 'end'],
    ['2026-06-01', '下达奖补 100.00 万元', 'money'],
    ['2026-06-10', '拨付奖补 50.00 万元', 'money'],
    [null, '终止', 'back'],
  ]);
  expect(line[0]!.details).toEqual(['县区', '补材料']);
});

test('a project without records has an empty line', () =>
  expect(timelineOf({ events: [], acceptances: [], subsidies: [] })).toEqual([]));
