import { rm } from 'node:fs/promises';
import { buildStages, fill, openLoads, type Stage } from '#pipeline';
import { openBuild, type Build } from '#warehouse';
import { hashFiles, landFolder, walkFolder } from '../../src/intake/index.ts';
import { folderOf, type Files } from './content.ts';

interface ProvinceOptions {
  asOf?: string | null;
  /** Builds no stage after this one; else everything a version holds. */
  upTo?: Stage;
  pipelines?: string;
  reference?: string;
}

/** Hands in files (path → text) and builds a warehouse of them in memory. Close the build when done. */
export async function buildFrom(
  files: Files,
  { asOf = null, upTo, pipelines = 'pipelines', reference = 'data/reference' }: ProvinceOptions = {}
): Promise<Build> {
  const folder = await folderOf(files);
  const load = { version: 'test', loadedAt: '2026-11-23T12:00:00+08:00', asOf, fingerprint: 'test' };
  const build = await openBuild(':memory:', { threads: 1 });
  try {
    if (upTo === undefined)
      await fill(build, {
        ...load,
        files: await hashFiles(await walkFolder(folder)),
        pipelines,
        reference,
        onProgress: () => {},
      });
    else {
      await openLoads(build, load);
      await landFolder(build, { folder, pipelines });
      await buildStages(build, { pipelines, reference, upTo });
    }
    return build;
  } catch (error) {
    build.close();
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The rows that a query answers, as plain values. */
export async function rowsOf(build: Build, sql: string): Promise<Record<string, unknown>[]> {
  return (await build.read('test', sql)).getRowObjectsJson();
}
