import { decisionColumns } from './decisions/relation.ts';
import { readDimensions, type KnownDimensions } from './known-dimensions.ts';
import {
  isFormat,
  type ColumnInfo,
  type ColumnType,
  type Metric as MetricAnswer,
  type MetricKind,
  type Row,
} from '#spec';
import type { DecisionsHead } from '#store';
import type { Reading } from '#warehouse';
import { readNotices, type Notices } from './notice/notices.ts';
import { readKnownProvinces, type KnownProvinces } from './provinces.ts';

export interface Metric extends MetricAnswer {
  /** Whether it can be told of projects one by one. */
  isOfProjects: boolean;
  /** The mart whose rows its statistics are of. */
  each: string;
}

export interface Rule {
  rule: string;
  title: string;
  /** What it is about: a project, an organisation … */
  subject: string;
  /** The sources it judges by, each with the value of a choice that it looks for: `events[提交]`. */
  reads: { source: string; choice: string | null }[];
  /** What of its evidence follows from the as-of day alone: that was not judged. */
  follows: readonly string[];
  /** What a reader must do before it can be told; null where it can always be told. */
  settle: string | null;
  /** The titles of its evidence that no mart has, by name: 限额 (个). */
  evidence: Readonly<Record<string, string>>;
  /** What of it is about another project: its number, its organisation, the rest; or stands in a row of others. */
  withheld: readonly string[];
  /** The dimension by which that row is of others, its value first among these; null: they are about a project. */
  withheldBy: string | null;
  /** What is said in place of words that these are in; null: that another project is behind it. */
  elsewhere: string | null;
}

/** An expression in SQL, and the same as DuckDB's parser reads it. */
export interface Expression {
  sql: string;
  tree: string;
}

/** What is withheld from a reader of the sums of one group that projects of others are in. */
export interface Withheld {
  /** Its value of each dimension that it is told by. */
  key: readonly (string | null)[];
  hides: ReadonlySet<string>;
}

/** What one version holds, and how to call it in Chinese. */
export interface Catalog extends Notices, KnownDimensions, KnownProvinces {
  version: string;
  /** Up to where decisions count that its findings are read with. */
  decided: DecisionsHead;
  metrics: ReadonlyMap<string, Metric>;
  /** The expression of each metric as DuckDB's parser reads it. */
  trees: ReadonlyMap<string, string>;
  rules: ReadonlyMap<string, Rule>;
  /** The marts, each with its columns by name. */
  marts: ReadonlyMap<string, ReadonlyMap<string, ColumnInfo>>;
  /** What the marts are called. */
  titles: ReadonlyMap<string, string>;
  /** The marts that hold sums, each with the marts whose rows they are of. */
  rows: ReadonlyMap<string, readonly string[]>;
  /** What a row of a mart is called by in a list, as far as its header says it. */
  names: ReadonlyMap<string, readonly string[]>;
  /** The columns of a mart that are searched, as its header says them. */
  searched: ReadonlyMap<string, readonly string[]>;
  /** By mart and column, how a number of a row is made of others of it: `own + partner_in`. */
  formulas: ReadonlyMap<string, ReadonlyMap<string, Expression>>;
  /** The columns of the marts that are personal: nobody reads them. */
  hidden: ReadonlyMap<string, readonly string[]>;
  /** The tables of reference that say something of one project or firm: no reader's scope is laid over these. */
  guarded: ReadonlySet<string>;
  /** The day as of which this version is. */
  asOf: string;
  /** Which sums of others are withheld from its reader, by the number of dimensions; nothing where all is theirs. */
  withheld?: readonly (readonly Withheld[])[];
}

/** What a column is that holds this metric. */
export const metricInfo = ({
  sql: _sql,
  kind: _kind,
  within: _within,
  isOfProjects: _isOfProjects,
  each: _each,
  ...info
}: Metric): ColumnInfo => info;

