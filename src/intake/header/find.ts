import type { Spans } from '../grid.ts';
import { fold } from './fold.ts';
import { oneLine, twoLines, type HeaderColumn } from './join.ts';
import type { Meaning, Names } from './names.ts';
import { isMeasure, moneyUnit } from '../units/money-unit.ts';
import { unitsSaid } from '../units/said.ts';

export interface Header {
  /** Which of the rows it ends on, and how many it takes. */
  last: number;
  lines: 1 | 2;
  columns: HeaderColumn[];
  /**
   * How many columns of the contract a header names, how many of
   * them by their first names, how many with a unit of money.
   */
  named: number;
  canonical: number;
  units: number;
}

/** How far down a header may stand. */
export const headerSearchRows = 200;
/** Where it nearly always stands: further down only where no row up to here is like one. */
const usual = 20;

/**
 * The likeliest header among the first rows: the one that names most columns; of equals, the first, and one line rather
 * than two. A second line counts where it names more, or gives units: `投资（元）` above `总投资`, `（元）` below it. `spans`
 * says of each row where its cells are merged.
 */
export function findHeader(
  rows: readonly (readonly string[])[],
  names: Names,
  spans: readonly (Spans | undefined)[] = []
): Header | null {
  const near = likeliest(rows.slice(0, usual), names, spans);
  return rows.length <= usual || (near?.named ?? 0) > 2
    ? near
    : likeliest(rows.slice(0, headerSearchRows), names, spans);
}

function likeliest(
  head: readonly (readonly string[])[],
  names: Names,
  spans: readonly (Spans | undefined)[]
): Header | null {
  let best: Header | null = null;
  for (const [last, row] of head.entries()) {
    const header = scored(last, 1, oneLine(row, names));
    if (header.named > (best?.named ?? 0)) best = header;
  }
  for (const [last, row] of head.entries()) {
    const upper = head[last - 1] ?? [];
    const isLike = [...upper, ...row].some((cell) => cell !== '' && names(cell) !== null);
    const columns = last > 0 && isLike ? twoLines(upper, unitsOnly(row) ?? row, names, spans[last - 1]) : null;
    if (!columns) continue;
    const header = scored(last, 2, columns);
    const isSame = best?.named === header.named && header.units > best.units;
    const hasUnitsAbove = isSame && best?.last === last && !upper.some(isUnit);
    const hasUnitsBelow = isSame && best?.last === last - 1 && unitsOnly(row) !== null;
    if (header.named > (best?.named ?? 0) || hasUnitsAbove || hasUnitsBelow) best = header;
  }
  return best;
}

const isUnit = (cell: string): boolean => unitsSaid(cell).length > 0;

/** A line of units below a header, `个 | 万元 | —`: those of money. null where it is none. */
function unitsOnly(row: readonly string[]): string[] | null {
  const words = row.map((cell) =>
    fold(cell)
      .replace(/^[([【〔{]|[)\]】〕}]$/g, '')
      .replace(/^单位:?/, '')
  );
  const units = row.map((cell, at) => (moneyUnit(words[at]!) ? cell : ''));
  const isLine = words.every(
    (word, at) => units[at] !== '' || /^(?:[-—–/]*|文本|文字|数字|日期|年度|时间|年月日)$/.test(word) || isMeasure(word)
  );
  return isLine && units.some((cell) => cell !== '') ? units : null;
}

function scored(last: number, lines: 1 | 2, columns: HeaderColumn[]): Header {
  const meanings = columns.flatMap(({ meaning }) => meaning ?? []);
  const count = (which: (meaning: Meaning) => boolean) => new Set(meanings.filter(which).map(({ name }) => name)).size;
  return {
    last,
    lines,
    columns,
    named: count(() => true),
    canonical: count((meaning) => meaning.isCanonical),
    units: count(({ unit }) => unit !== null),
  };
}
