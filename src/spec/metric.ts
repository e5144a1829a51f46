import { formats, isFormat, type Format } from './format.ts';
import type { Formula } from './formula.ts';

/**
 * `additive`: its parts make the whole; `ratio`: one sum over another of the same unit; `average`: a sum over a count.
 */
export type MetricKind = 'additive' | 'ratio' | 'average' | 'other';

/** What the engine knows of a metric besides its words. */
export interface MetricShape {
  kind: MetricKind;
  unit: string | null;
  format: Format;
  /** Of a quotient: the metrics or measures above and below the line, and the count that it rests on. */
  numerator: string | null;
  denominator: string | null;
  n: string | null;
  /** What its denominator leaves out of what the numerator is told of. */
  outside: string | null;
  /** Its numerator lies within its denominator: it never leaves 0 to 1. */
  within: 'yes' | null;
  /** The mart whose rows its statistics are of; null: projects. */
  each: string | null;
}

interface Known {
  formulaOf(metric: string): Formula | undefined;
  headerOf(metric: string): Readonly<Record<string, string>>;
  /** A measure by its name. */
  measure(name: string): { unit: string | null; format?: Format | undefined } | undefined;
}

/**
 * What a metric is, by its expression. What its header says of unit, format and parts holds; the rest follows: a sum is
 * written as what it sums, an average as what is above its line, a ratio in percent.
 */
export function describeMetric(name: string, known: Known): MetricShape {
  const formula = known.formulaOf(name);
  const header = known.headerOf(name);
  const parts = formula ? partsOf(formula) : [];
  const described = parts.map((part) => describe(part, known));
  const [above, below] = described;
  const isQuotient = parts.length === 2;
  const kind = !formula
    ? 'other'
    : isQuotient
      ? quotient(above, below)
      : described.length === 1 && above?.kind === 'additive'
        ? 'additive'
        : 'other';
  const { unit, format } = written(header, kind, above);
  const numerator = header.numerator ?? (isQuotient ? (parts[0]?.name ?? null) : null);
  const denominator = header.denominator ?? (isQuotient ? (parts[1]?.name ?? null) : null);
  const n = header.n ?? (isQuotient && below?.format === 'count' ? denominator : null);
  const within = header.within === 'yes' ? 'yes' : null;
  return {
    kind,
    unit,
    format,
    numerator,
    denominator,
    n,
    outside: header.outside ?? null,
    within,
    each: header.each ?? null,
  };
}

/** The columns whose sums are above and below the line of a quotient; null of whatever is none of two sums. */
export function columnsOfQuotient(
  name: string,
  formulaOf: Known['formulaOf']
): readonly [above: string, below: string] | null {
  const formula = formulaOf(name);
  const columns = (formula ? partsOf(formula) : []).map((part) => columnOf(part, formulaOf));
  const [above, below] = columns;
  return columns.length === 2 && above && below ? [above, below] : null;
}

function columnOf({ name, isMetric }: Summed, formulaOf: Known['formulaOf']): string | null {
  if (!isMetric) return name;
  const formula = formulaOf(name);
  const [only, ...more] = formula ? partsOf(formula) : [];
  return only && more.length === 0 ? columnOf(only, formulaOf) : null;
}

type Part = Pick<MetricShape, 'kind' | 'unit' | 'format'>;

function quotient(above: Part | undefined, below: Part | undefined): MetricKind {
  if (above?.kind !== 'additive' || below?.kind !== 'additive') return 'other';
  return above.unit === below.unit ? 'ratio' : below.format === 'count' ? 'average' : 'other';
}

function written(
  { unit, format: said, title }: Readonly<Record<string, string>>,
  kind: MetricKind,
  above: Part | undefined
): { unit: string | null; format: Format } {
  if (said !== undefined && !isFormat(said))
    throw new Error(`${title}: the format is ${said}, not one of ${Object.keys(formats).join(', ')}`);
  const follows: Part | undefined =
    kind === 'ratio' ? { kind, unit: formats.percent, format: 'percent' } : kind === 'other' ? undefined : above;
  const isOther = unit !== undefined && unit !== follows?.unit;
  const format = said ?? (isOther ? 'decimal' : (follows?.format ?? 'decimal'));
  return { unit: unit ?? (said ? formats[said] : (follows?.unit ?? null)), format };
}

/** A measure, or another metric: they may have the same name. */
interface Summed {
  name: string;
  isMetric: boolean;
}

function describe({ name, isMetric }: Summed, known: Known): Part {
  if (isMetric) return describeMetric(name, known);
  const { unit = null, format = 'decimal' } = known.measure(name) ?? {};
  return { kind: 'additive', unit, format };
}

/** The one name that an expression sums up, or the two of a quotient; none where it says anything else. */
function partsOf(formula: Formula): Summed[] {
  const whole = unguarded(formula);
  if (whole.kind === 'arithmetic' && whole.operator === '/') {
    const [above, below] = [summed(whole.left), summed(withoutZero(whole.right))];
    return above !== null && below !== null ? [above, below] : [];
  }
  const one = summed(whole);
  return one === null ? [] : [one];
}

/** The measure or metric that a sum is of: casts, and nothing counted as 0, change nothing of it. */
function summed(formula: Formula): Summed | null {
  switch (formula.kind) {
    case 'sum':
      return { name: formula.column, isMetric: false };
    case 'metric':
      return { name: formula.name, isMetric: true };
    case 'cast':
      return summed(formula.of);
    case 'coalesce': {
      const [first, second, ...more] = formula.of;
      return first && second && isZero(second) && more.length === 0 ? summed(first) : null;
    }
    default:
      return null;
  }
}

/** What is told while a condition holds, and is unknown otherwise. */
function unguarded(formula: Formula): Formula {
  if (formula.kind === 'cast') return unguarded(formula.of);
  if (formula.kind !== 'case') return formula;
  const [only, ...more] = formula.when;
  const isNull = formula.otherwise.kind === 'constant' && formula.otherwise.value === null;
  return only && more.length === 0 && isNull ? unguarded(only.then) : formula;
}

function withoutZero(formula: Formula): Formula {
  if (formula.kind === 'cast') return withoutZero(formula.of);
  return formula.kind === 'nullif' && isZero(formula.unless) ? formula.of : formula;
}

const isZero = (formula: Formula): boolean => formula.kind === 'constant' && formula.value?.digits === 0n;
