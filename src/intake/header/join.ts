import { isBlank } from '../blank.ts';
import type { Spans } from '../grid.ts';
import { fold } from './fold.ts';
import type { Meaning, Names } from './names.ts';
import { splitUnit } from './unit.ts';

/** A column of a sheet: its header as handed in, and what it means. */
export interface HeaderColumn {
  header: string;
  meaning: Meaning | null;
  /** It is the day of a moment whose time another column tells. */
  isPart?: true;
}

export function oneLine(cells: readonly string[], names: Names): HeaderColumn[] {
  return cells.map((cell) => ({ header: isBlank(cell) ? '' : cell.trim(), meaning: names(cell) }));
}

/**
 * A header over two lines: `投资（万元）` above `总投资` and `其中：实施期内`. The upper cell covers the columns that it is merged over
 * or, where merges are not known, the blank ones to its right as far as the lower line has cells. null where the second
 * line is no header: it has a cell below a name that is whole by itself.
 */
export function twoLines(
  upper: readonly string[],
  lower: readonly string[],
  names: Names,
  spans?: Spans
): HeaderColumn[] | null {
  const columns: HeaderColumn[] = [];
  let group = '';
  let end = 0;
  for (let i = 0; i < Math.max(upper.length, lower.length); i++) {
    const [above, below] = [(upper[i] ?? '').trim(), (lower[i] ?? '').trim()];
    if (above !== '') end = i + (spans?.get(i) ?? 1);
    const isUnder = spans ? i < end : below !== '';
    group = above !== '' ? above : isUnder ? group : '';
    const isHead =
      above !== '' && (spans ? end > i + 1 : (upper[i + 1] ?? '').trim() === '' && (lower[i + 1] ?? '').trim() !== '');
    const column = below === '' ? { header: above, meaning: names(above) } : underGroup(group, below, names);
    if (!column.meaning && below !== '' && !isHead && above !== '' && names(above)) return null;
    columns.push(column);
  }
  return columns;
}

/** The joined name says more than the lower one; the unit may be the group's. */
function underGroup(group: string, below: string, names: Names): HeaderColumn {
  const { stem, unit } = splitUnit(fold(group));
  const whole = stem === '' ? null : names(stem + fold(below));
  const meaning = whole ?? names(below);
  const header = (!whole && meaning) || group === '' ? below : `${group}-${below}`;
  return { header, meaning: meaning && { ...meaning, unit: meaning.isMoney ? (meaning.unit ?? unit) : null } };
}
