import type { Finding } from '#spec';
import { expect, test } from 'vitest';
import { byRule, subjectOf } from '../../src/routes/findings/subjects.ts';

const place = {
  params: new URLSearchParams(),
  filters: [
    { name: 'city', title: '推荐市', values: ['潍坊市'] },
    { name: 'batch', title: '批次', values: ['2025'] },
  ],
};
const finding = (more: Partial<Finding>): Finding => ({
  rule: 'a',
  title: '甲',
  notice: '2025',
  clause: '三（二）',
  quotation: '按推荐数量名额要求',
  severity: 'error',
  subjectKind: 'project',
  subjectId: 'P-1',
  verdict: 'fail',
  message: '',
  evidence: null,
  asOf: '2026-06-30',
  year: null,
  batches: '2025',
  cities: '潍坊市',
  moment: 'submit_by',
  momentOn: '2025-04-24',
  judgedOn: '2025-04-24',
  today: null,
  decision: null,
  conclusion: null,
  basis: null,
  document: null,
  attachment: null,
  decidedBy: null,
  decidedOn: null,
  changed: null,
  undecided: 0,
  decided: 0,
  reopened: 0,
  projectId: null,
  batch: '2025',
  city: null,
  county: null,
  direction: null,
  task: null,
  applicantType: null,
  ownership: null,
  stage: null,
  findings: 1,
  ...more,
});

test('a finding leads to the project or the city that it is about', () => {
  expect(subjectOf(finding({ projectId: 'P-1' }), place)).toEqual({ title: 'P-1', href: '/projects/P-1' });
  expect(subjectOf(finding({ subjectKind: 'city', subjectId: '潍坊市', city: '潍坊市' }), place)).toEqual({
    title: '潍坊市',
    href: `/projects?${new URLSearchParams({ batch: '2025', city: '潍坊市' })}`,
  });
  expect(subjectOf(finding({ subjectKind: 'group', subjectId: '示例集团' }), place)).toEqual({
    title: '示例集团',
    href: null,
  });
});

test('findings of one rule and notice stand together, in the order they came', () => {
  const groups = byRule([
    finding({ subjectId: '1' }),
    finding({ rule: 'b', subjectId: '2' }),
    finding({ subjectId: '3' }),
  ]);
  expect(groups.map(({ rule, found }) => [rule, found.map(({ subjectId }) => subjectId)])).toEqual([
    ['a', ['1', '3']],
    ['b', ['2']],
  ]);
  const notices = byRule([finding({}), finding({ notice: '2026', clause: '四（一）' })]);
  expect(notices.map(({ notice, clause }) => [notice, clause])).toEqual([
    ['2025', '三（二）'],
    ['2026', '四（一）'],
  ]);
});
