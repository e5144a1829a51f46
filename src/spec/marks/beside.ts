import { Type } from 'typebox';
import { closed, column, missing } from './column.ts';

/**
 * One of many beside the median of all, its place among them and so many peers: those that are named in the address
 * (`peer=`), else the nearest by `size`. `missing` says why a number is not there.
 */
export const beside = Type.Object(
  {
    mark: Type.Literal('beside'),
    label: column('string'),
    size: column('number'),
    peers: Type.Integer({ minimum: 1, maximum: 5 }),
    show: Type.Array(column('number'), { minItems: 1 }),
    missing: Type.Optional(missing),
    /** Why a number of another is not told. */
    withheld: Type.Optional(column('string')),
  },
  closed
);
