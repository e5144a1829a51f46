import { columnLetters, parseReference } from '../reference.ts';
import { limits } from '../read/limits.ts';
import { lastRowAt, repeatAt, rowAt, type Growth } from './growth.ts';

/** One end of a reference, as `$B5` or, of whole rows, `$5`. */
interface End {
  column: string;
  isFixed: boolean;
  row: number;
}

/** The text of a reference that stands in a formula, and the sheet that it names; null: that of the formula. */
type Map = (ends: readonly End[], sheet: string | null) => string | null;

const name = String.raw`[\p{L}_\\][\p{L}\p{N}_.\\?]*`;
const cell = String.raw`\$?[A-Za-z]{1,3}\$?\d{1,7}`;
const parts = new RegExp(
  [
    '"(?:[^"]|"")*"',
    String.raw`(?:('(?:[^']|'')*'|${name}|\[[^\]]*\][^!'\s]*?)!)?(${cell}(?::${cell})?|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_.(!\[])`,
    String.raw`\d+(?:\.\d*)?(?:[eE][+-]?\d+)?`,
    name,
    String.raw`\[(?:[^[\]]|\[[^\]]*\])*\]`,
  ].join('|'),
  'gu'
);

/** Rewrites the references of a formula; texts, names, columns of tables and other workbooks are left alone. */
function rewrite(formula: string, map: Map): string {
  return formula.replace(parts, (whole, prefix: string | undefined, reference: string | undefined) => {
    if (reference === undefined) return whole;
    const sheet = prefix === undefined ? null : unquoted(prefix);
    if (sheet?.includes('[')) return whole;
    const ends = reference.split(':').map(endOf);
    if (ends.some((end) => end.column !== '' && parseReference(`${bare(end.column)}${end.row}`) === null)) return whole;
    const mapped = map(ends, sheet);
    return mapped === null ? whole : `${prefix === undefined ? '' : `${prefix}!`}${mapped}`;
  });
}

const unquoted = (prefix: string): string =>
  prefix.startsWith("'") ? prefix.slice(1, -1).replaceAll("''", "'") : prefix;
const bare = (column: string): string => column.replace('$', '').toUpperCase();

function endOf(text: string): End {
  const [, column = '', fixed = '', row = '0'] = /^(\$?[A-Za-z]*)(\$?)(\d+)$/.exec(text) ?? [];
  // Of `$5` the sign is the row's.
  return column === '$'
    ? { column: '', isFixed: true, row: Number(row) }
    : { column, isFixed: fixed !== '', row: Number(row) };
}

const written = (ends: readonly End[]): string =>
  ends.map(({ column, isFixed, row }) => `${column}${isFixed ? '$' : ''}${row}`).join(':');

/** Where a formula stands: its sheet, its row in the template and the number of its copy. */
export interface FormulaPlace {
  sheet: string;
  row: number;
  copy: number;
}

/**
 * A formula of a template as it must read in the sheet that is made of it. A range over a repeated row (`SUM(C5:C5)`)
 * reaches over all copies; within a repeated row what is relative follows its copy, and what is fixed stays with the
 * first, a fixed range over the whole of it again with all.
 */
export function grownFormula(formula: string, at: FormulaPlace, growths: ReadonlyMap<string, Growth>): string {
  return rewrite(formula, (ends, sheet) => {
    const named = sheet ?? at.sheet;
    const growth = growths.get(named.toLowerCase());
    if (growth === undefined || growth.repeats.length === 0) return null;
    const isOwn = named.toLowerCase() === at.sheet.toLowerCase();
    const own = isOwn ? repeatAt(growth, at.row) : undefined;
    const [first, last = first] = ends as [End, End?];
    const isWithin = own !== undefined && [first, last].every(({ row }) => row >= own.top && row <= own.bottom);
    const isWhole = ends.length === 2 && own?.top === first.row && own.bottom === last.row;
    if (isWithin && !(isWhole && first.isFixed && last.isFixed))
      return written(ends.map((end) => ({ ...end, row: rowAt(growth, end.row, end.isFixed ? 0 : at.copy) })));
    const low = { ...first, row: rowAt(growth, first.row) };
    return written(ends.length === 1 ? [low] : [low, { ...last, row: lastRowAt(growth, last.row) }]);
  });
}

/** A formula as it reads so many rows and columns away: what is fixed stays. */
export function movedFormula(formula: string, rows: number, columns: number): string {
  return rewrite(formula, (ends) => {
    const moved = ends.map((end) => {
      const isColumnFixed = end.column.startsWith('$') || end.column === '';
      const column = isColumnFixed ? end.column : lettersOf(end.column, columns);
      return { ...end, column, row: end.isFixed ? end.row : end.row + rows };
    });
    return moved.some(({ row, column }) => row < 1 || row > limits.rows || column === '#') ? null : written(moved);
  });
}

function lettersOf(column: string, by: number): string {
  const at = (parseReference(`${column.toUpperCase()}1`)?.column ?? 0) + by;
  return at < 1 ? '#' : columnLetters(at);
}
