import { notAmong, readFormula, Refusal, type ColumnInfo, type Formula } from '#spec';
import { metricInfo, type Catalog, type Expression } from '../catalog.ts';
import { quoted } from './inline-parameters.ts';

/** What a number is, and what it is made of. */
export interface Subject {
  /** The mart whose sums it is read from. */
  of: string;
  info: ColumnInfo;
  /** Its expression over `p`, in SQL. */
  expression: string;
  /** How readers see what it is made of: the expression, or the formula of its column. */
  formulaText: string;
  formula: Formula;
  formulaOf: (name: string) => Formula;
  terms: Term[];
  isOfProjects: boolean;
}

/** A sum that a number is made of: of a ratio above or below the line, or besides. */
export interface Term {
  column: string;
  role: 'numerator' | 'denominator' | 'term';
  info: ColumnInfo;
  /** Whose rows are summed up. */
  mart: string;
  /** A count of rows of a mart: while of one it is not known whether it counts, the sum is not known either. */
  isOfAll?: true;
}

/** Where the measures of projects and the quotas are summed up. */
const cube = 'cube';

/**
 * The metric of a name, or else the sum of a column that adds up: of
 * marts.cube, or of another mart. Of a single project any number that it has. `sums`: the mart that its sums are in.
 */
export function readSubject(
  catalog: Catalog,
  name: string,
  { of = cube, isOfOne, sums = cube }: { of?: string; isOfOne: boolean; sums?: string }
): Subject {
  if (of !== cube) return ofMart(catalog, of, name);
  const metric = catalog.metrics.get(name);
  if (metric) {
    const formulaOf = (each: string) => formulaNamed(catalog, each);
    const formula = formulaOf(name);
    const info = metricInfo(metric);
    return {
      of,
      info,
      expression: `metrics.${name}(p)`,
      formulaText: withoutHeader(metric.sql),
      formula,
      formulaOf,
      terms: termsOf(catalog, info, formula, formulaOf, sums),
      isOfProjects: metric.isOfProjects,
    };
  }
  const info = columnNamed(catalog, name, isOfOne);
  const isOfProjects = martOf(catalog, cube, name) === 'projects';
  // Of one project what it has is written as it stands.
  const { sql, formula } = sumOf(name, { isCount: isCount(info) && !isOfOne });
  return {
    of,
    info,
    expression: sql,
    formulaText: sql,
    formula,
    formulaOf: () => formula,
    terms: [termOf(catalog, sums, name, 'term')],
    isOfProjects,
  };
}

/**
 * A column of a mart that holds sums, or rows that can be counted.
 * Where it has a formula, it is made of the columns that this names.
 */
function ofMart(catalog: Catalog, of: string, name: string): Subject {
  const columns = catalog.marts.get(of);
  if (!columns)
    throw notAmong(400, 'unknown_mart', '没有表', { parameter: 'of', value: of, allowed: [...catalog.marts.keys()] });
  const info = columns.get(name);
  if (info?.type !== 'number' || info.unit === null) {
    const allowed = Array.from(columns.values()).flatMap((each) =>
      each.type === 'number' && each.unit !== null ? [each.name] : []
    );
    throw notAmong(400, 'unknown_metric', '没有指标', { parameter: 'metric', value: name, allowed });
  }
  const isLedger = catalog.rows.has(of);
  const isOfAll = (column: string) => !isLedger && isCount(columns.get(column));
  const formulaOf = (column: string): Formula => {
    const written = catalog.formulas.get(of)?.get(column);
    return written
      ? read(written, columns.get(column)?.title ?? column, column)
      : sumOf(column, { isCount: isCount(columns.get(column)) }).formula;
  };
  const formula = formulaOf(name);
  const written = catalog.formulas.get(of)?.get(name)?.sql;
  const { sql } = sumOf(name, { isCount: isOfAll(name) });
  const terms = columnsIn(formula, formulaOf).map((column) => ({
    ...termOf(catalog, of, column, 'term'),
    ...(isOfAll(column) ? { isOfAll: true as const } : {}),
  }));
  const definition = info.definition ?? (written === undefined ? undefined : inWords(written, columns));
  return {
    of,
    info: definition === undefined ? info : { ...info, definition },
    expression: isOfAll(name) ? `case when count(*) = count(p.${quoted(name)}) then ${sql} end` : sql,
    formulaText: written ?? sql,
    formula,
    formulaOf,
    terms,
    isOfProjects: true,
  };
}

