import { Type, type Static } from 'typebox';
import { closed } from './shape.ts';

/** A form that can be filled (出表). */
export const FormToFill = closed({
  name: Type.String(),
  about: Type.String(),
  basis: Type.String({ description: 'What it rests on, in words.' }),
  needs: Type.Array(Type.String(), { description: 'The filters of which one value each must be given.' }),
});
export type FormToFill = Static<typeof FormToFill>;
