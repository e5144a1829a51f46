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
});
export type Health = Static<typeof Health>;
