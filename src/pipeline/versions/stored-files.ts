import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Receipt } from '#spec';
import { extensionOf, type Found } from '#intake';
import { hashOf } from './input-files.ts';

/** A file of a version: what it was called when it was handed in, and which bytes it is. */
export interface KeptFile {
  path: string;
  sha256: string;
}

/** Where a warehouse keeps the bytes of every file that was handed in. */
export const shelfOf = (warehouse: string): string => join(warehouse, 'files');

export const placeOf = (warehouse: string, sha256: string): string => join(shelfOf(warehouse), sha256);

/** The files of a version, in the order they supersede each other. */
export function filesOf({ files }: Pick<Receipt, 'files'>): KeptFile[] {
  return Array.from(new Map(files.map(({ file, sha256 }) => [file, sha256])), ([path, sha256]) => ({ path, sha256 }));
}

/** Kept files as a load reads them, in the order given. */
export const foundOf = (warehouse: string, files: readonly KeptFile[]): Found[] =>
  files.map(({ path, sha256 }) => ({
    path,
    place: placeOf(warehouse, sha256),
    extension: extensionOf(path),
    kind: 'file',
  }));

/** What is wrong with the kept bytes, file by file, each with what to do; none where each is what its name says. */
export async function damageOf(warehouse: string, files: readonly KeptFile[]): Promise<string[]> {
  const reasons: string[] = [];
  for (const { path, sha256 } of files) {
    const place = placeOf(warehouse, sha256);
    const there = await stat(place).catch(() => null);
    if (!there?.isFile()) reasons.push(`${path} 的原件不在了（files/${sha256}）。请从备份恢复，或重新交这个文件。`);
    else if ((await hashOf(place)) !== sha256)
      reasons.push(`${path} 的原件被改动过（files/${sha256}）。请从备份恢复，或重新交这个文件。`);
  }
  return reasons;
}
