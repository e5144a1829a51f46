import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { strippedRoom } from '../../src/xlsx/read/stripped.ts';

async function newRoom(): Promise<{ room: string; cache: string }> {
  const below = await mkdtemp(join(tmpdir(), 'stripped-'));
  const room = join(below, 'room');
  await mkdir(join(room, 'within'), { recursive: true });
  await writeFile(join(room, 'own.ts'), `export const own: number = 7;\n`);
  await writeFile(
    join(room, 'within/main.ts'),
    `import { own } from '../own.ts';\nexport const twice: number = own * 2;\n`
  );
  return { room, cache: join(below, 'cache') };
}

test('a room without its types says what it said, is made once however many ask, and anew when it is another', async () => {
  const { room, cache } = await newRoom();
  const [folder, same] = await Promise.all([strippedRoom(room, cache), strippedRoom(room, cache)]);
  expect(same).toBe(folder);
  expect(await import(join(folder!, 'within/main.mjs'))).toMatchObject({ twice: 14 });
  await writeFile(join(room, 'own.ts'), `export const own: number = 8;\n`);
  const other = await strippedRoom(room, cache);
  expect(await import(join(other!, 'within/main.mjs'))).toMatchObject({ twice: 16 });
  expect((await readdir(cache)).length).toBe(2);
});

test('where nothing can be written, or the room does not read, there is none', async () => {
  const { room, cache } = await newRoom();
  await writeFile(cache, '');
  expect(await strippedRoom(room, cache)).toBeNull();
  await writeFile(join(room, 'own.ts'), 'export const own: = 8;\n');
  expect(await strippedRoom(room, join(room, 'cache'))).toBeNull();
});
