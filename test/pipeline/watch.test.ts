import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchContent } from '#pipeline';
import { folderOf } from './content.ts';

test('several writes at once are one change, and a change during the work is worked off after it', async () => {
  const folder = await folderOf({ 'marts/a.sql': '1', 'rules/b.sql': '1' });
  const seen: string[] = [];
  let busy = 0;
  const watching = watchContent(
    [folder],
    async () => {
      expect(++busy).toBe(1);
      seen.push(await readFile(join(folder, 'marts/a.sql'), 'utf8'));
      await wait(200);
      busy--;
    },
    { quiet: 100 }
  );
  for (const text of ['2', '3', '4']) await writeFile(join(folder, 'marts/a.sql'), text);
  await wait(220);
  await writeFile(join(folder, 'marts/a.sql'), '5');
  await expect.poll(() => seen, { timeout: 30_000 }).toEqual(['4', '5']);
  watching.close();
  await writeFile(join(folder, 'marts/a.sql'), '6');
  await wait(300);
  expect(seen).toEqual(['4', '5']);
});

test('a change that could not be worked off is logged, and the next one is', async () => {
  const folder = await folderOf({ 'a.sql': '1' });
  const said: unknown[] = [];
  let calls = 0;
  const watching = watchContent(
    [folder],
    () => (++calls === 1 ? Promise.reject(new Error('disk full')) : Promise.resolve()),
    { quiet: 50, log: (error) => said.push(error) }
  );
  await writeFile(join(folder, 'a.sql'), '2');
  await expect.poll(() => said, { timeout: 30_000 }).toEqual([new Error('disk full')]);
  await writeFile(join(folder, 'a.sql'), '3');
  await expect.poll(() => calls, { timeout: 30_000 }).toBe(2);
  watching.close();
});
