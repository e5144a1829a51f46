import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { finishSaving } from '#entering';
import { openStore } from '#store';
import { hashOf } from '#warehouse';

interface Line {
  event: string;
  before: string;
  after: string;
}

test('killed at any moment a file is the old or the new one, and the record says which', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'killed-'));
  const [path, record] = [join(folder, 'limits.csv'), join(folder, 'record.sqlite')];
  await writeFile(path, 'first\n');
  let finished = 0;
  for (let round = 0; round < 50; round++) {
    const child = spawn(process.execPath, ['--no-warnings', 'test/entering/save-on.ts', path, record], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await wait(round * 3);
    child.kill('SIGKILL');
    await once(child, 'close');
    const text = await readFile(path, 'utf8');
    // Whole: each line of it is the first.
    expect(new Set(text.trimEnd().split('\n')).size).toBe(1);
    const store = openStore(record);
    const lines = store.entries('content').map(({ body }) => JSON.parse(body) as Line);
    expect(store.broken()).toBeNull();
    store.close();
    const last = lines.at(-1) ?? null;
    finished += (
      await finishSaving(
        folder,
        (each) => each,
        () => last
      )
    ).length;
    expect(hashOf(await readFile(path))).toBe(last?.after ?? hashOf(Buffer.from('first\n')));
    expect((await readdir(folder)).filter((name) => name.endsWith('.entering'))).toEqual([]);
  }
  // Some were killed between the line and the file.
  console.log(`finished after a kill: ${finished}`);
});
