import { textIn } from '../patch/comment-text.ts';
import { attribute } from '../patch/tokens.ts';
import { movedFormula } from './references.ts';
import type { CutCell, CutSheet } from './sheet-cut.ts';
import { valueOfSum } from './sums.ts';

/** A formula whose value is not known before all rows are there: `C8` and, on the next line, what it says. */
export interface Waiting {
  formula: string;
  xml: (value: number | null) => string;
}

interface Master {
  formula: string;
  row: number;
  column: number;
}

/** Formulas that several cells share stand in one of them; each gets its own, since its rows may move apart. */
export function sharedFormulas({ rows }: CutSheet): Map<string, Master> {
  const masters = new Map<string, Master>();
  for (const { row, cells } of rows)
    for (const { column, inner } of cells) {
      const tag = /<(?:\w+:)?f\s[^>]*[^/]>/.exec(inner)?.[0] ?? '';
      const shared = attribute(tag, 't') === 'shared' ? attribute(tag, 'si') : null;
      if (shared !== null) masters.set(shared, { formula: textIn(inner, 'f'), row, column });
    }
  return masters;
}

export function formulaOf(
  { inner, column }: CutCell,
  row: number,
  masters: ReadonlyMap<string, Master>
): string | null {
  const tag = /<(?:\w+:)?f(?:\s[^>]*)?\/?>/.exec(inner)?.[0];
  if (tag === undefined || attribute(tag, 't') === 'dataTable') return null;
  const master = attribute(tag, 't') === 'shared' ? masters.get(attribute(tag, 'si') ?? '') : undefined;
  if (master) return movedFormula(master.formula, row - master.row, column - master.column);
  return textIn(inner, 'f');
}

/** Gives sums their value, those of sums after these; whether no other formula is left. */
export function computeSums(made: (string | Waiting)[], numbers: Map<string, number | null>): boolean {
  const held = (cell: string) => numbers.get(cell);
  for (let isMore = true; isMore;) {
    isMore = false;
    for (const [at, each] of made.entries()) {
      if (typeof each === 'string') continue;
      const [place = '', formula = ''] = each.formula.split('\n', 2);
      const value = valueOfSum(formula, held);
      if (value === null) continue;
      numbers.set(place, value);
      made[at] = each.xml(value);
      isMore = true;
    }
  }
  return made.every((each) => typeof each === 'string');
}
