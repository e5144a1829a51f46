import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { covers, type FileOwner, type Receipt } from '#spec';
import { extensionOf, isFile, type FoundFile, type HashedFile } from '#intake';
import { erasingFile, hashFile } from '#warehouse';
import { replacedIn } from './redactions.ts';

/** A file of a version: what it was called when it was handed in, and which bytes it is. */
export interface StoredFile {
  path: string;
  sha256: string;
  /** The account that handed it in; left out of what may hold rows of all. */
  owner?: FileOwner;
}

/** Where a warehouse keeps the bytes of every file that was handed in. */
export const fileStoreOf = (warehouse: string): string => join(warehouse, 'files');

export const storedPathOf = (warehouse: string, sha256: string): string => join(fileStoreOf(warehouse), sha256);

/** The files of a version, in the order they supersede each other. */
export function filesOf({ files }: Pick<Receipt, 'files'>): StoredFile[] {
  return Array.from(new Map(files.map((each) => [each.file, each])), ([path, { sha256, owner }]) => ({
    path,
    sha256,
    ...(owner === undefined ? {} : { owner }),
  }));
}

/** An account of a scope replaces what was handed in for no other rows than its own. */
export const mayReplace = (owner: FileOwner | undefined, file: StoredFile): boolean =>
  owner === undefined || (file.owner !== undefined && covers(owner.scope, file.owner.scope));

/** How many bytes there are in files. */
export async function bytesOf(files: readonly FoundFile[]): Promise<number> {
  const sizes = await Promise.all(files.filter(isFile).map(async ({ diskPath }) => (await stat(diskPath)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The manifest of what made a version; null where it was not kept, or is lost. */
export const readManifest = (warehouse: string, { digest }: Pick<Receipt, 'digest'>): Promise<string | null> =>
  readFile(storedPathOf(warehouse, digest), 'utf8').catch(() => null);

/** Kept files as a load reads them, in the order given. */
export const foundOf = (warehouse: string, files: readonly StoredFile[]): HashedFile[] =>
  files.map(({ path, sha256, owner }) => ({
    ...(owner === undefined ? {} : { owner }),
    path,
    diskPath: storedPathOf(warehouse, sha256),
    sha256,
    extension: extensionOf(path),
    kind: 'file',
  }));

/**
 * What is wrong with the kept bytes, file by file, each with what to do; none where each is what its name says, or what
 * was left when persons were taken out of it.
 */
export async function damageOf(warehouse: string, files: readonly StoredFile[]): Promise<string[]> {
  const reasons: string[] = [];
  const replaced = await replacedIn(warehouse);
  const unfinished = existsSync(erasingFile(warehouse))
    ? '（清除个人信息没有做完：请先运行 npm run retention -- resume）'
    : '';
  for (const { path, sha256 } of files) {
    const diskPath = storedPathOf(warehouse, sha256);
    const there = await stat(diskPath).catch(() => null);
    const other = replaced.get(sha256);
    if (!there?.isFile() && other?.now === null)
      reasons.push(
        `${path} 的原件已由 ${other.by} 于 ${other.at.slice(0, 10)} 为清除个人信息整份移去（files/${sha256}），不能再用。`
      );
    else if (!there?.isFile())
      reasons.push(`${path} 的原件不在了（files/${sha256}）${unfinished}。请从备份恢复，或重新交这个文件。`);
    else if (![sha256, other?.now].includes(await hashFile(diskPath)))
      reasons.push(`${path} 的原件被改动过（files/${sha256}）${unfinished}。请从备份恢复，或重新交这个文件。`);
  }
  return reasons;
}
