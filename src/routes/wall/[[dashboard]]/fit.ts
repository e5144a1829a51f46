import type { Chart, Table } from '#spec';
import { draw, isDrawn } from '#lib/charts/index.ts';

/** The widths that a picture is drawn for: the narrower, the larger all of it is on the wall. */
const widths = [640, 760, 900, 1050, 1198] as const;
/** The room that is left for it on a screen of 1280 × 720, under the figures and its own words. */
const room = { width: 1236, height: 400 };

/** The width to draw for, so that a picture fills the wall: as large as its height allows. */
export function widthOnWall(chart: Chart, table: Table): number {
  const widest = widths.at(-1)!;
  if (!isDrawn(chart) || table.rows.length === 0) return widest;
  const fits = (width: number) => (draw(chart, table, { width }).height * room.width) / width <= room.height;
  return widths.find(fits) ?? widest;
}
