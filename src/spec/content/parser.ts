import { formats } from '../format.ts';
import type { SqlKind } from './kind.ts';
import { chinese, nameOf, oneOf, parameters } from './value.ts';

/**
 * What reads one kind of cell: a macro of these parameters, and what the guide and the templates say of such a cell.
 */
export const parser: SqlKind = {
  called: '读格子的写法',
  keys: {
    takes: { value: parameters, needed: true },
    title: { value: chinese, needed: true },
    definition: { value: chinese },
    cell_format: { value: oneOf(['day', 'plain']) },
    format: { value: oneOf(Object.keys(formats)) },
    options: { value: chinese },
    options_in: { value: nameOf('reference') },
  },
};
