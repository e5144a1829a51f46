import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { meanings, statementOf, tableStatements, tablesOf, Unported, valuesIn, type Place } from '#clickhouse';
import {
  answerPanel,
  catalogWithin,
  inliningMetrics,
  queryMetrics,
  readCatalog,
  readDashboards,
  type Catalog,
  type Dashboards,
  type View,
} from '#query';
import { everything } from '#spec';
import { openFile, readCurrent, type OpenFile, type Reading } from '#warehouse';
import { rowOf } from '../../src/clickhouse/rows.ts';

const place: Place = { database: 'baijing', cluster: null };
let file: OpenFile;
let catalog: Catalog;
let dashboards: Dashboards;
/** Writes for ClickHouse whatever is read, and answers it from DuckDB, without rows. */
let writing: Reading;
const written: string[] = [];

beforeAll(async () => {
  const { path, version } = (await readCurrent(inject('sampleWarehouse')))!;
  file = await openFile(path, version);
  catalog = await readCatalog(file);
  dashboards = await readDashboards('dashboards');
  const tables = await tablesOf(file, place, new Map([['', { tenant: '37', version }]]));
  writing = inliningMetrics(
    {
      version,
      async read(name, sql, options) {
        const tree = await parsed(sql);
        if (tables.isAsked(tree))
          written.push(valuesIn(statementOf(tree, tables), (options?.values ?? {}) as never).sql);
        return file.read(
          name,
          /^select json_serialize_sql/.test(sql) ? sql : `select * from (\n${sql}\n) limit 0`,
          options
        );
      },
    },
    catalog
  );
});
afterAll(() => file.close());

async function parsed(sql: string): Promise<unknown> {
  const result = await file.read('parse', 'select json_serialize_sql($sql::varchar)::varchar as tree', {
    values: { sql },
  });
  return JSON.parse(String((await result.rows())[0]?.tree));
}

const views: Record<'all' | 'filtered' | 'scoped', View> = {
  all: { filters: new Map(), scope: everything },
  filtered: {
    filters: new Map([
      ['city', ['济南市']],
      ['batch', ['2025']],
      ['direction', ['工业互联网']],
    ]),
    scope: everything,
  },
  scoped: { filters: new Map(), scope: { city: ['济南市'] } },
};

test('every panel is written for ClickHouse, with filters and under a scope', async () => {
  const faults: string[] = [];
  let count = 0;
  for (const dashboard of dashboards.values())
    for (const [key, query] of dashboard.queries)
      for (const [name, view] of Object.entries(views))
        try {
          count += 1;
          // Each counts anew what stands behind the sums of others.
          const own = await catalogWithin({ reading: writing }, { ...catalog }, view);
          await answerPanel({ reading: writing }, own, query, view);
        } catch (error) {
          faults.push(`${dashboard.name}/${key}, ${name}: ${(error as Error).message}`);
        }
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(200);
});

test('so is every metric by every dimension', async () => {
  for (const metric of catalog.metrics.keys())
    for (const by of [[], ['city'], ['batch', 'direction']])
      try {
        await queryMetrics({ reading: writing }, catalog, { metrics: [metric], by }, views.all);
      } catch (error) {
        expect(error, `${metric} by ${by.join(', ')}`).toMatchObject({ code: 'no_meaning' });
      }
  expect(written.filter((sql) => sql.includes('null for'))).toEqual([]);
});

test('no table is read without whose and of when', () => {
  expect(written.length).toBeGreaterThan(200);
  for (const sql of written) {
    const read = sql.match(/from `baijing`\.`\w+`/g) ?? [];
    expect(read.length).toBeGreaterThan(0);
    expect(sql.match(/from `baijing`\.`\w+` where tenant = '37' and version = '\d{8}T\d{6}-\w{8}'/g)).toHaveLength(
      read.length
    );
  }
});

