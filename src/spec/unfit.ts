import type { Unfit } from './answers/table.ts';

/** Whether nothing at all is told: the filters cannot be asked of it, or ask for what its reader does not see. */
export const isUntold = ({ state, columns }: Unfit): boolean =>
  state === 'out_of_scope' || (state === 'not_applicable' && columns === undefined);

/** Whether it is its reader who does not see it. */
export const isOutside = ({ state }: Unfit): boolean => state === 'out_of_scope';
