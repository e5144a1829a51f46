import type { Effect } from '#spec';
import type { Color } from '#xlsx';

/** What the cells of a defect are highlighted with, by its effect. */
export const colorOf: Readonly<Record<Effect, Color>> = { file: 'red', row: 'pink', cell: 'orange', mark: 'yellow' };
