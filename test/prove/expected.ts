import type { Row } from '#spec';
import { cubeDimensions, dimensionNames as dimensions } from '#query';
import { quotaDimensions, quotaMeasures, type Province } from './province.ts';

/** What a number must be, and the sums it must be made of. */
export interface Expected {
  /** undefined: of a metric that is neither sum nor quotient only its own proof tells. */
  value: number | null | undefined;
  sums: Pick<ReadonlyMap<string, Sum>, 'get'>;
}

export interface Sum {
  value: number | null;
  /** How many rows add to it. */
  rows: number;
}

/**
 * Works the number of an address out from the projects and the quotas
 * themselves, or the rows of another mart, in fen and in this file's own words.
 */
export function expected(province: Province, address: URLSearchParams, where: string | undefined): Expected {
  const of = address.get('of');
  if (of !== null)
    return expectedOf(
      province.others.get(of) ?? [],
      address,
      of === 'findings' || province.counts.has(`${of}.${address.get('metric')}`)
    );
  const { projects, quotas } = inView(province, address, where);
  const [, name = '', statistic] = /^([^.]*)(?:\.(\w+))?$/.exec(address.get('metric') ?? '') ?? [];
  if (statistic !== undefined) return expectedStatistic(province, { name, statistic, rows: projects });
  const sums = new Map<string, Sum>();
  const sum = (column: string): Sum => {
    const known =
      sums.get(column) ??
      (quotaMeasures(province.quotas).includes(column) ? add(quotas, column) : add(projects, column));
    sums.set(column, known);
    return known;
  };
  return { value: valueOf(province, address, sum), sums };
}

/** What of the ratios of the rows one by one is told. */
function expectedStatistic(
  province: Province,
  { name, statistic, rows }: { name: string; statistic: string; rows: readonly Row[] }
): Expected {
  const figure = (named: string, row: Row) =>
    valueOf(province, new URLSearchParams({ metric: named, project_id: '' }), (column) => add([row], column)) ?? null;
  const numerator = province.metrics.find((metric) => metric.name === name)?.numerator ?? name;
  const told = rows.flatMap((row) => {
    const value = figure(name, row);
    return value === null ? [] : [{ value, above: figure(numerator, row) ?? 0 }];
  });
  const sorted = told.map(({ value }) => value).sort((a, b) => a - b);
  const largest = told.map(({ above }) => above).sort((a, b) => b - a);
  const total = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low === undefined || high === undefined ? null : low * (1 - (place % 1)) + high * (place % 1);
  };
  const above = sorted.filter((value) => value > 1).length;
  const bound = boundOf(sorted.length);
  const values: Readonly<Record<string, number | null>> = {
    n: sorted.length,
    lowest: sorted[0] ?? null,
    quartile_1: at(0.25),
    median: at(0.5),
    median_low: sorted[bound - 1] ?? null,
    median_high: bound === 0 ? null : sorted[sorted.length - bound]!,
    quartile_3: at(0.75),
    highest: sorted.at(-1) ?? null,
    above_one: above,
    above_one_share: sorted.length === 0 ? null : above / sorted.length,
    top_10_share: sorted.length > 10 ? total(largest.slice(0, 10)) / total(largest) : null,
  };
  return { value: values[statistic], sums: new Map() };
}

/** The rank of the values that bound a median: fewer fall on one side by chance in 1 of 40 cases at most. */
function boundOf(n: number): number {
  const ln = (upTo: number) => Array.from({ length: upTo }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0);
  let [rank, below] = [0, 0];
  for (;;) {
    below += Math.exp(ln(n) - ln(rank) - ln(n - rank) - n * Math.LN2);
    if (below > 0.025) return rank;
    rank += 1;
  }
}

/** Of findings as many as hold what is asked; of a ledger the one row that is meant, and what it is made of. */
function expectedOf(rows: readonly Row[], address: URLSearchParams, isCount: boolean): Expected {
  const name = address.get('metric') ?? '';
  const filters = dimensions.flatMap((each) => (address.has(each) ? [[each, address.getAll(each)] as const] : []));
  const found = foundIn(rows, address, filters);
  const isThere = (column: string) => rows[0] !== undefined && Object.hasOwn(rows[0], column);
  const sums = { get: (column: string) => (isThere(column) ? add(found, column) : undefined) };
  const rules =
    onlyOf(address)
      .get('rule')
      ?.map(([, rule]) => rule) ?? [];
  if (address.get('of') === 'findings' && rules.length > 0 && rules.every((rule) => isSilent(rows, rule, filters)))
    return { value: null, sums: new Map() };
  const { value = null } = sums.get(name) ?? {};
  // While of one row it is not known whether it counts, neither is how many do; of no rows that is none.
  const isUnknown = found.some((row) => row[name] === null);
  return {
    value: isCount ? (isUnknown ? null : (value ?? 0)) : value,
    sums: address.get('of') === 'findings' ? sums : new Map(),
  };
}

type Filters = readonly (readonly [string, readonly string[]])[];

const onlyOf = (address: URLSearchParams) =>
  Map.groupBy(
    address
      .getAll('only')
      .map((each) => [each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1)] as const),
    ([column]) => column
  );

/** By the rows, what was found among them for the addresses that differ in their number alone. */
const kept = new WeakMap<readonly Row[], Map<string, Row[]>>();

