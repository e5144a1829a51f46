import { expect, test } from 'vitest';
import { inlineMetrics } from '../../../src/query/metrics/inline-metrics.ts';

const metrics = new Map([
  ['used', { sql: '-- title: 用了几个，p.used 的和\nsum(p.used)' }],
  ['rate', { sql: `case when 'p.used' <> '' then metrics.used(p) / nullif(sum(p."limit"), 0) end` }],
  ['self', { sql: 'metrics.self(p) + sum(p.used)' }],
]);
const inlined = (sql: string) => inlineMetrics(metrics, sql).replaceAll(/\s+/g, ' ');

test('a metric stands as its expression, of the relation that it is asked of', () => {
  expect(inlined('select metrics.used(c) as used from cube as c')).toBe(
    'select ( -- title: 用了几个，p.used 的和 sum(c.used) ) as used from cube as c'
  );
  expect(inlined('metrics."rate"( "c" )')).toBe(
    `( case when 'p.used' <> '' then ( -- title: 用了几个，p.used 的和 sum("c".used) ) / nullif(sum("c"."limit"), 0) end )`
  );
});

test.each([
  'metrics.unknown(c)',
  'metrics.used(c.row)',
  'metrics.used(struct_pack(used := 1))',
  `select 'metrics.used(c)' as text`,
  '-- metrics.used(c)\nselect 1',
  '/* metrics.used(c) */ select 1',
  'select "metrics.used(c)" from cube',
  'select my_metrics.used(c)',
  'select other.metrics.used(c)',
])('%s stays as it is', (sql) => expect(inlineMetrics(metrics, sql)).toBe(sql));

test('one that calls itself is left to DuckDB to refuse', () => {
  expect(inlined('metrics.self(c)')).toBe('( metrics.self(c) + sum(c.used) )');
});
