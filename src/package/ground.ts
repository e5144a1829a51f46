import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Receipt } from '#spec';
import { damageOf, filesUnder, readManifest, storedPathOf } from '#pipeline';

/** A kept file of what a version was judged by. */
export interface GroundFile {
  /** As the manifest calls it: pipelines/rules/late_submission.sql. */
  path: string;
  sha256: string;
}

export interface Ground {
  /** The manifest whole, in the words of `sha256sum`. */
  manifest: string;
  pipelines: GroundFile[];
  reference: GroundFile[];
}

/** What a package cannot be made of, in words. */
export class NotPackable extends Error {}

/** What a version was judged by, every byte of which must be there and what its hash says. */
export async function groundOf(warehouse: string, receipt: Receipt): Promise<Ground> {
  const manifest = await readManifest(warehouse, receipt);
  if (manifest === null)
    throw new NotPackable(`版本 ${receipt.version} 建立时的程序和口径没有保存下来，装不成能复算的审计包。`);
  const under = (folder: string): GroundFile[] =>
    filesUnder(folder, manifest).map(([path, sha256]) => ({ path, sha256 }));
  const ground = { manifest, pipelines: under('pipelines/'), reference: under('data/reference/') };
  const damage = await damageOf(warehouse, [...ground.pipelines, ...ground.reference]);
  if (damage.length > 0) throw new NotPackable(damage.join('\n'));
  return ground;
}

/** Lays kept files below a folder, under their own names. */
export async function layGround(
  warehouse: string,
  folder: string,
  files: readonly GroundFile[],
  nameOf: (path: string) => string = (path) => path
): Promise<void> {
  for (const { path, sha256 } of files) {
    const to = join(folder, nameOf(path));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(storedPathOf(warehouse, sha256), to);
  }
}

/** Writes a text, with the folders above it. */
export async function layText(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
