import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { misused } from './misuse.ts';

/** Where the reference data of the one province lies that a process is for; undefined: where the program has it. */
const variable = 'BAIJING_REFERENCE';

export const referenceHere = (otherwise: string): string => process.env[variable] ?? otherwise;

/**
 * The warehouse of one province among several, each of which has a folder with its own `reference` (notices, cities,
 * limits) and `warehouse`. From here on this process, and whatever it starts, judges by that reference data. The folder
 * is a name below data/provinces, or a path.
 */
export function tenantAt(said: string, root: string): string {
  const folder = resolve(said.includes('/') || said.includes('\\') ? said : join(root, 'data/provinces', said));
  const reference = join(folder, 'reference');
  if (!existsSync(reference))
    misused(
      `--tenant ${said}：没有 ${reference}。一个省一个文件夹，里面是它自己的 reference（通知、市、限额）和 warehouse`
    );
  process.env[variable] = reference;
  return join(folder, 'warehouse');
}
