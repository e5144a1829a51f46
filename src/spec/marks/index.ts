import { Type, type Static } from 'typebox';
import type { ReadonlyDeep } from '../readonly.ts';
import { bar } from './bar.ts';
import { beside } from './beside.ts';
import { bullet } from './bullet.ts';
import { climb } from './climb.ts';
import type { missing } from './column.ts';
import { cutoff } from './cutoff.ts';
import { figures } from './figures.ts';
import { heat } from './heat.ts';
import { lorenz } from './lorenz.ts';
import { multiples } from './multiples.ts';
import { scatter } from './scatter.ts';
import { sides } from './sides.ts';
import { steps } from './steps.ts';
import { strip } from './strip.ts';
import { table } from './table.ts';
import { tiles } from './tiles.ts';
import { waterfall } from './waterfall.ts';

/** How a panel is drawn: by one of the marks, each of which says what it asks of the panel's answer. */
export const Chart = Type.Union([
  figures,
  table,
  bar,
  bullet,
  climb,
  steps,
  heat,
  lorenz,
  scatter,
  sides,
  strip,
  waterfall,
  cutoff,
  beside,
  tiles,
  multiples,
]);
export type Chart = ReadonlyDeep<Static<typeof Chart>>;
export type Missing = ReadonlyDeep<Static<typeof missing>>;
