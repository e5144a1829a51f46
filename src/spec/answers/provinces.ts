import { Type, type Static } from 'typebox';
import { closed, nullable } from './shape.ts';

/** One of the provinces that are read together. */
export const ReadProvince = closed({
  province: Type.String(),
  address: nullable(Type.String(), 'Where its own server is reached; null where nobody wrote it down.'),
  version: nullable(Type.String(), 'Its version that is read; null where it is not.'),
  asOf: nullable(Type.String(), 'The as-of day of that version.'),
  loadedAt: nullable(Type.String(), 'When that version was loaded.'),
  doubt: nullable(Type.String(), 'Why its numbers may be old.'),
  absent: nullable(Type.String(), 'Why it is not read: then no sum holds it.'),
});
export type ReadProvince = Static<typeof ReadProvince>;
