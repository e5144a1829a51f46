import type { Chart, Table } from '#spec';
import { bar } from './bar.ts';
import { bullet } from './bullet.ts';
import type { Drawing, Frame, Of } from './drawing.ts';
import { heat } from './heat.ts';
import { scatter } from './scatter.ts';
import { steps } from './steps.ts';

export type { Drawing, Frame, Key } from './drawing.ts';

/** The marks that are drawn; figures and tables are set in HTML. */
const marks = { bar, bullet, heat, scatter, steps };

export type Drawn = Of<keyof typeof marks>;

export const isDrawn = (chart: Chart): chart is Drawn => chart.mark in marks;

/** Draws a panel's answer in so much room. A pure function: the same on the server, in the browser and in tests. */
export function draw(chart: Drawn, table: Table, frame: Frame): Drawing & { width: number } {
  return {
    ...(marks[chart.mark] as (chart: Drawn, table: Table, frame: Frame) => Drawing)(chart, table, frame),
    width: frame.width,
  };
}
