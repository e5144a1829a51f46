import { codes } from '#spec';
import type { Field } from '#lib/filters/narrow.ts';

const optionsOf = (of: Readonly<Record<string, string>>, prefix = '') =>
  Object.entries(of).map(([value, title]) => [`${prefix}${value}`, title] as const);

/** What findings are narrowed by besides verdict and decision, and how they are sorted. */
export const fields: readonly Field[] = [
  { name: 'severity', title: '要求', options: optionsOf(codes.severity) },
  { name: 'only', title: '对谁判的', options: optionsOf(codes.subject_kind, 'subject_kind:') },
  {
    name: 'sort',
    title: '排序',
    options: [
      ['city', '按市'],
      ['subject_id', '按对象'],
      ['-judged_on', '判定日期近的在前'],
      ['-decided_on', '核定日期近的在前'],
    ],
  },
];
