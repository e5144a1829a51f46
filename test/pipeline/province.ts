import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildStages, fill, openLoads, type Stage } from '#pipeline';
import { openBuild, type Build } from '#warehouse';
import { hashFiles, landFolder, walkFolder } from '../../src/intake/index.ts';
import { isFull } from '../tier.ts';
import { folderOf, type Files } from './content.ts';

interface ProvinceOptions {
  asOf?: string | null;
  /** Builds no stage after this one; else everything a version holds. */
  upTo?: Stage;
  /** Stages that have no part in what is asked, with `upTo`: npm test builds none of their models. */
  without?: readonly Stage[];
  pipelines?: string;
  reference?: string;
}

/** Hands in files (path → text) and builds a warehouse of them in memory. Close the build when done. */
export async function buildFrom(
  files: Files,
  { asOf = null, upTo, without = [], pipelines = 'pipelines', reference = 'data/reference' }: ProvinceOptions = {}
): Promise<Build> {
  const folder = await folderOf(files);
  const asked = isFull || without.length === 0 ? null : await folderWithout(pipelines, without);
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
      await buildStages(build, { pipelines: asked ?? pipelines, reference, upTo });
    }
    return build;
  } catch (error) {
    build.close();
    throw error;
  } finally {
    await rm(folder, { recursive: true });
    if (asked !== null) await rm(asked, { recursive: true });
  }
}

/** The same content but for some of its stages. */
async function folderWithout(pipelines: string, without: readonly Stage[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pipelines-'));
  for (const name of await readdir(pipelines))
    if (!without.some((stage) => stage === name)) await symlink(resolve(pipelines, name), join(folder, name));
  return folder;
}

/** The rows that a query answers, exactly: what is decimal, larger than a double or JSON as its text. */
export async function rowsOf(build: Build, sql: string): Promise<Record<string, unknown>[]> {
  if (/^describe /.test(sql)) return build.read('test', sql);
  const columns = await build.read<{ column_name: string; column_type: string }>('test', `describe ${sql}`);
  const exact = columns.filter(({ column_type }) => /^(DECIMAL|U?BIGINT|U?HUGEINT|JSON)/.test(column_type));
  const texts = exact.map(({ column_name }) => `"${column_name}"::varchar as "${column_name}"`);
  return build.read('test', texts.length === 0 ? sql : `select * replace (${texts.join(', ')}) from (${sql})`);
}
