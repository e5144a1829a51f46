import type { Table } from '#spec';
import { draw, type Drawn, type Frame } from './index.ts';
import { toSvg } from './svg.ts';

const atMost = 200;
const known = new Map<string, string>();

/** The picture of a panel's answer as the server sends it. The same answer in the same room is drawn once. */
export function still(chart: Drawn, table: Table, frame: Frame): string {
  const key = JSON.stringify([chart, table, frame]);
  const svg = known.get(key) ?? picture(chart, table, frame);
  known.delete(key);
  known.set(key, svg);
  for (const oldest of known.keys()) {
    if (known.size <= atMost) break;
    known.delete(oldest);
  }
  return svg;
}

function picture(chart: Drawn, table: Table, frame: Frame): string {
  const { option, height } = draw(chart, table, frame);
  return toSvg(option, { width: frame.width, height });
}
