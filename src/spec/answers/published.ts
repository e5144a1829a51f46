import { Type, type Static } from 'typebox';
import { closed, nullable, text } from './shape.ts';

/** A time in which a version was the current one: what everybody saw. */
export const Reign = closed({
  version: Type.String(),
  number: Type.String(),
  event: Type.Enum(['published', 'entered', 'restored'], {
    description: 'restored: an older version was published again; entered: its line was written later.',
  }),
  by: nullable(Type.String(), 'Who published it; null where nobody said, and to whoever is bound to a scope.'),
  from: Type.String(),
  until: nullable(Type.String(), 'null: it is current.'),
  asOf: text,
  loadedAt: text,
  isThere: Type.Boolean({ description: 'Whether it can be opened: its tables may have been taken away.' }),
});
export type Reign = Static<typeof Reign>;

/** Which version was current when, the first first. */
export const Published = closed({ version: text, reigns: Type.Array(Reign) });
export type Published = Static<typeof Published>;
