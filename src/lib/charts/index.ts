import type { Chart, Table } from '#spec';
import { words } from '../words.ts';
import { bar, summarizeBar } from './bar.ts';
import { bullet, summarizeBullet } from './bullet.ts';
import { climb, summarizeClimb } from './climb.ts';
import type { Drawing, Frame, Of } from './drawing.ts';
import { heat, summarizeHeat } from './heat.ts';
import { lorenz, summarizeLorenz } from './lorenz.ts';
import { multiples, summarizeMultiples } from './multiples.ts';
import { scatter, summarizeScatter } from './scatter.ts';
import { sides, summarizeSides } from './sides.ts';
import { steps, summarizeSteps } from './steps.ts';
import { strip, summarizeStrip } from './strip.ts';
import { summarizeTiles, tiles } from './tiles.ts';
import { summarizeWaterfall, waterfall } from './waterfall.ts';

export type { Drawing, Frame, Key } from './drawing.ts';

/** The marks that are drawn; figures and tables are set in HTML. */
const marks = { bar, bullet, climb, heat, lorenz, multiples, scatter, sides, steps, strip, tiles, waterfall };

const summaries = {
  bar: summarizeBar,
  bullet: summarizeBullet,
  climb: summarizeClimb,
  heat: summarizeHeat,
  lorenz: summarizeLorenz,
  scatter: summarizeScatter,
  sides: summarizeSides,
  steps: summarizeSteps,
  tiles: summarizeTiles,
  multiples: summarizeMultiples,
  strip: summarizeStrip,
  waterfall: summarizeWaterfall,
} satisfies Record<keyof typeof marks, unknown>;

export type Drawn = Of<keyof typeof marks>;

export const isDrawn = (chart: Chart): chart is Drawn => chart.mark in marks;

/** Draws a panel's answer in so much room. A pure function: the same on the server, in the browser and in tests. */
export function draw(chart: Drawn, table: Table, frame: Frame): Drawing & { width: number } {
  return {
    ...(marks[chart.mark] as (chart: Drawn, table: Table, frame: Frame) => Drawing)(chart, table, frame),
    width: frame.width,
  };
}

/** What a chart shows, in a sentence or two, for those who do not see it: first what it cannot show. */
export function summary(title: string, chart: Drawn, table: Table): string {
  const unfit = (table.unfit ?? []).map(({ says }) => says).join('');
  if (table.rows.length === 0) return `${title}：${unfit || '没有记录。'}`;
  const cut =
    table.total !== undefined && table.total > table.rows.length ? words.cut(table.rows.length, table.total) : '';
  return `${title}：${unfit}${cut}${(summaries[chart.mark] as (chart: Drawn, table: Table) => string)(chart, table)}`;
}
