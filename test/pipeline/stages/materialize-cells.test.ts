import { expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../province.ts';
import { folderOf, trees } from '../content.ts';

const root = await folderOf(trees);
const content = { pipelines: `${root}/pipelines`, reference: `${root}/reference` };
const csv = (rows: number) =>
  `编号,树高\n${Array.from({ length: rows }, (_, at) => `T${at},${at % 7 === 0 ? '高' : at}\n`).join('')}`;

const held = (build: Build) => rowsOf(build, `select table_name from duckdb_tables() where database_name = 'held'`);
const cells = (build: Build) =>
  rowsOf(build, `select count(*)::integer as n, count(*) filter (value = '高')::integer as high from sources.cells`);

test.each([
  ['few', 70, [{ table_name: 'cells' }]],
  ['many', 105_000, []],
])('the cells of %s rows are the same while they are checked and after', async (_, rows, expected) => {
  for (const upTo of ['checks', 'lifecycle'] as const) {
    const build = await buildFrom({ 'trees.csv': csv(rows) }, { ...content, upTo });
    expect(await held(build)).toEqual(upTo === 'checks' ? expected : []);
    expect(await cells(build)).toEqual([{ n: 2 * rows, high: rows / 7 }]);
    expect(await rowsOf(build, 'select count(*)::integer as n from checks.defects')).toEqual([{ n: rows / 7 }]);
    expect(
      await rowsOf(
        build,
        `select view_name from duckdb_views() where schema_name = 'sources' and view_name <> 'totals' order by all`
      )
    ).toEqual(
      (upTo === 'checks' && rows < 100_000 ? ['all_cells', 'cells'] : ['cells']).map((view_name) => ({ view_name }))
    );
    build.close();
  }
});
