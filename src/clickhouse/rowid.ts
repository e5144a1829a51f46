import { isNode, namesOf } from './node.ts';

/** Whether a part of a query asks for the place of a row in its table. */
export const asksForRowid = (part: unknown): boolean =>
  Array.isArray(part)
    ? part.some(asksForRowid)
    : isNode(part) &&
      part.class !== 'SUBQUERY' &&
      part.type !== 'SUBQUERY' &&
      ((part.class === 'COLUMN_REF' && namesOf(part.column_names).at(-1) === 'rowid') ||
        Object.values(part).some(asksForRowid));