describe('a word that has no rule', () => {
  const table = () => ({ sql: 't', columns: ['x'] });
  test.each([
    ['select soundex(x) from t', 'the function soundex'],
    ['select x from t positional join t as u', 'the join'],
    ["select strftime(x, '%j') from t", 'the format of a moment %j'],
    ['select sum(distinct x) from t', 'distinct values of sum'],
    ["select format('{:.1f}', x) from t", 'the format {:.1f}'],
    ['select x from t group by grouping sets ((x), ())', 'the grouping sets'],
    ['select x from t using sample 10', 'the sample'],
  ])('is refused by its name: %s', async (sql, says) => {
    const tree = await parsed(sql);
    expect(() => statementOf(tree, { table })).toThrow(Unported);
    expect(() => statementOf(tree, { table })).toThrow(says);
  });
});

test.each([
  ['select count_if(x > 1) as n from t', 'select sumOrNull(cast((`x` > 1) as Nullable(Int64))) as `n` from t as `t`'],
  [
    'select sum(x) as x from t order by x',
    'select sumOrNull(`x`) as `x` from t as `t` order by sumOrNull(`x`) asc nulls last',
  ],
  ["select 'it''s \\ ' as q", "select 'it\\'s \\\\ ' as `q`"],
  ['from t select x / 2', 'select (toFloat64(`x`) / toFloat64(2)) from t as `t`'],
])('%s', async (sql, said) => {
  expect(statementOf(await parsed(sql), { table: () => ({ sql: 't', columns: ['x'] }) })).toBe(said);
});

test('values are bound by their types, and only those that are asked for', async () => {
  const tree = await parsed('select x from t where x in ($a, $b) or x > $c');
  const sql = statementOf(tree, { table: () => ({ sql: 't', columns: ['x'] }) });
  const bound = valuesIn(sql, { a: "济南市' or 1=1 --", b: 7, c: 1.5, d: 'no' });
  expect(bound.values).toEqual({ a: "济南市' or 1=1 --", b: 7, c: 1.5 });
  expect(bound.sql).toContain('(`x` in ({a:String}, {b:Int64}))');
  expect(bound.sql).toContain('{c:Float64}');
  expect(() => valuesIn(sql, { a: 'x' })).toThrow('$b');
});

test('a row of another question is not read as one of this', () => {
  const columns = [{ name: 'year', type: 'number' as const, isInteger: true }];
  expect(rowOf(columns, [2026])).toEqual({ year: 2026 });
  for (const values of [[], ['direction_support_cap', 2026]])
    expect(() => rowOf(columns, values)).toThrow('values of a row of 1 columns');
});

test('each meaning that is tried on a server is written', async () => {
  const table = () => ({ sql: 't', columns: ['id', 'city', 'n'] });
  for (const [name, sql] of Object.entries(meanings))
    expect(statementOf(await parsed(sql), { table }), name).toMatch(/^(with|select) /);
});

test('on a cluster each tenant lies on one shard, and each shard has its replicas', () => {
  const shape = { schema: 'marts', table: 'projects', columns: [{ name: 'batch', duck: 'VARCHAR', type: 'String' }] };
  expect(tableStatements(shape, { database: 'baijing', cluster: 'provinces' })).toEqual([
    "create table if not exists `baijing`.`marts_projects_local` on cluster `provinces` (`tenant` LowCardinality(String), `version` LowCardinality(String), `rowid` Int64, `batch` Nullable(String)) engine = ReplicatedMergeTree('/clickhouse/tables/{shard}/baijing/marts_projects', '{replica}') partition by (tenant, version) order by (tenant, version, rowid)",
    'alter table `baijing`.`marts_projects_local` on cluster `provinces` add column if not exists `batch` Nullable(String)',
    'create table if not exists `baijing`.`marts_projects` on cluster `provinces` (`tenant` LowCardinality(String), `version` LowCardinality(String), `rowid` Int64, `batch` Nullable(String)) engine = Distributed(`provinces`, `baijing`, `marts_projects_local`, cityHash64(tenant))',
    'alter table `baijing`.`marts_projects` on cluster `provinces` add column if not exists `batch` Nullable(String)',
  ]);
});
