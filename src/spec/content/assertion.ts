import type { SqlKind } from './kind.ts';
import { chinese, conditions, nameOf, oneOf, type Value } from './value.ts';

/** What a pair is of, or one side of it: what its numbers lead to. */
const leads: Record<string, Value> = {
  metric: nameOf('metric', 'measure'),
  where: conditions,
  rule: nameOf('rule'),
  landed: oneOf(['true']),
};

const ofSides = Object.entries(leads).flatMap(([key, value]) =>
  ['', 'left_', 'right_'].map((side) => [`${side}${key}`, { value }] as const)
);

/** What must balance before a version is published: pairs of sides. */
export const assertion: SqlKind = {
  called: '平衡校验',
  keys: {
    title: { value: chinese, needed: true },
    left: { value: chinese, needed: true },
    right: { value: chinese, needed: true },
    ...Object.fromEntries(ofSides),
  },
  columns: { needed: ['what', 'left_side', 'right_side'], more: null, numbers: ['left_side', 'right_side'] },
};
