import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compute, numberOf } from '../../../src/query/proof/compute.ts';
import { parseExact, readFormula } from '#spec';

// What TypeScript makes of an expression must be what DuckDB makes of it, for sums of every kind.

let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const treeOf = async (sql: string) =>
  String(
    (
      await connection.runAndReadAll(`select json_serialize_sql('select ${sql.replaceAll("'", "''")}')`)
    ).getRows()[0]?.[0]
  );
const known = { sumOf: () => null, formulaOf: () => ({ kind: 'constant', value: null }) as const };

const expressions = [
  'sum(p.a)',
  'coalesce(sum(p.a), 0)',
  'coalesce(sum(p.n), 0)::bigint',
  'sum(p.a)::double / nullif(sum(p.b), 0)::double',
  'sum(p.n) / nullif(sum(p.m), 0)::double',
  'case when coalesce(sum(p.n), 0) = 0 then sum(p.a) - sum(p.b) end',
  'case when sum(p.a) > sum(p.b) then 1 when sum(p.a) <= sum(p.b) then 2 else 3 end',
  'sum(p.a) + sum(p.b) * 2',
  'case when sum(p.n) <> 3 then sum(p.a) else -1.50 end',
  'nullif(sum(p.a), sum(p.b))',
];
const rows = [
  [],
  [[null, null, null, null]],
  [['0.00', '0.00', '0', '0']],
  [
    ['1804717600.01', '2003263000.07', '1', '3'],
    ['0.10', null, '0', '1'],
    ['-7.77', '0.20', '2', null],
  ],
  [['90071992547409.93', '3.00', '1', '7']],
  [['5.00', '5.00', '3', '3']],
];

test.each(expressions.flatMap((expression) => rows.map((values) => ({ expression, values }))))(
  '$expression over $values',
  async ({ expression, values }) => {
    const literals = values.map(
      (row) =>
        `(${row.map((value, at) => (value === null ? 'null' : at < 2 ? `${value}::decimal(18, 2)` : value)).join(', ')})`
    );
    const from =
      values.length > 0
        ? `(values ${literals.join(', ')})`
        : '(select null::decimal(18, 2), null::decimal(18, 2), null::integer, null::integer where false)';
    const answered =
      (
        await connection.runAndReadAll(`select (${expression})::double from ${from} as p (a, b, n, m)`)
      ).getRows()[0]?.[0] ?? null;
    const sumOf = (column: string) => {
      const given = values.flatMap((row) => row[['a', 'b', 'n', 'm'].indexOf(column)] ?? []).map(parseExact);
      return given.length === 0
        ? null
        : given.reduce((a, b) => ({ digits: a.digits + b.digits, decimals: a.decimals }));
    };
    expect(numberOf(compute(readFormula(await treeOf(expression)), { ...known, sumOf }))).toBe(answered);
  }
);

test('a metric within a metric is worked out in its place', async () => {
  const formulas = {
    whole: readFormula(await treeOf('coalesce(sum(p.n), 0)::bigint')),
    rate: readFormula(await treeOf('sum(p.m) / nullif(metrics.whole(p), 0)::double')),
  };
  const sumOf = (column: string) => parseExact(column === 'n' ? '4' : '3');
  expect(numberOf(compute(formulas.rate, { sumOf, formulaOf: () => formulas.whole }))).toBe(0.75);
});

test.each([
  ['avg(p.a)', /avg cannot be recomputed/],
  ['sum(p.a * p.b)', /only the sum of a column of p/],
  ['sum(q.a)', /only the sum of a column of p/],
  ['sum(distinct p.a)', /sum cannot be recomputed/],
  ['sum(p.a) filter (p.b > 1)', /sum cannot be recomputed/],
  ["case when sum(p.a) = 1 then 'x' end", /constant of type VARCHAR/],
  ['sum(p.a)::varchar', /cast to VARCHAR/],
  ['count(*)', /count_star cannot be recomputed/],
  ['1, 2', /a metric is one expression/],
])('%s is refused, not guessed', async (expression, message) => {
  const tree = await treeOf(expression);
  expect(() => readFormula(tree)).toThrow(message);
});
