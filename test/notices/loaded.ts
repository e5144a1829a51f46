import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill } from '#pipeline';
import { openBuild, type Build } from '#warehouse';
import { hashFiles, walkFolder } from '../../src/intake/index.ts';

/** The sample without what is of 2026: a new folder. */
export async function sampleBefore2026(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'one-notice-'));
  await cp('data/sample', folder, { recursive: true });
  for (const name of await readdir(folder))
    if (name.startsWith('2026')) await rm(join(folder, name), { recursive: true });
  return folder;
}

/** The sample, with the files of the two invented batches of 2026: a new folder. */
export async function sampleWith2026(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'two-notices-'));
  await cp('data/sample', folder, { recursive: true });
  return folder;
}

/** data/reference as it was before there was a notice of 2026: a new folder. */
export async function referenceBefore2026(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'one-reference-'));
  await cp('data/reference', folder, { recursive: true });
  for (const name of await readdir(join(folder, 'notices')))
    if (name.startsWith('2026')) await rm(join(folder, 'notices', name), { recursive: true });
  const batches = await readFile(join(folder, 'batches.csv'), 'utf8');
  const before = batches.split('\n').filter((line) => !line.startsWith('2026'));
  await writeFile(join(folder, 'batches.csv'), before.join('\n'));
  return folder;
}

/** All that a version of these files holds, in memory, as of the end of 2027. Close it when done. */
export async function loaded(folder: string, reference = 'data/reference'): Promise<Build> {
  const build = await openBuild(':memory:', { threads: 1 });
  await fill(build, {
    version: 'test',
    loadedAt: '2027-12-31T12:00:00+08:00',
    asOf: '2027-12-31',
    fingerprint: 'test',
    files: await hashFiles(await walkFolder(folder)),
    pipelines: 'pipelines',
    reference,
    onProgress: () => {},
  });
  return build;
}
