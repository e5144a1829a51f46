import { readdir, stat, statfs } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { isVersion, replaysIn } from '#warehouse';
import { readingsIn } from '../versions/readings.ts';
import { fileStoreOf } from '../versions/stored-files.ts';
import { worldsIn } from '../worlds/world-file.ts';

/** What the files of a warehouse are, as far as anybody asks what its disk is full of. */
export const diskKinds = ['tables', 'originals', 'replays', 'records', 'rest'] as const;
export type DiskKind = (typeof diskKinds)[number];

export interface DiskUse {
  kinds: Record<DiskKind, { count: number; bytes: number }>;
  /** Bytes of the disk: all of it, and what is left for whoever runs the program. */
  size: number;
  free: number;
}

/** What lies in a warehouse, by what it is, and how much room there is beside it. */
export async function diskUseOf(warehouse: string): Promise<DiskUse> {
  const kinds = Object.fromEntries(diskKinds.map((kind) => [kind, { count: 0, bytes: 0 }])) as DiskUse['kinds'];
  const folders: Readonly<Record<string, DiskKind>> = {
    [basename(fileStoreOf(warehouse))]: 'originals',
    [basename(replaysIn(warehouse))]: 'replays',
    [basename(worldsIn(warehouse))]: 'replays',
    [basename(readingsIn(warehouse))]: 'replays',
  };
  for (const entry of await readdir(warehouse, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // What is taken away meanwhile takes no room.
    const there = await stat(join(entry.parentPath, entry.name)).catch(() => null);
    if (there === null) continue;
    const [folder = ''] = relative(warehouse, entry.parentPath).split(sep);
    const kind = kindOf(entry.name, folder === '' ? null : folder, folders);
    kinds[kind].count += 1;
    kinds[kind].bytes += there.size;
  }
  const { blocks, bavail, bsize } = await statfs(warehouse);
  return { kinds, size: blocks * bsize, free: bavail * bsize };
}

function kindOf(name: string, folder: string | null, folders: Readonly<Record<string, DiskKind>>): DiskKind {
  if (folder !== null) return folders[folder] ?? 'rest';
  const [version = ''] = name.split('.');
  if (isVersion(version)) return name.endsWith('.duckdb') ? 'tables' : 'records';
  return /\.sqlite(?:-wal|-shm)?$/.test(name) ? 'records' : 'rest';
}
