import type { EChartsCoreOption } from 'echarts/core';
import type { Chart, Table } from '#spec';

/** The room a chart is drawn in. */
export interface Frame {
  width: number;
  /** Every value a dimension lists, in order: a colour belongs to a value, whatever is filtered away. */
  values?: Readonly<Record<string, readonly string[]>>;
}

export interface Key {
  title: string;
  color: string;
  shape:
    | 'bar'
    | 'box'
    | 'thin'
    | 'tick'
    | 'dashed'
    | 'line'
    | 'solid'
    | 'dotted'
    | 'span'
    | 'circle'
    | 'ring'
    | 'diamond'
    | 'triangle'
    | 'oblong'
    | 'square';
}

/** What one mark makes of a table. Colours are CSS variables, so that a change of theme redraws nothing. */
export interface Drawing {
  height: number;
  option: EChartsCoreOption;
  /** What the colours and shapes mean; none where the axes already say it. */
  keys: readonly Key[];
  /** Where time runs across it: so many pixels are free on the left and the right, and from when until when it runs. */
  time?: { left: number; right: number; from: number; to: number };
}

/** `Of<'bar'>` is the chart whose mark is a bar. */
export type Of<Mark extends Chart['mark']> = Extract<Chart, { mark: Mark }>;

export type Draw<Mark extends Chart['mark']> = (chart: Of<Mark>, table: Table, frame: Frame) => Drawing;

export const isNarrow = ({ width }: Frame): boolean => width < 480;

/** What a chart of this mark shows, in a sentence or two. */
export type Summarize<Mark extends Chart['mark']> = (chart: Of<Mark>, table: Table) => string;
