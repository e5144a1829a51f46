import type { ColumnInfo } from '#spec';
import type { Field } from '#lib/filters/narrow.ts';

/** What officers ask of projects, each as a column of the list and what it says. */
const asked: readonly (readonly [title: string, options: readonly (readonly [value: string, title: string])[]])[] = [
  [
    '推荐',
    [
      ['recommended:1', '市推荐有效'],
      ['quota_used:1', '占用名额'],
      ['quota_exempt:1', '不占名额'],
    ],
  ],
  [
    '揭榜',
    [
      ['listed:1', '已揭榜'],
      ['listed:0', '没有揭榜'],
    ],
  ],
  [
    '验收',
    [
      ['accepted:1', '验收通过'],
      ['acceptance_result:不通过', '验收不通过'],
      ['acceptance_result:整改', '整改'],
      ['acceptance_result:延期', '延期'],
      ['in_progress:1', '在建，没有结论'],
    ],
  ],
  [
    '到期',
    [
      ['due:1', '实施期已满'],
      ['due:0', '实施期未满'],
    ],
  ],
  [
    '奖补',
    [
      ['supported:1', '已奖补'],
      ['supported:0', '没有奖补'],
    ],
  ],
];

/** Those of which the list has the column. */
export const fieldsOf = (columns: readonly Pick<ColumnInfo, 'name'>[]): Field[] =>
  asked.flatMap(([title, options]) => {
    const known = options.filter(([value]) => columns.some(({ name }) => value.startsWith(`${name}:`)));
    return known.length === 0 ? [] : [{ name: 'only', title, options: known }];
  });

/** The numbers that a list is asked from and to. */
const numbers = [
  'total_investment',
  'planned_investment',
  'verified_investment',
  'subsidy_allocated',
  'stayed_days',
  'rank',
  'review_score',
  'failed',
  'in_review',
];

export const numbersOf = <C extends Pick<ColumnInfo, 'name'>>(columns: readonly C[]): C[] =>
  numbers.flatMap((name) => columns.find((column) => column.name === name) ?? []);
