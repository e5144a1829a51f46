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
    title = name,
    panels = ['one'],
    files = panels,
  }: { order?: number; title?: string; panels?: string[]; files?: string[] } = {}
) {
  mkdirSync(join(folder, name), { recursive: true });
  const said = Object.fromEntries(panels.map((panel) => [panel, { title: panel, chart: { mark: 'table' } }]));
  writeFileSync(
    join(folder, name, 'dashboard.ts'),
    `export default ${JSON.stringify({ title, description: '', order, panels: said })};`
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

test.each<[string, () => void, string]>([
  [
    'a panel without a query',
    () => write('one', { panels: ['a', 'b'], files: ['a'] }),
    'dashboards/one/b.sql is missing: dashboard.ts names the panel b',
  ],
  [
    'a query without a panel',
    () => write('one', { panels: ['a'], files: ['a', 'z'] }),
    'dashboards/one/z.sql: dashboard.ts names no panel of that name (found a)',
  ],
  [
    'a folder that is no address',
    () => write('By_City'),
    "dashboards/By_City: the folder's name is an address and must be kebab-case",
  ],
  [
    'a panel that is no address',
    () => write('one', { panels: ['By_City'] }),
    "dashboards/one/By_City.sql: a panel's name is an address and must be kebab-case",
  ],
  [
    'a folder without a dashboard',
    () => mkdirSync(join(folder, 'empty')),
    'dashboards/empty: there is no dashboard.ts',
  ],
])('%s is named', async (_what, make, message) => {
  make();
  await expect(readDashboards(folder)).rejects.toThrow(message);
});
