import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { damagedUploads, filesWaiting, listUploads, putAsideDamaged, readUpload, writeUpload } from '#clerks';
import { listVersions } from '#warehouse';
import { followPolicy } from '#server/follow-policy.ts';
import { versionCommands } from '#tasks/versions.ts';
import { workersOf } from '#server/workers.ts';
import { first, publishVersion, second, warehouseFolder } from './published.ts';

let folder: string;
let dispose: () => Promise<void>;
beforeEach(async () => {
  ({ folder, dispose } = await warehouseFolder());
  await publishVersion(folder, first);
  await publishVersion(folder, second);
});
afterEach(() => dispose());

const tell = (verb: string, version: string | null = null, isMeant = false) =>
  versionCommands[verb]!({ warehouse: folder, version, isMeant, keep: 1, older: 0, onWait: () => {} });

test('versions are listed, pinned, pruned and published again', async () => {
  expect(await tell('list')).toMatchObject({
    lines: [
      expect.stringMatching(new RegExp(`^${second}  2026-0002  .* MB  当前$`)),
      expect.stringMatching(new RegExp(`^${first}  2026-0001  .* MB$`)),
      expect.stringMatching(/^共 2 个版本，/),
    ],
  });
  expect(await tell('pin', first)).toMatchObject({ lines: [`版本 ${first} 已固定，不会被清理。`] });
  expect(await tell('prune')).toMatchObject({ answer: { gone: [] } });
  expect(await tell('unpin', first)).toMatchObject({ answer: { pinned: false } });
  expect(await tell('prune')).toMatchObject({ lines: expect.arrayContaining([expect.stringContaining('只是预览')]) });
  expect(await tell('publish', first)).toMatchObject({
    lines: [`已再次发布 ${first}，先前的 ${second} 留着。`],
  });
  expect(await tell('publish', second)).toMatchObject({ answer: { before: first } });
  expect(await tell('prune', null, true)).toMatchObject({ answer: { gone: [{ version: first }], isDone: true } });
  expect(await tell('list')).toMatchObject({
    lines: expect.arrayContaining([expect.stringMatching(new RegExp(`^${first}  .*  已清理，只留回执$`))]),
  });
  expect(await tell('publish', first)).toMatchObject({ isRefused: true });
  expect(await tell('pin', first)).toMatchObject({ isRefused: true });
  expect(await tell('publish')).toMatch(/要写明版本号/);
});

test('a policy is applied while the warehouse is served, in a process of its own', async () => {
  const log: string[] = [];
  const stop = followPolicy({ keep: 1, older: 0 }, workersOf(folder), { log: (message) => log.push(message) });
  await expect.poll(() => log, { timeout: 60_000 }).toEqual([`pruned 1 versions and 0 originals: ${first}`]);
  stop();
  expect(await listVersions(folder)).toEqual([second]);
});

test('a damaged record of an upload is put aside and named; the others stand, and no original is thought unused', async () => {
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  const files = [{ name: 'a.csv', sha256: 'a'.repeat(64), bytes: 1 }];
  const upload = { id: id(1), at: '2026-07-01T09:00:00+08:00', by: null, files, asked: null, version: null };
  await writeUpload(folder, upload);
  expect(await filesWaiting(folder)).toEqual(new Set(['a'.repeat(64)]));
  const path = (n: number) => join(folder, 'uploads', `${id(n)}.json`);
  await writeFile(path(2), '');
  await writeFile(path(3), '{"id":');
  await mkdir(path(4));
  await writeFile(path(5), '{}');
  expect(await filesWaiting(folder)).toBeNull();
  expect(await listUploads(folder)).toEqual([upload]);
  expect(await readUpload(folder, id(2))).toBeNull();
  const log: string[] = [];
  const names = [2, 3, 4, 5].map((n) => `${id(n)}.json.damaged`);
  expect((await putAsideDamaged(folder, (message) => log.push(message))).sort()).toEqual(names);
  expect(log).toHaveLength(4);
  expect(log.join()).toContain(path(2));
  expect((await damagedUploads(folder)).sort()).toEqual(names);
  expect(await filesWaiting(folder)).toBeNull();
});
