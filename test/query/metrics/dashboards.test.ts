import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDashboards, type SqlPanel } from '#query';
import { placeOf } from '../../../src/query/metrics/steps.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(
  name: string,
  {
    order = 1,
    title = `看板${name}`,
    panels = ['one'],
    files = panels,
  }: { order?: number; title?: string; panels?: string[]; files?: string[] } = {}
) {
  mkdirSync(join(folder, name), { recursive: true });
  const said = Object.fromEntries(panels.map((panel) => [panel, { title: `图${panel}`, chart: { mark: 'table' } }]));
  writeFileSync(
    join(folder, name, 'dashboard.ts'),
    `export default ${JSON.stringify({ title, description: '看板', order, panels: said })};`
  );
  for (const file of files) writeFileSync(join(folder, name, `${file}.sql`), '-- n: 个数 (个)\nselect 1 as n;\n');
}

test('folders are dashboards, in the order of the navigation; files are panels', async () => {
  write('second', { order: 2 });
  write('first', { order: 1, panels: ['by-city', 'all'] });
  const dashboards = await readDashboards(folder);
  expect([...dashboards.keys()]).toEqual(['first', 'second']);
  expect(dashboards.get('first')?.queries.get('by-city')).toEqual({
    file: 'dashboards/first/by-city.sql',
    header: { n: '个数 (个)' },
    sql: '-- n: 个数 (个)\nselect 1 as n',
  });
});

test('what several panels work out is said once, and stands before each that comes after it', async () => {
  write('one', { panels: ['a', 'b'], files: ['b'] });
  const lie = (name: string, sql: string) => writeFileSync(join(folder, 'one', `${name}.sql`), sql);
  lie('base', '-- n: 个数 (个)\n-- m: 另一个数 (个)\nselect 1 as n\n');
  lie('more', 'with twice as (\n  select 2 * n as m from base\n)\nfrom twice\n');
  lie('a', '-- after: base, more\n-- n: 自己的说法 (个)\nwith own as (from base)\nselect n, m from own, more;\n');
  const { queries, faults } = (await readDashboards(folder)).get('one')!;
  expect(faults).toEqual([]);
  const query = queries.get('a') as SqlPanel;
  expect(query.header).toMatchObject({ n: '自己的说法 (个)', m: '另一个数 (个)' });
  expect(query.sql.split('\n')).toEqual([
    '-- after: base, more',
    '-- n: 自己的说法 (个)',
    'with',
    'base as (',
    'select 1 as n',
    '),',
    'more as (',
    'with twice as (',
    '  select 2 * n as m from base',
    ')',
    'from twice',
    '),',
    'own as (from base)',
    'select n, m from own, more',
  ]);
  expect([5, 9, 13, 14].map((line) => placeOf(query.places, line))).toEqual([
    { file: 'dashboards/one/base.sql', line: 3 },
    { file: 'dashboards/one/more.sql', line: 2 },
    { file: 'dashboards/one/a.sql', line: 3 },
    { file: 'dashboards/one/a.sql', line: 4 },
  ]);
});

test('a step that is not there is told, as is one that nothing comes after', async () => {
  write('one', { panels: ['a'], files: ['stray'] });
  writeFileSync(join(folder, 'one', 'a.sql'), '-- after: base\nselect 1 as n\n');
  const { faults } = (await readDashboards(folder)).get('one')!;
  expect(faults.map(({ message }) => message)).toEqual([
    'after 里的步骤 base 没有，或者不能用：要有 dashboards/one/base.sql。',
    'dashboard.ts 没有叫 stray 的图表，这个文件不会被读到。',
  ]);
});

test('what was written since is read anew', async () => {
  write('one', { title: '先' });
  expect((await readDashboards(folder)).get('one')?.title).toBe('先');
  await new Promise((resolve) => setTimeout(resolve, 20));
  write('one', { title: '后' });
  expect((await readDashboards(folder)).get('one')?.title).toBe('后');
});

test.each<[string, () => void, string, (string | null)[]]>([
  [
    'a panel without a query',
    () => write('one', { panels: ['a', 'b'], files: ['a'] }),
    'one',
    ['图表 b 没有 dashboards/one/b.sql。'],
  ],
  [
    'a query without a panel',
    () => write('one', { panels: ['a'], files: ['a', 'z'] }),
    'one',
    ['dashboard.ts 没有叫 z 的图表，这个文件不会被读到，最接近的是 a。'],
  ],
  [
    'a folder that is no address',
    () => write('By_City'),
    'By_City',
    ['文件夹名 By_City 是地址的一部分，要用小写字母、数字，词之间用减号。'],
  ],
  [
    'a panel that is no address',
    () => write('one', { panels: ['By_City'] }),
    'one',
    ['图表名 By_City 是地址的一部分，要用小写字母、数字，词之间用减号。'],
  ],
  [
    'a folder without a dashboard',
    () => mkdirSync(join(folder, 'empty')),
    'empty',
    ['没有这个文件：每个看板的文件夹里要有一个 dashboard.ts。'],
  ],
])('%s is told, and the other dashboards stand', async (_what, make, name, messages) => {
  make();
  write('sound', { order: 9 });
  const dashboards = await readDashboards(folder);
  expect(dashboards.get(name)?.faults.map(({ message }) => message)).toEqual(messages);
  expect(dashboards.get('sound')?.faults).toEqual([]);
});
