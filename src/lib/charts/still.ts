import type { Table } from '#spec';
import { draw, type Drawn, type Frame } from './index.ts';
import { toSvg, type RowHref } from './svg.ts';

const atMost = 200;
const known = new Map<string, string>();

/** The picture of a panel's answer as the server sends it. The same answer in the same room is drawn once. */
export function still(chart: Drawn, table: Table, frame: Frame, hrefOf?: RowHref): string {
  const hrefs = hrefOf && table.rows.map((_, at) => hrefOf(at));
  const key = JSON.stringify([chart, table, frame, hrefs]);
  const svg = known.get(key) ?? picture(chart, table, frame, hrefs);
  known.delete(key);
  known.set(key, svg);
  for (const oldest of known.keys()) {
    if (known.size <= atMost) break;
    known.delete(oldest);
  }
  return svg;
}

function picture(chart: Drawn, table: Table, frame: Frame, hrefs: readonly (string | null)[] | undefined): string {
  const { option, height } = draw(chart, table, frame);
  return toSvg(option, { width: frame.width, height, hrefOf: hrefs && ((row) => hrefs[row] ?? null) });
}
