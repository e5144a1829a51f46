import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDashboards } from '#query';

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