/** Reads the catalog of each version once. */
export function rememberCatalogs(atMost = 8): (reading: Reading) => Promise<Catalog> {
  const known = new Map<string, Promise<Catalog>>();
  return (reading) => {
    const { version } = reading;
    const catalog = known.get(version) ?? readCatalog(reading);
    known.delete(version);
    known.set(version, catalog);
    catalog.catch(() => known.delete(version));
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - atMost))) known.delete(oldest);
    return catalog;
  };
}

export async function readCatalog(reading: Reading): Promise<Catalog> {
  const rows = async (sql: string) => (await reading.read('catalog', sql)).rows();
  const columns = await rows('from catalog.columns');
  const personal = new Set(
    (await rows('select distinct name from sources.contracts where is_private')).map(({ name }) => String(name))
  );
  const marts = new Map<string, Map<string, ColumnInfo>>();
  const hidden = new Map<string, string[]>();
  for (const row of columns) {
    if (personal.has(String(row.name))) {
      hidden.set(String(row.mart), [...(hidden.get(String(row.mart)) ?? []), String(row.name)]);
      continue;
    }
    const mart = marts.get(String(row.mart)) ?? new Map<string, ColumnInfo>();
    mart.set(String(row.name), infoOf(row));
    marts.set(String(row.mart), mart);
  }
  const found = marts.get('findings');
  for (const info of found ? decisionColumns : []) found?.set(info.name, info);
  const [sums, names, searched] = [
    await listsOf(rows, 'rows'),
    await listsOf(rows, 'names'),
    await listsOf(rows, 'searched'),
  ];
  const defined = await rows(
    `select *, json_serialize_sql('select ' || chr(10) || sql)::varchar as tree from catalog.metrics`
  );
  const formulas = new Map(defined.map(({ name, sql }) => [String(name), String(sql)]));
  const ofProjects = columnsOfProjects(marts);
  const metrics = defined.map((row) => metricOf(row, sumsOnly(String(row.name), formulas, ofProjects)));
  const across = await readKnownProvinces(rows);
  const rules = (await rows('from catalog.rules')).map((row) => [String(row.name), ruleOf(row)] as const);
  return {
    ...(await readNotices(rows)),
    ...(await readDimensions(rows, marts, { isAcross: across.provinces.length > 0 })),
    ...across,
    version: reading.version,
    decided: { head: '', position: 0, fault: null },
    metrics: new Map(metrics.map((metric) => [metric.name, metric])),
    trees: new Map(defined.map(({ name, tree }) => [String(name), String(tree)])),
    rules: new Map(rules),
    marts,
    titles: new Map(
      (await rows('select name, title from catalog.marts where title is not null')).map(({ name, title }) => [
        String(name),
        String(title),
      ])
    ),
    rows: sums,
    names,
    searched,
    formulas: await formulasOf(rows),
    hidden,
    guarded: new Set((await rows(guardedQuery)).map(({ name }) => String(name))),
    asOf: String((await rows('select as_of from loads.load'))[0]?.as_of ?? ''),
  };
}

const guardedQuery = `select distinct table_name as name from duckdb_columns()
  where schema_name = 'reference' and column_name in ('project_id', 'applicant_id', 'organisation_id')`;

type ReadRows = (sql: string) => Promise<Row[]>;

/** What the marts say with commas: `rows: quotas, projects`. */
async function listsOf(
  rows: ReadRows,
  key: 'rows' | 'names' | 'searched'
): Promise<ReadonlyMap<string, readonly string[]>> {
  const listed = await rows(`select name, "${key}" as list from catalog.marts where "${key}" is not null`);
  return new Map(
    listed.map(({ name, list }) => [
      String(name),
      String(list)
        .split(',')
        .map((each) => each.trim()),
    ])
  );
}

async function formulasOf(rows: ReadRows): Promise<Catalog['formulas']> {
  const formulas = new Map<string, Map<string, Expression>>();
  const read = await rows(
    `select mart, name, formula, json_serialize_sql('select ' || formula)::varchar as tree from catalog.columns where formula is not null`
  );
  for (const { mart, name, formula, tree } of read) {
    const ofMart = formulas.get(String(mart)) ?? new Map<string, Expression>();
    formulas.set(String(mart), ofMart.set(String(name), { sql: String(formula), tree: String(tree) }));
  }
  return formulas;
}

