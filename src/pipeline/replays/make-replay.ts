import { mkdir, rename, rm } from 'node:fs/promises';
import { nameReplay, openBuild, readReceipt, replayFile, replaysIn, syncToDisk } from '#warehouse';
import type { Content } from '../stages/content-files.ts';
import type { Stage } from '../stages/stages.ts';
import { buildSizeFor } from '../stages/build-size.ts';
import { dropGathered } from '../stages/passing.ts';
import { fill } from '../versions/fill.ts';
import { readBuildInputs } from '../versions/manifest.ts';
import { bytesOf, damageOf, filesOf, foundOf } from '../versions/stored-files.ts';
import { draftOf, sweepReplays } from './sweep-replays.ts';

export interface ReplayOptions extends Content {
  warehouse: string;
  version: string;
  /** What happened after this day is not known, and it is the day to judge by. */
  day: string;
  /** The manifest of the program. */
  program: string;
}

/** What later stages were made of, and no answer as of a day reads: it need not be kept. */
const passing = ['checks', 'links', 'known', 'warnings', 'lifecycle', 'assertions'] as const satisfies readonly Stage[];

/** What tells the content that judges now from any other. */
export const digestOfContent = async (content: Content & { program: string }): Promise<string> =>
  (await readBuildInputs(content)).digest;

/**
 * Judges the kept files of a version as of an earlier day, by what was known on it, and puts that in place whole, among
 * the replays; answers its name. The version stays as it is, and so does everything that is published.
 */
export async function makeReplay({ warehouse, version, day, ...content }: ReplayOptions): Promise<string> {
  const receipt = await readReceipt(warehouse, version);
  const digest = await digestOfContent(content);
  const name = nameReplay({ version, day, digest });
  await mkdir(replaysIn(warehouse), { recursive: true });
  await sweepReplays(warehouse, digest);
  const stored = filesOf(receipt);
  const damage = await damageOf(warehouse, stored);
  if (damage.length > 0) throw new Error(damage.join('\n'));
  const files = foundOf(warehouse, stored);
  const draft = draftOf(warehouse, name);
  try {
    const build = await openBuild(draft, buildSizeFor(await bytesOf(files)));
    try {
      await fill(build, {
        ...content,
        version,
        loadedAt: receipt.loadedAt,
        asOf: day,
        knownBy: day,
        fingerprint: receipt.fingerprint,
        files,
        onProgress: () => {},
      });
      await dropGathered(build);
      for (const stage of passing) await build.run(stage, `drop schema ${stage} cascade`);
      await build.run('checkpoint', 'checkpoint');
    } finally {
      build.close();
    }
    await syncToDisk(draft);
    await rename(draft, replayFile(warehouse, name));
  } finally {
    await rm(draft, { force: true });
    await rm(`${draft}.tmp`, { recursive: true, force: true });
  }
  return name;
}
