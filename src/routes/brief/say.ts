import type { BriefPart, Table } from '#spec';
import { withUnit } from '#lib/format.ts';
import { countOf, few, reasonOf } from '#lib/table/grid.ts';
import { words } from '#lib/words.ts';

export interface Said {
  text: string;
  /** It is a number, or a list: not the word for that nobody knows. */
  isKnown: boolean;
  /** What must be said behind it. */
  few: string;
}

/**
 * A mark of a sentence in words. What is unknown, or what the filters cannot be asked of, is said so and is never a
 * number; a ratio of few says of how many.
 */
export function sayPart(part: Exclude<BriefPart, { text: string }>, figures: Table): Said {
  if ('figure' in part) {
    const row = figures.rows[0] ?? {};
    const column = figures.columns.find(({ name }) => name === part.figure);
    const value = row[part.figure] ?? null;
    if (!column || value === null)
      return { text: reasonOf(figures, row, part.figure) ?? words.unknownSaid, isKnown: false, few: '' };
    const { n, isFew } = countOf(row, column);
    return { text: withUnit(value, column), isKnown: true, few: isFew ? `（n=${n}，${words.below(few)}）` : '' };
  }
  if (part.unfit !== null) return { text: words.notComparable, isKnown: false, few: '' };
  if ('rows' in part) return { text: String(part.rows ?? words.unknownSaid), isKnown: part.rows !== null, few: '' };
  const { listed, total } = part;
  if (listed.length === 0) return { text: words.noneSaid, isKnown: true, few: '' };
  const more = total === null ? words.andOthers : total > listed.length ? words.ofAll(total) : '';
  return { text: `${listed.join('、')}${more}`, isKnown: true, few: '' };
}