/** The columns of projects without what only a quota knows: a metric that sums these alone is one of projects. */
function columnsOfProjects(marts: Catalog['marts']): ReadonlySet<string> {
  const ofQuotas = columnsOfQuotas(marts);
  return new Set([...(marts.get('projects')?.keys() ?? [])].filter((name) => !ofQuotas.includes(name)));
}

/**
 * Whether a metric, with the metrics that it is made of, sums columns of this mart alone. A column of one name that is
 * of another type, as 截止 beside 应验收数, is not the one that is summed.
 */
export const isSummedBy = ({ metrics, marts }: Catalog, name: string, mart: string): boolean =>
  sumsOnly(
    name,
    new Map(Array.from(metrics.values(), ({ name, sql }) => [name, sql])),
    new Set(
      Array.from(marts.get(mart)?.values() ?? []).flatMap(({ name, type }) =>
        type === (marts.get('projects')?.get(name)?.type ?? type) ? [name] : []
      )
    )
  );

/** Whether a metric, with the metrics that it is made of, sums these columns and no other. */
function sumsOnly(name: string, formulas: ReadonlyMap<string, string>, columns: ReadonlySet<string>): boolean {
  const sql = formulas.get(name)?.replace(/^--.*$/gm, '');
  if (sql === undefined) return false;
  const others = new Map([...formulas].filter(([each]) => each !== name));
  return (
    Array.from(sql.matchAll(/\bp\."?(\w+)/g), ([, column = '']) => column).every((column) => columns.has(column)) &&
    Array.from(sql.matchAll(/\bmetrics\."?(\w+)/g), ([, other = '']) => other).every((other) =>
      sumsOnly(other, others, columns)
    )
  );
}

/** The sums in marts.cube that are of quotas, not of projects. */
function columnsOfQuotas(marts: Catalog['marts']): string[] {
  return Array.from(marts.get('quotas')?.values() ?? []).flatMap(({ name, type }) =>
    type === 'number' && marts.get('cube')?.has(name) ? [name] : []
  );
}

function metricOf(row: Row, isOfProjects: boolean): Metric {
  return {
    ...infoOf({ ...row, type: 'number' }),
    definition: String(row.definition),
    sql: String(row.sql),
    kind: String(row.kind) as MetricKind,
    within: row.within === 'yes',
    isOfProjects,
    each: typeof row.each === 'string' ? row.each : 'projects',
  };
}

function ruleOf(row: Row): Rule {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : '');
  const header = JSON.parse(text('evidence') || '{}') as Record<string, string>;
  const { withheld = '', elsewhere = null, ...evidence } = header;
  const [, dimension = null, names = ''] = /^(?:(\w+) = )?(.*)$/.exec(withheld) ?? [];
  return {
    rule: text('name'),
    title: text('title'),
    subject: text('subject'),
    reads: Array.from(text('reads').matchAll(/(\w+)(?:\[([^\]]+)\])?/g), ([, source = '', choice = null]) => ({
      source,
      choice,
    })),
    follows: text('follows')
      .split(',')
      .flatMap((each) => each.trim() || []),
    settle: text('settle') || null,
    evidence,
    withheld: names
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
    withheldBy: dimension,
    elsewhere,
  };
}

const optional = ['definition', 'numerator', 'denominator', 'n', 'outside'] as const;

function infoOf(row: Row): ColumnInfo {
  const info: ColumnInfo = {
    name: String(row.name),
    title: String(row.title ?? row.name),
    type: String(row.type) as ColumnType,
    unit: typeof row.unit === 'string' ? row.unit : null,
  };
  if (typeof row.format === 'string' && isFormat(row.format)) info.format = row.format;
  for (const key of optional) if (typeof row[key] === 'string') info[key] = row[key];
  return info;
}
