import { readFraction, type Fraction } from '#spec/fraction';
import { relationNames, scopedRelations, type Catalog, type QueryContext, type View } from '#query';
import { everything } from '#spec';
import { QueryError } from '#warehouse';
import type { City } from './quota-rule.ts';
import { columnsAsked, type QuotaText } from './quota-text.ts';
import { dueColumns } from './rates.ts';
import { RefusedScenario } from './refused.ts';
import { readOnce, type Remembered } from './remembered.ts';
import type { RankedProject } from './replay.ts';

/** A version as scenarios read it: whole, since who may not see the province may see none of them. */
export interface Ground {
  context: QueryContext;
  catalog: Catalog;
  /** What was read of this version before. */
  remembered?: Remembered;
}

/** A city of a batch: its quota then, which is what a rule calls its last one. */
export interface CityOfBatch {
  city: string;
  code: string;
  quota: number | null;
}

/** A project of a past batch, with what people call it by. */
export interface NamedProject extends RankedProject {
  city: string;
  name: string | null;
  applicant: string | null;
  /** 县已推、市未推. */
  isWaiting: boolean;
  /** Whether it takes a place is not known: the notice does not say it yet. */
  isUncertain: boolean;
}

const viewOf = (batch: string): View => ({ filters: new Map([['batch', [batch]]]), scope: everything });

export async function askRows<T>(
  { context, catalog }: Ground,
  name: string,
  batch: string | null,
  sql: string
): Promise<T[]> {
  const names = relationNames(catalog).filter((relation) => new RegExp(`\\b${relation}\\b`).test(sql));
  const view: View = batch === null ? { filters: new Map(), scope: everything } : viewOf(batch);
  const bound = scopedRelations(catalog, names, view, sql);
  const { reading, deadline } = context;
  const result = await reading.read(name, bound.sql, { ...deadline, values: bound.values, isStreamed: false });
  return (await result.rows()) as T[];
}

/** The same, read once of each version. */
export const askOnce = <T>(ground: Ground, name: string, batch: string | null, sql: string): Promise<T[]> =>
  readOnce(ground.remembered, JSON.stringify([name, batch, sql]), () => askRows<T>(ground, name, batch, sql));

/**
 * The batches that anything was listed in, the latest first: what a rule can be tried on. First those of which the
 * quota of every city was handed in: only they have a total.
 */
export async function batchesOf(ground: Ground): Promise<string[]> {
  const sql = `select batch, coalesce(sum(quota_missing), 0)::integer as missing
    from cube group by batch having sum(listed) > 0 and count(quota) > 0`;
  const rows = await askOnce<{ batch: string; missing: number }>(ground, 'batches', null, sql);
  const missing = new Map(rows.map((row) => [row.batch, row.missing]));
  const found = ground.catalog.values.batch.filter((batch) => missing.has(batch)).reverse();
  return [...found.filter((batch) => missing.get(batch) === 0), ...found.filter((batch) => missing.get(batch) !== 0)];
}

/** The batch before one, of those that can be tried. */
export function batchBefore({ catalog }: Ground, batches: readonly string[], batch: string): string | null {
  const inOrder = catalog.values.batch.filter((each) => batches.includes(each));
  return inOrder[inOrder.indexOf(batch) - 1] ?? null;
}

/** Of each city all that are due of a batch, with a conclusion or without. */
export async function dueOf(ground: Ground, batch: string): Promise<Map<string, City['values']>> {
  const sql = `select city, ${dueColumns.map((column) => `sum(${column})::varchar as ${column}`).join(', ')}
    from province_cube group by city`;
  const rows = await askOnce<Record<string, string | null>>(ground, 'due', batch, sql);
  return new Map(
    rows.map((row) => [
      row.city!,
      Object.fromEntries(
        dueColumns.map((column) => [column, (row[column] ?? null) === null ? null : readFraction(row[column]!)])
      ),
    ])
  );
}

/** Every city with its quota of a batch, in the order of codes. */
export async function citiesOf(ground: Ground, batch: string): Promise<CityOfBatch[]> {
  const sql = `select c.code, c.city, q.quota from reference.cities as c left join quotas as q using (city) order by c.code`;
  return askOnce<CityOfBatch>(ground, 'quotas', batch, sql);
}

