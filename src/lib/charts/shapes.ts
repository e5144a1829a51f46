import { font } from './style.ts';

/** What ECharts is told to draw where no series of its own does. */
export type Shape = Record<string, unknown>;

/** Where values lie in the picture. */
export interface Coordinates {
  coord(at: readonly [number, number]): [number, number];
}
export type RenderItem = (of: unknown, api: Coordinates) => Shape;

export const line = ([x1, y1]: readonly number[], [x2, y2]: readonly number[], style: Shape): Shape => ({
  type: 'line',
  shape: { x1, y1, x2, y2 },
  style,
});

export const label = (said: string, x: number, y: number, fill: string, more: Shape = {}): Shape => ({
  type: 'text',
  style: { text: said, x, y, fill, font: `12px ${font}`, verticalAlign: 'top', ...more },
});
