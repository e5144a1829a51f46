import { filesIn } from '../versions/manifest.ts';
import { filesOf, readManifest } from '../versions/stored-files.ts';
import type { KeptVersion } from './list.ts';

export interface Policy {
  /** So many of the newest versions stay, with the current one. */
  keep: number;
  /** Days for which every version stays. */
  older: number;
}

/** Why a version stays. */
export type Reason = 'current' | 'pinned' | 'paper' | 'newest' | 'young' | 'needed' | 'damaged';

const day = 24 * 60 * 60 * 1000;

/**
 * Which versions stay, each with why; the others go. One that is damaged is nobody's to throw away unseen, and what a
 * version that stays was compared with or built again from is needed to read its receipt; but not what these were
 * compared with in their turn, or nothing would ever go.
 */
export function staying(
  versions: readonly KeptVersion[],
  { keep, older }: Policy,
  now = Date.now()
): Map<string, Reason> {
  const stays = new Map<string, Reason>();
  for (const [before, { version, receipt, isCurrent, isPinned, isOnPaper, fault }] of versions.entries()) {
    const age = (now - Date.parse(receipt.loadedAt)) / day;
    if (isCurrent) stays.set(version, 'current');
    else if (isPinned) stays.set(version, 'pinned');
    else if (isOnPaper) stays.set(version, 'paper');
    else if (fault !== null) stays.set(version, 'damaged');
    else if (before < keep) stays.set(version, 'newest');
    // A time that cannot be read is no reason to take anything away.
    else if (!(age >= older)) stays.set(version, 'young');
  }
  for (const { version, receipt } of versions.filter((each) => stays.has(each.version) && each.bytes !== null))
    for (const needed of [receipt.compared?.version, receipt.rebuildOf])
      if (needed && needed !== version && !stays.has(needed)) stays.set(needed, 'needed');
  return stays;
}

/**
 * The hashes of every file that versions are made of, their content and its manifest among them; null where one of them
 * cannot say.
 */
export async function originalsOf(warehouse: string, versions: readonly KeptVersion[]): Promise<Set<string> | null> {
  const hashes = new Set<string>();
  for (const { receipt } of versions) {
    for (const { sha256 } of filesOf(receipt)) hashes.add(sha256);
    if (receipt.digest === '' || hashes.has(receipt.digest)) continue;
    const manifest = await readManifest(warehouse, receipt);
    if (manifest === null) return null;
    hashes.add(receipt.digest);
    for (const sha256 of filesIn(manifest).values()) hashes.add(sha256);
  }
  return hashes;
}
