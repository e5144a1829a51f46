import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { accessFile, lockedOutBy, openAccess, readRoles, type Desk } from '#access';
import type { EnteringDoor } from '#api';
import { readPointer } from '#deliver';
import { dimensionNames } from '#query';
import { content, root } from '#environment/content.ts';

interface Options {
  warehouse: string;
  worker: EnteringDoor['worker'];
  /** Of an office; null on one seat, where accounts may lie beside the warehouse all the same. */
  desk: Desk | null;
  digest: () => Promise<string>;
  onSaved: () => void;
  /** The folder data/. */
  data?: string;
  /** Where releases lie, and the folder of the one that runs; null where it was not installed from an archive. */
  home?: string | null;
  release?: string;
}

/** Where the content of this program is filled in: its own folder data/, which an upgrade brings along. */
export const enteringDoor = ({
  warehouse,
  worker,
  desk,
  digest,
  onSaved,
  data = join(root, 'data'),
  home = process.env.BAIJING_HOME ?? null,
  release = root,
}: Options): EnteringDoor => ({
  data,
  pipelines: content.pipelines,
  worker,
  digest,
  onSaved,
  refusalOfRoles: (access, by) => lockedOut({ warehouse, desk, access, by }),
  refusal: () => replacedBy(home, release),
});

/** What this program saves after it was replaced, the one that is started next would not have. */
async function replacedBy(home: string | null, release: string): Promise<string | null> {
  const current = home === null ? null : (await readPointer(home).catch(() => null))?.current;
  return !current || current === basename(release)
    ? null
    : `程序已经换成 ${current}，这里开着的还是原来的：请先重新启动服务再保存，现在存的新程序看不到。什么也没有保存。`;
}

/** Why these roles would lock somebody out; null where they do not. */
async function lockedOut({
  warehouse,
  desk,
  access,
  by,
}: Pick<Options, 'warehouse' | 'desk'> & { access: string; by: string | null }): Promise<string | null> {
  const { roles, faults } = await readRoles(access, dimensionNames);
  // What is written wrong is told by row and column.
  if (faults.length > 0) return null;
  const file = accessFile(warehouse);
  if (desk === null && !existsSync(file)) return null;
  const store = desk?.store ?? openAccess(file);
  try {
    return lockedOutBy({ store, roles }, by);
  } finally {
    if (desk === null) store.close();
  }
}