function foundIn(rows: readonly Row[], address: URLSearchParams, filters: Filters): Row[] {
  const ofRows = kept.get(rows) ?? new Map<string, Row[]>();
  kept.set(rows, ofRows);
  const key = String(new URLSearchParams(Array.from(address).filter(([each]) => each !== 'metric')));
  const known = ofRows.get(key);
  if (known) return known;
  const only = Array.from(onlyOf(address));
  const found = rows.filter(
    (row) =>
      filters.every(([column, values]) => valuesIn(row, column).some((value) => values.includes(value))) &&
      only.every(([column, values]) => values.some(([, value]) => ownIn(row, column).includes(value)))
  );
  ofRows.set(key, found);
  return found;
}

/** Whether nothing that a rule judges has any of what is filtered by: a direction has no task, a firm no county. */
function isSilent(rows: readonly Row[], rule: string, filters: Filters): boolean {
  const judged = judgedBy(rows, rule);
  const knows = (of: readonly Row[], name: string) => of.some((row) => valuesIn(row, name).some((each) => each !== ''));
  return judged.length > 0 && judged.every((of) => filters.some(([name]) => !knows(of, name)));
}

const judgements = new WeakMap<readonly Row[], Map<unknown, Row[][]>>();

/** What a rule judges, apart by what kind of subject it is. */
function judgedBy(rows: readonly Row[], rule: string): readonly Row[][] {
  const byRule =
    judgements.get(rows) ??
    new Map(
      Array.from(
        Map.groupBy(rows, (row) => row.rule),
        ([name, of]) => [name, [...Map.groupBy(of, (row) => row.subject_kind).values()]]
      )
    );
  judgements.set(rows, byRule);
  return byRule.get(rule) ?? [];
}

/** What is counted over several batches is of each of them. */
const ownIn = (row: Row, column: string): string[] =>
  column === 'batch' && typeof row.batches === 'string' ? row.batches.split('、') : [String(row[column] ?? '')];

/** What is told of the firm of several cities stands under each, where a city is filtered by. */
const valuesIn = (row: Row, column: string): string[] =>
  column === 'city' && typeof row.cities === 'string' ? row.cities.split('、') : ownIn(row, column);

function valueOf(
  { metrics, measures }: Province,
  address: URLSearchParams,
  sum: (column: string) => Sum
): number | null | undefined {
  const name = address.get('metric') ?? '';
  // While a city's quota is not known, neither is what is left of all of them; nor while it is not known who uses one.
  if (name === 'quota_free' || name === 'quota_over') {
    const unknown = (sum('quota_unknown').value ?? 0) + (sum('exemption_unknown').value ?? 0);
    return unknown > 0 ? null : sum(name).value;
  }
  if (name === 'quota_remaining' || name === 'quota_use_rate') {
    const [unknown, quota, used] = [sum('quota_unknown').value ?? 0, sum('quota').value, sum('quota_used').value ?? 0];
    if (unknown > 0 || quota === null) return null;
    return name === 'quota_remaining' ? quota - used : quota === 0 ? null : used / quota;
  }
  return numberOf(name);

  function numberOf(named: string): number | null | undefined {
    const metric = metrics.find((each) => each.name === named);
    if (metric?.numerator && metric.denominator) {
      const [above, below] = [numberOf(metric.numerator), numberOf(metric.denominator)];
      if (above === undefined || below === undefined) return undefined;
      return !below || above === null ? null : above / below;
    }
    const [, column = named] = /^(?:--.*\n)*[^a-z]*(?:coalesce\()?sum\(p\.(\w+)\)/.exec(metric?.sql ?? '') ?? [];
    if (metric && metric.kind !== 'additive') return undefined;
    const isZeroOfNone = metric
      ? metric.sql.includes('coalesce(')
      : measures.find((each) => each.name === named)?.format === 'count' && !address.has('project_id');
    return sum(column).value ?? (isZeroOfNone ? 0 : null);
  }
}

function add(rows: readonly Readonly<Record<string, unknown>>[], column: string): Sum {
  let fen: bigint | null = null;
  let count = 0;
  for (const row of rows) {
    const value = row[column];
    if (typeof value !== 'number') continue;
    fen = (fen ?? 0n) + BigInt(Math.round(value * 100));
    if (value !== 0) count += 1;
  }
  return { value: fen === null ? null : Number(fen) / 100, rows: count };
}

/** The numbers whose statistics are of payments, one by one. */
const perPayment = ['days_to_allocate', 'days_to_pay'];

function inView(
  { projects, payments, quotas }: Pick<Province, 'projects' | 'payments' | 'quotas'>,
  address: URLSearchParams,
  where: string | undefined
): { projects: Row[]; quotas: Readonly<Record<string, unknown>>[] } {
  const filters = [...dimensions, ...cubeDimensions].flatMap((name) =>
    address.has(name) ? [[name, address.getAll(name)] as const] : []
  );
  const [of = '', statistic] = (address.get('metric') ?? '').split('.');
  const isOfPayments =
    cubeDimensions.some((name) => address.has(name)) || (statistic !== undefined && perPayment.includes(of));
  const only = [
    ...address.getAll('only'),
    ...(where?.split(',') ?? []),
    ...(address.has('project_id') ? [`project_id:${address.get('project_id')}`] : []),
  ].map((each) => {
    const [name = '', ...rest] = each.trim().split(':');
    return [name, rest.join(':')] as const;
  });
  const holds = (row: Readonly<Record<string, unknown>>) =>
    filters.every(([name, values]) => values.includes(String(row[name] ?? '')));
  const isMeant = (row: Row) => only.every(([name, value]) => String(row[name] ?? '') === value);
  const hasQuotas = only.length === 0 && filters.every(([name]) => quotaDimensions(quotas).includes(name));
  return {
    projects: (isOfPayments ? payments : projects).filter((row) => holds(row) && isMeant(row)),
    quotas: hasQuotas ? quotas.filter((quota) => holds({ ...quota })).map((quota) => ({ ...quota })) : [],
  };
}
