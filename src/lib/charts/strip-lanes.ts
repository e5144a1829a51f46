import type { ColumnInfo, Row, Table } from '#spec';
import { withUnit } from '../format.ts';
import { few } from '../table/grid.ts';
import { words } from '../words.ts';
import type { Of } from './drawing.ts';
import { text } from './read.ts';

/** The rows of one lane, by their place in the table: with a value, with an expected one, with neither. */
export interface Lane {
  name: string;
  /** One of its rows, in which what is said of the lane stands. */
  first: Row;
  known: number[];
  expected: number[];
  apart: number[];
}

/** The lanes of a strip in the order in which they come. */
export function lanesOf(chart: Of<'strip'>, table: Table): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const [at, row] of table.rows.entries()) {
    const name = chart.lane ? text(row[chart.lane]) : '';
    const found = lanes.get(name) ?? { name, first: row, known: [], expected: [], apart: [] };
    lanes.set(name, found);
    const isExpected = chart.expected !== undefined && typeof row[chart.expected] === 'number';
    (typeof row[chart.value] === 'number' ? found.known : isExpected ? found.expected : found.apart).push(at);
  }
  return Array.from(lanes.values());
}

/** The middle of a lane; null of few, whose middle says little. */
export function middleOf(chart: Of<'strip'>, row: Row): number | null {
  const [n, middle] = [row[chart.count], row[chart.middle]];
  return typeof n === 'number' && n >= few && typeof middle === 'number' ? middle : null;
}

/** Of how many a lane is, and where its middle and its middle half lie; of few no more than that they are few. */
export function saidOf(chart: Of<'strip'>, value: ColumnInfo, row: Row, isShort = false): string {
  const n = row[chart.count];
  const middle = middleOf(chart, row);
  if (typeof n !== 'number' || n === 0) return 'n=0';
  if (middle === null) return `n=${n}，${words.tooFew}`;
  const half = spanOf(row, chart.half);
  const [low, high] = half ? [withUnit(half.low, value), withUnit(half.high, value)] : ['', ''];
  return isShort
    ? `n=${n}　${withUnit(middle, value)}（${low}–${high}）`
    : `n=${n}，${words.middle} ${withUnit(middle, value)}，${words.middleHalf} ${low} – ${high}`;
}

/** A span whose both ends are known. */
export function spanOf(
  row: Row,
  names: { low: string; high: string } | undefined
): { low: number; high: number } | null {
  const [low, high] = names ? [row[names.low], row[names.high]] : [];
  return typeof low === 'number' && typeof high === 'number' ? { low, high } : null;
}
