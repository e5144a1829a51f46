import { notAmong, Refusal, type ColumnInfo } from '#spec';
import { columnsOfQuotas, type Catalog } from '../catalog.ts';
import { readFormula, type Formula } from './formula.ts';

/** What a number is, and what it is made of. */
export interface Subject {
  info: ColumnInfo;
  /** Its expression over `p`, in SQL. */
  expression: string;
  formula: Formula;
  formulaOf: (metric: string) => Formula;
  terms: Term[];
  isOfProjects: boolean;
}

/** A sum that a number is made of: of a ratio above or below the line, or besides. */
export interface Term {
  column: string;
  role: 'numerator' | 'denominator' | 'term';
  info: ColumnInfo;
  /** Whose rows are summed up. */
  mart: 'projects' | 'quotas';
}

/** The metric of a name, or else the sum of a column that adds up; of a single project also any number that it has. */
export function readSubject(catalog: Catalog, name: string, { isOfOne }: { isOfOne: boolean }): Subject {
  const metric = catalog.metrics.get(name);
  if (metric) {
    const formulaOf = (each: string) => formulaNamed(catalog, each);
    const formula = formulaOf(name);
    const { sql: _, isOfProjects, ...info } = metric;
    return { info, expression: `metrics.${name}(p)`, formula, formulaOf, terms: termsOf(catalog, info, formula, formulaOf), isOfProjects };
  }
  const column = columnNamed(catalog, name, isOfOne);
  const sum: Formula = { kind: 'sum', column: name };
  const isOfProjects = !columnsOfQuotas(catalog.marts).includes(name);
  // A count of nothing is 0; a sum of nothing is unknown.
  const isCount = column.unit === '个' && isOfProjects && !isOfOne;
  return {
    info: column,
    expression: isCount ? `coalesce(sum(p.${name}), 0)` : `sum(p.${name})`,
    formula: isCount ? { kind: 'coalesce', of: [sum, { kind: 'constant', value: { digits: 0n, decimals: 0 } }] } : sum,
    formulaOf: () => sum,
    terms: [termOf(catalog, name, 'term')],
    isOfProjects,
  };
}

/** The columns whose sums have a meaning: the measures of marts.cells. */
export const isAdditive = (catalog: Catalog, name: string): boolean => catalog.marts.get('cells')?.get(name)?.type === 'number';

function columnNamed(catalog: Catalog, name: string, isOfOne: boolean): ColumnInfo {
  const own = catalog.marts.get('projects')?.get(name);
  const column = isAdditive(catalog, name) ? (own ?? catalog.marts.get('cells')?.get(name)) : isOfOne && own?.type === 'number' ? own : undefined;
  if (column) return column;
  const measures = Array.from(catalog.marts.get('cells')?.values() ?? []).flatMap((each) => (each.type === 'number' ? [each.name] : []));
  throw notAmong(400, 'unknown_metric', '没有指标', { parameter: 'metric', value: name, allowed: [...new Set([...catalog.metrics.keys(), ...measures])] });
}

function formulaNamed(catalog: Catalog, name: string): Formula {
  try {
    return readFormula(catalog.trees.get(name) ?? '{}');
  } catch (error) {
    const title = catalog.metrics.get(name)?.title ?? name;
    throw new Refusal(400, 'not_traceable', `指标“${title}”（${name}）的公式不能逐行复算：${(error as Error).message}`, { parameter: 'metric', value: name });
  }
}

function termsOf(catalog: Catalog, { numerator, denominator }: ColumnInfo, formula: Formula, formulaOf: Subject['formulaOf']): Term[] {
  const sumsOf = (name: string | undefined) => (name === undefined ? [] : catalog.trees.has(name) ? columnsIn(formulaOf(name), formulaOf) : [name]);
  const roles = new Map<string, Term['role']>();
  for (const column of columnsIn(formula, formulaOf)) roles.set(column, 'term');
  for (const column of sumsOf(denominator)) roles.set(column, 'denominator');
  for (const column of sumsOf(numerator)) roles.set(column, 'numerator');
  const order = ['numerator', 'denominator', 'term'];
  return Array.from(roles, ([column, role]) => termOf(catalog, column, role)).sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

function termOf(catalog: Catalog, column: string, role: Term['role']): Term {
  const mart = columnsOfQuotas(catalog.marts).includes(column) ? 'quotas' : 'projects';
  const { sql: _sql, isOfProjects: _isOfProjects, ...info } = { sql: '', isOfProjects: true, ...(catalog.metrics.get(column) ?? catalog.marts.get(mart)?.get(column)) };
  return { column, role, info: { title: column, unit: null, ...info, name: column, type: 'number' }, mart };
}

/** The columns that a formula sums up, its metrics' among them, in the order in which it names them. */
function columnsIn(formula: Formula, formulaOf: Subject['formulaOf']): string[] {
  const within = (...parts: Formula[]) => [...new Set(parts.flatMap((part) => columnsIn(part, formulaOf)))];
  switch (formula.kind) {
    case 'sum':
      return [formula.column];
    case 'metric':
      return within(formulaOf(formula.name));
    case 'constant':
      return [];
    case 'coalesce':
      return within(...formula.of);
    case 'nullif':
      return within(formula.of, formula.unless);
    case 'cast':
      return within(formula.of);
    case 'arithmetic':
    case 'comparison':
      return within(formula.left, formula.right);
    case 'case':
      return within(...formula.when.flatMap(({ is, then }) => [then, is]), formula.otherwise);
  }
}
