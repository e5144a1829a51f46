import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { layOutOriginals, load, watchContent } from '#pipeline';
import { readCurrent } from '#warehouse';
import { folderOf, trees } from './content.ts';

test('several writes at once are one change, and a change during the work is worked off after it', async () => {
  const folder = await folderOf({ 'marts/a.sql': '1', 'rules/b.sql': '1' });
  const seen: string[] = [];
  let busy = 0;
  const watching = watchContent([folder], async () => {
    expect(++busy).toBe(1);
    seen.push(await readFile(join(folder, 'marts/a.sql'), 'utf8'));
    await wait(200);
    busy--;
  }, { quiet: 100 });
  for (const text of ['2', '3', '4']) await writeFile(join(folder, 'marts/a.sql'), text);
  await wait(220);
  await writeFile(join(folder, 'marts/a.sql'), '5');
  await expect.poll(() => seen, { timeout: 5000 }).toEqual(['4', '5']);
  watching.close();
  await writeFile(join(folder, 'marts/a.sql'), '6');
  await wait(300);
  expect(seen).toEqual(['4', '5']);
});

test.each([['2026-06-30'], [null]])('the files of a published version are laid out as they were handed in, with the day %s that was given', async (asOf) => {
  const root = await folderOf(trees);
  const folder = await folderOf({ '甲/trees.csv': '编号,树高\nA,1\n', 'trees-2.csv': '编号,树高\nB,1\n', 'other.csv': 'a,b\n1,2\n' });
  const warehouse = join(root, 'warehouse');
  await load({ folder, warehouse, asOf, program: '1', pipelines: join(root, 'pipelines'), reference: join(root, 'reference') });
  const again = await folderOf({});
  const current = await readCurrent(warehouse);
  expect(current && (await layOutOriginals(warehouse, current, again))).toEqual({ asOf });
  const contents = async (below: string) =>
    Promise.all((await readdir(below, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(below.length)).sort()
      .map(async (path) => [path, await readFile(join(below, path), 'utf8')]));
  expect(await contents(again)).toEqual(await contents(folder));
});
