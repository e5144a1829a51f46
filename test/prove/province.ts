import { seat } from '#access';
import type { FastifyInstance } from 'fastify';
import { createApp } from '#api';
import { readDashboards, type Dashboards } from '#query';
import type { ColumnInfo, MetricKind, Row } from '#spec';
import { followWarehouse, openFile, readCurrent, type OpenFile } from '#warehouse';
import type { Filter } from '../../src/lib/filters/filters.ts';
import { factsOf } from './facts.ts';
import { everyRow, readOthers } from './others.ts';
import { comeBy, paymentOf } from './payments.ts';

export interface Metric extends ColumnInfo {
  kind: MetricKind;
  sql: string;
}

/** A quota as it was loaded. */
export interface Quota {
  batch: string;
  city: string;
  quota: number | null;
  quota_unknown: number;
}

/**
 * A published province behind its door, and the rows of which its
 * numbers must be made, each read once and never through a metric.
 */
export interface Province {
  app: FastifyInstance;
  dashboards: Dashboards;
  file: OpenFile;
  filters: Filter[];
  metrics: Metric[];
  measures: ColumnInfo[];
  projects: Row[];
  /** The rows of money, each with what its project is. */
  payments: Row[];
  quotas: Quota[];
  /** The findings and the ledgers, by the name of their mart, their numbers worked out here. */
  others: ReadonlyMap<string, Row[]>;
  /** The columns of other marts that count their rows: `matters.late`. A ledger's rows have numbers of their own. */
  counts: ReadonlySet<string>;
  json<T>(url: string): Promise<T>;
  close(): Promise<void>;
}

/** Marts of rows that are counted as they lie: what is made of them is tried where they are made. */
const asTheyLie = ['matters', 'stays', 'quota_line', 'arrivals', 'subsidies'];

export async function openProvince(folder: string): Promise<Province> {
  const current = await readCurrent(folder);
  if (!current) throw new Error(`there is nothing published in ${folder}`);
  const warehouse = await followWarehouse(folder, { log: () => undefined });
  const dashboards = await readDashboards('dashboards');
  const app = await createApp({
    reader: () => seat,
    warehouse,
    dashboards: () => Promise.resolve(dashboards),
    build: null,
  });
  const file = await openFile(current.path, current.version);
  const json = async <T>(url: string): Promise<T> => {
    const answer = await app.inject({ url });
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`);
    return answer.json<T>();
  };
  const said = await everyRow(json, '/api/projects?');
  const rows = async (sql: string) => (await file.read('oracle', sql)).rows();
  const byId = new Map(said.map((row) => [String(row.project_id), row]));
  const [load] = await rows('select as_of from loads.load');
  const payments = (
    await rows(
      `select project_id, budget_year, subsidy_proposed, allocated_on, subsidy_allocated, paid_on, subsidy_paid, subsidy_recovered from validated.subsidies`
    )
  ).flatMap((raw) => comeBy(raw, String(load?.as_of)).map((each) => paymentOf(each, byId)));
  const ofProject = Map.groupBy(payments, ({ project_id }) => project_id);
  const projects = said.map((row) => factsOf(row, ofProject.get(row.project_id ?? null) ?? [], String(load?.as_of)));
  const quotas = await file.read(
    'quotas',
    'select * exclude (source_file, source_sheet, source_row) from marts.quotas'
  );
  const { columns } = await json<{ columns: ColumnInfo[] }>('/api/projects?limit=1');
  const sums = new Set(
    (
      await (await file.read('cube', `select name from catalog.columns where mart = 'cube' and type = 'number'`)).rows()
    ).map(({ name }) => name)
  );
  const ledgers = ['organisations', 'groups', 'province_support'];
  const counts = (await rows(`select mart, name from catalog.columns where format = 'count'`)).flatMap(
    ({ mart, name }) => (ledgers.includes(String(mart)) ? [] : [`${String(mart)}.${String(name)}`])
  );
  return {
    app,
    counts: new Set(counts),
    dashboards,
    file,
    filters: await json<Filter[]>('/api/filters'),
    metrics: await json<Metric[]>('/api/metrics'),
    measures: columns.filter(({ name }) => sums.has(name)),
    projects,
    payments,
    quotas: (await quotas.rows()) as unknown as Quota[],
    others: new Map([
      ...(await readOthers(json, projects)),
      ...(await Promise.all(asTheyLie.map(async (name) => [name, await rows(`from marts.${name}`)] as const))),
    ]),
    json,
    async close() {
      await app.close();
      file.close();
      warehouse.close();
    },
  };
}

const isNumberOf = (quotas: readonly Quota[], name: string): boolean =>
  typeof quotas.find((quota) => name in quota && quota[name as keyof Quota] !== null)?.[name as keyof Quota] ===
  'number';

/** The numbers that a quota has, and no project. */
export const quotaMeasures = (quotas: readonly Quota[]): string[] =>
  Object.keys(quotas[0] ?? {}).filter((name) => isNumberOf(quotas, name));

export const quotaDimensions = (quotas: readonly Quota[]): string[] =>
  Object.keys(quotas[0] ?? {}).filter((name) => !isNumberOf(quotas, name));

export const isOfQuotas = ({ sql }: Metric, quotas: readonly Quota[]): boolean =>
  quotaMeasures(quotas).some((name) => new RegExp(`\\bp\\.${name}\\b`).test(sql));
