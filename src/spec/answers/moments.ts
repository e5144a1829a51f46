import { Type, type Static } from 'typebox';
import { Verdict } from './findings.ts';
import { closed, nullable } from './shape.ts';

/** The verdicts on one project at each moment: as of its day, by what was known then. */
export const Moments = closed({
  version: Type.String(),
  moments: Type.Array(
    closed({
      moment: Type.String(),
      on: nullable(Type.String(), 'Its day; null where it has not come or is not known.'),
      isReady: Type.Boolean({ description: 'Whether its verdicts are known; of a day that has not come none are.' }),
    })
  ),
  findings: Type.Array(
    closed({
      rule: Type.String(),
      subjectKind: Type.String(),
      subjectId: Type.String(),
      span: nullable(Type.String(), 'The year of what is judged by the year, else the batches.'),
      verdicts: Type.Record(Type.String(), Verdict, {
        description: 'By moment; left out where the rule said nothing on its day.',
      }),
    }),
    { description: 'Every finding that concerns the project at any of the moments.' }
  ),
});
export type Moments = Static<typeof Moments>;
