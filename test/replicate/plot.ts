import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordFile } from '#pipeline';
import { folderStore } from '../../src/replicate/folder-store.ts';
import { push } from '#replicate';
import { openStore } from '#store';
import { publishVersion } from '../published.ts';

export const versions = ['20260701T090000-11111111', '20260702T090000-22222222', '20260703T090000-33333333'] as const;

/** A builder's warehouse, a store that it pushes to, and places for copies of either. */
export async function plot() {
  const root = await mkdtemp(join(tmpdir(), 'replicate-'));
  const [builder, stored] = [join(root, 'builder'), join(root, 'store')];
  const { mkdir } = await import('node:fs/promises');
  await mkdir(builder);
  const store = folderStore(stored);
  return {
    root,
    builder,
    stored,
    store,
    reader: (name: string) => join(root, name),
    publish: (version: string, folder = builder) => publishVersion(folder, version),
    push: (folder = builder) => push({ warehouse: folder, store }),
    /** Another machine that was set up from this one. */
    async twin() {
      const other = join(root, 'twin');
      await cp(builder, other, { recursive: true });
      return other;
    },
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

/** Writes a line into a record, as somebody does who decides. */
export function decide(warehouse: string, said: string): string {
  const record = openStore(recordFile(warehouse));
  try {
    return record.append({
      stream: 'decisions',
      at: '2026-07-01T10:00:00+08:00',
      by: '张三',
      body: JSON.stringify({ said }),
    }).hash;
  } finally {
    record.close();
  }
}
