import { copyFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Receipt } from '#spec';
import { hashOf, openBuild, syncToDisk } from '#warehouse';
import type { OnProgress } from '../reports/progress.ts';
import { buildSizeFor } from '../stages/build-size.ts';
import { dropGathered } from '../stages/passing.ts';
import { fill } from '../versions/fill.ts';
import { filesIn, programOf } from '../versions/manifest.ts';
import { bytesOf, damageOf, filesOf, foundOf, storedPathOf } from '../versions/stored-files.ts';
import { isThere, sweepWorlds, worldFile, worldsIn } from './world-file.ts';

export interface WorldOptions {
  warehouse: string;
  /** Whose files are read. */
  receipt: Receipt;
  /** The manifests whose pipelines and whose reference data judge. */
  pipelines: string;
  reference: string;
  /** The day to judge by. */
  asOf: string;
  onProgress?: OnProgress;
}

/**
 * Builds what a version would have been by the content of others, on another day, from bytes that are kept; answers the
 * path of its file, which has everything a version has. It is kept, may be deleted at any time, and is never published.
 * What was not kept or is damaged is an Error that says which.
 */
export async function makeWorld({
  warehouse,
  receipt,
  asOf,
  onProgress = () => {},
  ...content
}: WorldOptions): Promise<string> {
  const pipelines = under('pipelines/', content.pipelines);
  const reference = under('data/reference/', content.reference);
  const stored = filesOf(receipt);
  const key = keyOf({ receipt, asOf, ...content });
  const path = worldFile(warehouse, key);
  if (await isThere(path)) return path;
  const damage = await damageOf(warehouse, [
    ...stored,
    ...Array.from([...pipelines, ...reference], ([path, sha256]) => ({ path, sha256 })),
  ]);
  if (damage.length > 0) throw new Error(damage.join('\n'));
  await sweepWorlds(warehouse);
  const scratch = await mkdtemp(join(tmpdir(), 'baijing-world-'));
  await mkdir(worldsIn(warehouse), { recursive: true });
  const draft = join(worldsIn(warehouse), `.build-${process.pid}-${key.slice(0, 16)}.duckdb`);
  try {
    for (const [file, sha256] of [...pipelines, ...reference]) {
      const to = join(scratch, file);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(storedPathOf(warehouse, sha256), to);
    }
    await lendEngine(scratch);
    const files = foundOf(warehouse, stored);
    const build = await openBuild(draft, buildSizeFor(await bytesOf(files)));
    try {
      await fill(build, {
        pipelines: join(scratch, 'pipelines'),
        reference: join(scratch, 'data/reference'),
        version: receipt.version,
        loadedAt: receipt.loadedAt,
        asOf,
        knownBy: null,
        fingerprint: receipt.fingerprint,
        files,
        onProgress,
      });
      await dropGathered(build);
      await build.run('checkpoint', 'checkpoint');
    } finally {
      build.close();
    }
    await syncToDisk(draft);
    await rename(draft, path);
    return path;
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await rm(draft, { force: true });
    await rm(`${draft}.tmp`, { recursive: true, force: true });
  }
}

/** The same, where it was made already; null where it was not. */
export async function findWorld({ warehouse, ...options }: WorldOptions): Promise<string | null> {
  const path = worldFile(warehouse, keyOf(options));
  return (await isThere(path)) ? path : null;
}

const keyOf = ({ receipt, pipelines, reference, asOf }: Omit<WorldOptions, 'warehouse' | 'onProgress'>): string =>
  hashOf(
    JSON.stringify([
      // By which program: a world is built by the one that built the version that it leads to.
      programOf(pipelines),
      under('pipelines/', pipelines),
      under('data/reference/', reference),
      asOf,
      filesOf(receipt).map(({ path, sha256 }) => [path, sha256]),
    ])
  );

/** The files of a manifest below a folder, by path. */
export const under = (folder: string, manifest: string): [string, string][] =>
  [...filesIn(manifest)].filter(([path]) => path.startsWith(folder)).sort(([a], [b]) => (a < b ? -1 : 1));

/** Content names the engine by the doors of package.json: a copy of it elsewhere needs them too. */
async function lendEngine(folder: string): Promise<void> {
  const doors = { '#spec': './src/spec/index.ts' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports: doors }));
  await symlink(resolve(import.meta.dirname, '../..'), join(folder, 'src'), 'junction');
}
