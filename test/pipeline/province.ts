import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildStages, openLoads, type Stage } from '#pipeline';
import { openBuild, type Build } from '#warehouse';
import { landSimply } from './landing.ts';

/** Hands in files (path → text) and builds every stage up to `upTo` in memory. Close the build when done. */
export async function buildFrom(
  files: Readonly<Record<string, string | Uint8Array>>,
  { asOf = null, upTo, pipelines = 'pipelines', reference = 'data/reference' }: { asOf?: string | null; upTo?: Stage; pipelines?: string; reference?: string } = {}
): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), 'province-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const build = await openBuild(':memory:');
    await openLoads(build, { version: 'test', loadedAt: '2026-11-23 12:00:00', asOf, fingerprint: 'test' });
    await landSimply(build, folder, pipelines);
    await buildStages(build, { pipelines, reference, ...(upTo ? { upTo } : {}) });
    return build;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The rows that a query answers, as plain values. */
export async function rowsOf(build: Build, sql: string): Promise<Record<string, unknown>[]> {
  return (await build.read('test', sql)).getRowObjectsJson();
}
