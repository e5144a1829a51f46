import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { accessFile, lockedOutBy, openAccess, readRoles, type Desk } from '#access';
import type { EnteringDoor } from '#api';
import { dimensionNames } from '#query';
import { content, root } from './content.ts';

interface Options {
  warehouse: string;
  worker: EnteringDoor['worker'];
  /** Of an office; null on one seat, where accounts may lie beside the warehouse all the same. */
  desk: Desk | null;
  digest: () => Promise<string>;
  onSaved: () => void;
  /** The folder data/. */
  data?: string;
}

/** Where the content of this program is filled in: its own folder data/, which an upgrade brings along. */
export const enteringDoor = ({
  warehouse,
  worker,
  desk,
  digest,
  onSaved,
  data = join(root, 'data'),
}: Options): EnteringDoor => ({
  data,
  pipelines: content.pipelines,
  worker,
  digest,
  onSaved,
  refusalOfRoles: (access, by) => lockedOut({ warehouse, desk, access, by }),
});

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
