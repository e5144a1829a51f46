import type { ColumnInfo } from '#spec';
import { axisLine, muted, splitLine, tickOf } from './style.ts';

interface Room {
  width: number;
  height: number;
  /** Pixels at the right for what stands apart: 0 where nothing does. */
  gutter: number;
}

/** How far the values lie from the edges of their drawing. */
export const edges = { left: 14, right: 18, top: 2 };

/** Axes of values from left to right, and right of them a grid of its own for what has no value. */
export function axesApart(
  value: ColumnInfo,
  axis: { min: number; max: number; interval: number },
  { width, height, gutter }: Room
) {
  const { left, right, top } = edges;
  return {
    grid: [
      { left, right: right + gutter, top, height },
      { left: width - gutter, right: 8, top, height },
    ],
    xAxis: [
      {
        type: 'value',
        ...axis,
        name: value.title,
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: muted,
        axisTick: { show: false },
        axisLine,
        splitLine,
        axisLabel: { ...muted, hideOverlap: true, formatter: (at: number) => tickOf(at, value) },
      },
      { type: 'value', gridIndex: 1, min: 0, max: 1, show: false },
    ],
    yAxis: [0, 1].map((gridIndex) => ({ type: 'value', gridIndex, inverse: true, min: 0, max: height, show: false })),
  };
}
