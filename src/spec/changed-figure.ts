import type { ChangedFigure } from './answers/compared.ts';

/** Whether something moved a number: also where it came to the same, and where it came to be known. */
export const isMoved = ({ status, lines }: Pick<ChangedFigure, 'status' | 'lines'>): boolean =>
  status === 'became_known' || status === 'became_unknown' || (lines > 0 && status !== 'not_comparable');