/** `"limit" - used` as people read it: 年度限额 − 已用. */
const inWords = (formula: string, columns: ReadonlyMap<string, ColumnInfo>): string =>
  formula
    .replaceAll(/"?([a-z_]+)"?/g, (_, name: string) => columns.get(name)?.title ?? name)
    .replaceAll(' - ', ' − ')
    .replaceAll(' + ', ' ＋ ');

export const isCount = (info: ColumnInfo | undefined): boolean => info?.format === 'count';

/** The sum of a column of `p`; of what is counted, 0 where there is nothing. */
export function sumOf(
  column: string,
  { isCount, alias = 'p' }: { isCount: boolean; alias?: string }
): { sql: string; formula: Formula } {
  const sum: Formula = { kind: 'sum', column };
  const sql = `sum(${alias}.${quoted(column)})`;
  if (!isCount) return { sql, formula: sum };
  return {
    sql: `coalesce(${sql}, 0)`,
    formula: { kind: 'coalesce', of: [sum, { kind: 'constant', value: { digits: 0n, decimals: 0 } }] },
  };
}

/** The mart whose rows a column of a mart sums up: the first of those it says that has the column, or itself. */
function martOf(catalog: Catalog, of: string, column: string): string {
  return catalog.rows.get(of)?.find((mart) => catalog.marts.get(mart)?.get(column)?.type === 'number') ?? of;
}

/** An expression without the header of its file. */
const withoutHeader = (sql: string): string => sql.replace(/^(?:--.*\n)+/, '');

/** The columns whose sums have a meaning: the measures of marts.cube. */
export const isAdditive = (catalog: Catalog, name: string): boolean =>
  catalog.marts.get('cube')?.get(name)?.type === 'number';

function columnNamed(catalog: Catalog, name: string, isOfOne: boolean): ColumnInfo {
  const own = catalog.marts.get('projects')?.get(name);
  const column = isAdditive(catalog, name)
    ? (own ?? catalog.marts.get('cube')?.get(name))
    : isOfOne && own?.type === 'number'
      ? own
      : undefined;
  if (column) return column;
  const measures = Array.from(catalog.marts.get('cube')?.values() ?? []).flatMap((each) =>
    each.type === 'number' ? [each.name] : []
  );
  throw notAmong(400, 'unknown_metric', '没有指标', {
    parameter: 'metric',
    value: name,
    allowed: [...new Set([...catalog.metrics.keys(), ...measures])],
  });
}

function formulaNamed(catalog: Catalog, name: string): Formula {
  return read({ sql: '', tree: catalog.trees.get(name) ?? '{}' }, catalog.metrics.get(name)?.title ?? name, name);
}

function read({ tree }: Expression, title: string, name: string): Formula {
  try {
    return readFormula(tree);
  } catch (error) {
    throw new Refusal(
      400,
      'not_traceable',
      `指标“${title}”（${name}）的公式不能逐行复算：${(error as Error).message}`,
      { parameter: 'metric', value: name }
    );
  }
}

function termsOf(
  catalog: Catalog,
  { numerator, denominator }: ColumnInfo,
  formula: Formula,
  formulaOf: Subject['formulaOf'],
  sums: string
): Term[] {
  const sumsOf = (name: string | undefined) =>
    name === undefined ? [] : catalog.trees.has(name) ? columnsIn(formulaOf(name), formulaOf) : [name];
  const roles = new Map<string, Term['role']>();
  for (const column of columnsIn(formula, formulaOf)) roles.set(column, 'term');
  for (const column of sumsOf(denominator)) roles.set(column, 'denominator');
  for (const column of sumsOf(numerator)) roles.set(column, 'numerator');
  const order = ['numerator', 'denominator', 'term'];
  return Array.from(roles, ([column, role]) => termOf(catalog, sums, column, role)).sort(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role)
  );
}

function termOf(catalog: Catalog, of: string, column: string, role: Term['role']): Term {
  const mart = martOf(catalog, of, column);
  const metric = of === cube ? catalog.metrics.get(column) : undefined;
  const info = metric ? metricInfo(metric) : catalog.marts.get(mart)?.get(column);
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
