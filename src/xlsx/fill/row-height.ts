import { parseRange } from '../reference.ts';
import { attribute } from '../patch/tokens.ts';
import { widthOf } from '../write/width.ts';
import type { Look } from './looks.ts';

/** How many characters fit beside each other in a cell, by its column and its row in the template. */
export type Room = (row: number, column: number) => number;

const usual = 8.43;

/** Reads the widths of columns from the XML around the rows of a sheet; a merged cell has those of all its columns. */
export function roomIn(before: string, after: string): Room {
  const fallback = Number(/\sdefaultColWidth="([\d.]+)"/.exec(before)?.[1] ?? usual);
  const columns = Array.from(before.matchAll(/<(?:\w+:)?col\s[^>]*>/g), ([tag]) => ({
    from: Number(attribute(tag, 'min')),
    to: Number(attribute(tag, 'max')),
    width: Number(attribute(tag, 'width') ?? fallback),
  }));
  const merges = Array.from(after.matchAll(/<(?:\w+:)?mergeCell\s[^>]*>/g), ([tag]) =>
    parseRange(attribute(tag, 'ref') ?? '')
  );
  const widthAt = (column: number) => columns.find(({ from, to }) => column >= from && column <= to)?.width ?? fallback;
  return (row, column) => {
    const merge = merges.find((each) => each?.left === column && each.top <= row && each.bottom >= row);
    let width = 0;
    for (let at = column; at <= (merge?.right ?? column); at++) width += widthAt(at);
    return width;
  };
}

const tallest = 409;

/** Points that a wrapped text takes; many programs do not fit a row to it. */
export function heightFor(text: string, room: number, { size }: Look): number {
  const scale = size / 11;
  const fit = Math.max(1, room / scale - 1);
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((widthOf(line) * 1.02) / fit)), 0);
  return Math.min(tallest, Math.ceil(lines * size * 1.32 + 4));
}
