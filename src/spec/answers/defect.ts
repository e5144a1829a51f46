import { Type, type Static } from 'typebox';
import { codes, codesOf } from '../codes.ts';
import { closed, nullable, text } from './shape.ts';

/**
 * What a defect did: refused the whole file or the row; emptied the cell (its value is unknown); or only marked it 待核.
 */
export const Effect = Type.Enum(codesOf(codes.effect));
export type Effect = Static<typeof Effect>;

export const Defect = closed({
  check: Type.String({ description: 'The check that found it.' }),
  source: text,
  file: Type.String(),
  sheet: Type.String(),
  row: nullable(Type.Integer(), "As the clerk's program numbers it, from 1; null where the whole file is meant."),
  column: nullable(Type.String(), 'The header as handed in.'),
  value: text,
  problem: Type.String(),
  fix: Type.String({ description: 'What to do.' }),
  effect: Effect,
});
export type Defect = Static<typeof Defect>;

/** What may have become of a defect since the version before. */
export const DefectFate = Type.Enum(['cured', 'remaining', 'fresh']);
export type DefectFate = Static<typeof DefectFate>;
