import type { Table } from './answers/index.ts';
import type { Row, Value } from './table.ts';

/** A dimension that numbers are filtered by, and the values it has in the data. */
interface Filter {
  name: string;
  values: readonly string[];
  /** Those of the values that no table lists. */
  unlisted?: readonly string[];
  /** There are more values than these. */
  isPartial?: true;
  /** Its values are days. */
  isOfDays?: true;
}

/** A number of a mart that is not of projects: its name, and what it is of. */
export interface MartNumber {
  metric: string;
  of: string;
  /** What its row says of itself; null: unknown. */
  keys: readonly (readonly [string, Value | undefined])[];
}

/** Where a number stands: what was asked for, the filters among it, and all filters that there are. */
export interface LinkContext {
  params: URLSearchParams;
  filters: readonly Filter[];
  /** What the address means in full, where it leaves something unsaid. */
  asked?: URLSearchParams;
}

/** The address of 读数溯源 of a number in a table; null where there is none. */
export function proofHref(
  { proof }: Pick<Table, 'proof'>,
  row: Row,
  name: string,
  { params: said, filters, asked: params = said }: LinkContext
): string | null {
  if (!proof?.columns.includes(name)) return null;
  if (proof.of !== undefined)
    return proofHrefOf(
      { metric: name, of: proof.of, keys: proof.keys.map((key) => [key, row[key]] as const) },
      proof.isLedger ? null : filters,
      params
    );
  const version = versionIn(params);
  const project = proof.keys.includes('project_id') ? row.project_id : null;
  if (typeof project === 'string') return explained([['metric', name], ['project_id', project], ...version]);
  const keys = proof.keys.flatMap((key) => {
    const value = row[key] ?? null;
    const gathered = typeof value === 'string' ? (proof.gathers?.[key]?.[value] ?? []) : [];
    // Of a filter that the panel does not hear, a row may say what is not chosen.
    const chosen = proof.unheard?.includes(key) ? [] : params.getAll(key);
    return keyOf(key, [value, ...gathered], filters, chosen);
  });
  const isKept = (filter: string) =>
    filters.some((each) => each.name === filter) &&
    !keys.some(([key]) => key === filter) &&
    !proof.unheard?.includes(filter);
  const kept = Array.from(params).filter(([filter, value]) => value !== '' && isKept(filter));
  return explained([
    ['metric', name],
    ...(proof.panel ? [['panel', proof.panel] as const] : []),
    ...keys,
    ...kept,
    ...version,
  ]);
}

/**
 * The address of 读数溯源 of a number of another mart, of all the filters in
 * force or, with `null`, of none: what a ledger counts knows no filter.
 */
export function proofHrefOf(
  { metric, of, keys }: MartNumber,
  filters: readonly Filter[] | null,
  params: URLSearchParams
): string {
  const only = keys.map(
    ([key, value]) => ['only', `${key}:${value === null || value === undefined ? '' : String(value)}`] as const
  );
  const kept = filters
    ? Array.from(params).filter(([filter, value]) => value !== '' && filters.some(({ name }) => name === filter))
    : [];
  return explained([['metric', metric], ['of', of], ...only, ...kept, ...versionIn(params)]);
}

const explained = (asked: readonly (readonly [string, string])[]): string =>
  `/explain?${new URLSearchParams(asked.map(([name, value]) => [name, value]))}`;

/** Of which version a number is, and of which earlier day. */
const versionIn = (params: URLSearchParams) =>
  Array.from(params).filter(([name, value]) => name === 'version' || (name === 'as_of' && value !== ''));

/**
 * What a row is about, as filters or, where the filters in force leave its values out, as a condition besides them. A
 * group that gathers several values, and is called by none of them, narrows nothing.
 */
function keyOf(
  key: string,
  [value, ...gathered]: readonly unknown[],
  filters: readonly Filter[],
  chosen: readonly string[]
): (readonly [string, string])[] {
  if (value === null || value === undefined) return [['only', `${key}:`]];
  const filter = filters.find(({ name }) => name === key);
  if (!filter) return [['only', `${key}:${String(value)}`]];
  if (!filter.isPartial && !filter.values.includes(String(value))) return [];
  const left = [value, ...gathered].map(String).filter((each) => chosen.length === 0 || chosen.includes(each));
  return left.length === 0 ? [['only', `${key}:${String(value)}`]] : left.map((each) => [key, each] as const);
}
