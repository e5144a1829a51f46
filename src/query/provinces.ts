import type { Row, Unfit } from '#spec';
import { isOfNotice } from './dimensions.ts';

/** What a question is narrowed to, by dimension. */
interface Chosen {
  filters: ReadonlyMap<string, readonly string[]>;
}

/** One of the provinces that a version reads together. */
export interface KnownProvince {
  province: string;
  /** Where its own server is reached; null: nobody said. */
  address: string | null;
  /** Its own version that is read; null where it is not read. */
  version: string | null;
  asOf: string | null;
  loadedAt: string | null;
  /** What is to be told of it though it is read. */
  doubt: string | null;
  /** Why it is not read. */
  absent: string | null;
}

/** What a version knows of provinces; nothing where it is of one alone. */
export interface KnownProvinces {
  provinces: readonly KnownProvince[];
  /** By dimension and value, what it is called in each province that has it. */
  ofProvinces: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, string>>>;
}

export async function readKnownProvinces(rows: (sql: string) => Promise<Row[]>): Promise<KnownProvinces> {
  const there = await rows(
    `select 1 from duckdb_tables() where database_name = current_database() and schema_name = 'loads' and table_name = 'provinces'`
  );
  if (there.length === 0) return { provinces: [], ofProvinces: new Map() };
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const provinces = (await rows('from loads.provinces')).map((row) => ({
    province: String(row.province),
    address: text(row.address),
    version: text(row.version),
    asOf: text(row.as_of),
    loadedAt: text(row.loaded_at),
    doubt: text(row.doubt),
    absent: text(row.absent),
  }));
  const ofProvinces = new Map<string, Map<string, Map<string, string>>>();
  for (const { dimension, told, province, own } of await rows('from loads.names')) {
    const values = ofProvinces.get(String(dimension)) ?? new Map<string, Map<string, string>>();
    ofProvinces.set(String(dimension), values);
    values.set(String(told), (values.get(String(told)) ?? new Map()).set(String(province), String(own)));
  }
  return { provinces, ofProvinces };
}

/** Of a row of reference data, the provinces that say it: a text that begins and ends with what stands between them. */
const sayers = 'of_provinces';

/** What of reference data the provinces in view say: what another says would be told of them as 0. */
export const saidInView = (columns: { has(name: string): boolean } | null, { filters }: Chosen): string => {
  const chosen = filters.get(dimension) ?? [];
  const said = chosen.map((_, index) => `contains(${sayers}, '、' || $${dimension}_${index} || '、')`);
  return columns?.has(sayers) === false || said.length === 0 ? 'true' : `(${said.join(' or ')})`;
};

/** No text, comment or quoted name: reference data as a query reads it, perhaps under another name. */
const mentions = /'(?:[^']|'')*'|--[^\n]*|"(?:[^"]|"")*"|\breference\.(\w+)\b(\s+as\s+\w+)?/g;

/** A query that reads reference data of provinces, and what it reads then in its place; of one province the same. */
export function narrowedReference(
  { provinces }: Pick<KnownProvinces, 'provinces'>,
  view: Chosen,
  sql: string
): { sql: string; relations: string[] } {
  if (provinces.length === 0) return { sql, relations: [] };
  const tables = new Set<string>();
  const text = sql.replaceAll(mentions, (found: string, table: string | undefined, as: string | undefined) => {
    if (table === undefined || table === listed) return found;
    tables.add(table);
    return `reference_${table}${as ?? ` as ${table}`}`;
  });
  const relations = Array.from(
    tables,
    (table) =>
      `reference_${table} as not materialized (select * exclude (${sayers}) from reference.${table} where ${saidInView(null, view)})`
  );
  return { sql: text, relations };
}

/** The table of the provinces themselves, which none of them says. */
const listed = 'provinces';

/**
 * What is to be told with every answer that is read across provinces: which of them are not in it and why, which are
 * old, that they are of several days, and which have nothing that these filters could be asked of. What is not there is
 * never 0.
 */
export function sayProvinces({ provinces, ofProvinces }: KnownProvinces, { filters }: Chosen): Unfit[] {
  if (provinces.length === 0) return [];
  const chosen = filters.get(dimension);
  const inView = provinces.filter(({ province }) => chosen?.includes(province) ?? true);
  const read = inView.filter(({ absent }) => absent === null);
  const said: Unfit[] = inView.flatMap(({ province, absent }) =>
    absent === null ? [] : [leftOut(`没有${province}：${absent}。各数都不含它，不是 0。`)]
  );
  for (const { province, doubt } of read)
    if (doubt !== null) said.push(leftOut(`${province}的数可能是旧的：${doubt}。`));
  const days = Map.groupBy(read, ({ asOf }) => asOf);
  if (days.size > 1) {
    const each = Array.from(days, ([day, those]) => `${those.map(({ province }) => province).join('、')}截至 ${day}`);
    said.push(leftOut(`各省的截至日不同：${each.join('；')}。`));
  }
  for (const [name, values] of filters) {
    const known = ofProvinces.get(name);
    if (!isOfNotice(name) || known === undefined) continue;
    const having = new Set(values.flatMap((value) => [...(known.get(value)?.keys() ?? [])]));
    const lacking = read.filter(({ province }) => !having.has(province)).map(({ province }) => province);
    if (having.size === 0 || lacking.length === 0) continue;
    const says = `${values.join('、')}只是${[...having].join('、')}的：${lacking.join('、')}的通知里没有这一项，没有可比，不是 0。`;
    said.push({ ...leftOut(says), filters: [name] });
  }
  return said;
}

const leftOut = (says: string): Unfit => ({ state: 'left_out', filters: [], says });

/** What a province is the value of. */
const dimension = 'province';