export const projectsOf = (ground: Ground, batch: string): Promise<NamedProject[]> =>
  readOnce(ground.remembered, `projects ${batch}`, () => readProjects(ground, batch));

async function readProjects(ground: Ground, batch: string): Promise<NamedProject[]> {
  const rows = await askRows<Record<string, string | number | null>>(
    ground,
    'ranks',
    batch,
    `select project_id, project_name, applicant, city, rank, recommended, county_recommended, quota_used, listed, accepted,
       concluded, terminated
     from projects`
  );
  return rows.map((row) => ({
    id: String(row.project_id),
    city: String(row.city),
    name: row.project_name as string | null,
    applicant: row.applicant as string | null,
    rank: row.rank === null ? null : Number(row.rank),
    isCounted: row.quota_used === 1,
    isUncertain: row.recommended === 1 && row.quota_used === null,
    isListed: row.listed === 1,
    isAccepted: row.accepted === 1 ? true : row.concluded === 1 || row.terminated === 1 ? false : null,
    isWaiting: row.county_recommended === 1 && row.recommended !== 1,
  }));
}

/** What a rule's query answers: of each city its numbers, and in words what it says of them (its column `told`). */
export interface RuleAnswer {
  values: Map<string, City['values']>;
  told: string[];
}

/** Of each city of a batch, exactly; a city that the query leaves out is unknown, never 0. */
export async function answerOf(ground: Ground, rule: QuotaText, batch: string): Promise<RuleAnswer> {
  const columns = columnsAsked(rule).filter((column) => column !== 'previous');
  const isTelling = /\bas\s+told\b/i.test(rule.text);
  const asked = columns.map(
    (column) => `"${column}"::varchar as "${column}", typeof("${column}") as "type of ${column}"`
  );
  const body = rule.text.replace(/;\s*$/, '');
  const sql = `select ${['city', ...asked, ...(isTelling ? ['told::varchar as told'] : [])].join(', ')} from (\n${body}\n)`;
  const found = await askOnce<Record<string, string | null>>(ground, rule.file, batch, sql).catch((error: unknown) => {
    // The rule is content, and a version may lack what it asks for.
    if (!(error instanceof QueryError)) throw error;
    throw new RefusedScenario('query_failed', [error.message.split('\n')[0]!.slice(0, 200)]);
  });
  // A query says nothing by the order of its rows.
  const known = ground.catalog.values.city;
  const place = ({ city }: { city?: string | null }) => known.indexOf(city ?? '');
  const rows = found.toSorted((a, b) => place(a) - place(b) || ((a.city ?? '') < (b.city ?? '') ? -1 : 1));
  const inexact = columns.filter((column) =>
    rows.some(
      (row) => !/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\(.*\))$/.test(row[`type of ${column}`] ?? 'INTEGER')
    )
  );
  if (inexact.length > 0) throw new RefusedScenario('inexact_column', inexact);
  const cities = rows.map(({ city }) => city ?? '');
  const doubled = cities.filter((city, at) => cities.indexOf(city) !== at);
  if (doubled.length > 0) throw new RefusedScenario('double_city', doubled);
  const values = new Map(
    rows.map((row) => [
      row.city!,
      Object.fromEntries(
        columns.map((column): [string, Fraction | null] => [
          column,
          (row[column] ?? null) === null ? null : readFraction(row[column]!),
        ])
      ),
    ])
  );
  return { values, told: isTelling ? sayTogether(rows) : [] };
}

/** The numbers alone. */
export const valuesOf = async (ground: Ground, rule: QuotaText, batch: string): Promise<Map<string, City['values']>> =>
  (await answerOf(ground, rule, batch)).values;

/** What is said of several cities alike is said once. */
function sayTogether(rows: readonly Record<string, string | null>[]): string[] {
  const saying = rows.filter(({ told }) => (told ?? null) !== null);
  return [...Map.groupBy(saying, ({ told }) => told!)].map(([told, of]) => {
    const who = of.length === rows.length ? `各市（${rows.length} 个）` : of.map(({ city }) => city).join('、');
    return `${who}：${told}。`;
  });
}
