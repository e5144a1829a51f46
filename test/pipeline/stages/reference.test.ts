import { expect, test } from 'vitest';
import { withoutSamples } from '../../../src/pipeline/stages/reference.ts';
import { buildFrom, rowsOf } from '../province.ts';
import { application, handIn } from '../../pipelines/hand-in.ts';

const invented = `select notice from reference.notices where is_sample`;
const batches = `select batch from reference.batches where notice in (${invented})`;

/** The same files under another name. */
const named = (files: Record<string, string>, mark: string) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name.replace(/(\.\w+)$/, `${mark}$1`), text]));

test('an invented notice and its batches are known to a sample, and to nothing else', async () => {
  const files = handIn({ applications: [application('P1')] });
  const [sample, real] = [await buildFrom(named(files, '_示例数据'), { upTo: 'reference' }), await buildFrom(files)];
  try {
    const tables = await rowsOf(
      real,
      `select table_name from duckdb_columns() where schema_name = 'raw' and column_name = 'notice' and table_name <> 'batches'`
    );
    expect((await rowsOf(sample, invented)).length).toBeGreaterThan(0);
    expect((await rowsOf(sample, batches)).length).toBeGreaterThan(0);
    expect(await rowsOf(real, invented)).toEqual([]);
    const names = (await rowsOf(sample, invented)).map(({ notice }) => `'${String(notice)}'`).join(', ');
    expect(tables.length).toBeGreaterThan(10);
    for (const table of ['batches', ...tables.map(({ table_name }) => String(table_name))])
      expect([table, await rowsOf(real, `from raw."${table}" where notice in (${names})`)]).toEqual([table, []]);
  } finally {
    sample.close();
    real.close();
  }
});

test('a table that only an invented notice has stays, without a row', () => {
  const table = (name: string, notice: string | null, ...rows: Record<string, string>[]) => ({
    name,
    notice,
    file: `${name}.csv`,
    path: '',
    columns: Object.keys(rows[0]!),
    rows: rows.map((cells, i) => ({ line: i + 2, cells })),
  });
  const left = withoutSamples([
    table('notice', 'A', { title: 'A', is_sample: '' }),
    table('notice', 'B', { title: 'B', is_sample: 'true' }),
    table('extra', 'B', { clause: '一' }),
    table('batches', null, { batch: '1', notice: 'A' }, { batch: '2', notice: 'B' }),
    table('cities', null, { city: '济南市' }),
  ]);
  expect(left.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['notice', 1],
    ['notice', 0],
    ['extra', 0],
    ['batches', 1],
    ['cities', 1],
  ]);
});
