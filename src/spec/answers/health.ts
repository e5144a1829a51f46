import { Type, type Static } from 'typebox';
import { decidedUpTo } from './findings.ts';
import { closed, text } from './shape.ts';

/** Whether the server answers, and from what. */
export const Health = closed({
  status: Type.Enum(['ok', 'degraded']),
  version: Type.String(),
  ...decidedUpTo,
  loadedAt: Type.String(),
  asOf: Type.String(),
  warning: text,
  faults: Type.Array(Type.String(), {
    description: 'What is damaged in the warehouse, served or not: versions, records of uploads.',
  }),
});
export type Health = Static<typeof Health>;

/** Whether requests may be sent here. */
export const Ready = closed({ status: Type.Literal('ready') });
export type Ready = Static<typeof Ready>;
