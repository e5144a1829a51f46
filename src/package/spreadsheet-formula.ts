import { toText, type Exact, type Formula } from '#spec';

/** What the names in a formula stand for. */
export interface Cells {
  /** The cell that holds the sum of a column: empty text where it is unknown. */
  sumOf: (column: string) => string;
  formulaOf: (metric: string) => Formula;
}

/** What is not known: a text that is no number, so that nothing is reckoned with it. */
const unknown = '""';
/** Digits behind the point that are kept of what is exact: more than amounts have, so that doubles leave no trace. */
const digits = 4;

/**
 * The expression of a metric as spreadsheets write it, over cells that hold its sums. Unknown stays unknown, never 0;
 * what is exact is rounded to its digits after each step, as doubles would leave a trace of the last one.
 */
export function spreadsheetFormula(formula: Formula, cells: Cells): string {
  const of = (inner: Formula) => spreadsheetFormula(inner, cells);
  switch (formula.kind) {
    case 'sum':
      return cells.sumOf(formula.column);
    case 'metric':
      return of(cells.formulaOf(formula.name));
    case 'constant':
      return formula.value === null ? unknown : numberText(formula.value);
    case 'coalesce':
      return formula.of.map(of).reduceRight((rest, each) => (isKnown(each) ? each : `IF(${each}="",${rest},${each})`));
    case 'nullif': {
      const [value, unless] = [of(formula.of), of(formula.unless)];
      return `IF(${value}=${unless},"",${value})`;
    }
    case 'cast':
      return of(formula.of);
    case 'arithmetic': {
      const [left, right] = [of(formula.left), of(formula.right)];
      const work = `(${left})${formula.operator}(${right})`;
      const isDivided = formula.operator === '/' || isInexact(formula.left, cells) || isInexact(formula.right, cells);
      return guarded([left, right], isDivided ? work : `ROUND(${work},${digits})`, {
        unless: formula.operator === '/' ? [`(${right})=0`] : [],
        otherwise: unknown,
      });
    }
    case 'comparison': {
      const [left, right] = [of(formula.left), of(formula.right)];
      return guarded([left, right], `(${left})${formula.operator}(${right})`, { otherwise: 'FALSE' });
    }
    case 'case':
      return formula.when.reduceRight(
        (rest, { is, then }) => `IF(${of(is)},${of(then)},${rest})`,
        of(formula.otherwise)
      );
  }
}

const numberText = (value: Exact): string => toText(value);

/** A number that is written as it is cannot be unknown. */
const isKnown = (text: string): boolean => /^-?[\d.]+$/.test(text);

/** What is worked out where every part is known: of nested conditions, since a condition of all looks at all. */
function guarded(parts: readonly string[], work: string, { unless = [] as string[], otherwise = '' }): string {
  const conditions = [...new Set(parts.filter((each) => !isKnown(each)))].map((each) => `(${each})=""`);
  return [...conditions, ...unless].reduceRight((rest, each) => `IF(${each},${otherwise},${rest})`, work);
}

/** Whether a division is in it. */
function isInexact(formula: Formula, cells: Cells): boolean {
  const within = (inner: Formula) => isInexact(inner, cells);
  switch (formula.kind) {
    case 'sum':
    case 'constant':
      return false;
    case 'metric':
      return within(cells.formulaOf(formula.name));
    case 'coalesce':
      return formula.of.some(within);
    case 'nullif':
    case 'cast':
      return within(formula.of);
    case 'arithmetic':
      return formula.operator === '/' || within(formula.left) || within(formula.right);
    case 'comparison':
      return false;
    case 'case':
      return formula.when.some(({ then }) => within(then)) || within(formula.otherwise);
  }
}
