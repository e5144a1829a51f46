import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './content.ts';
import { dataFolder } from './data-folder.ts';

/** The commands that are about no data. */
const aboutNone: readonly string[] = ['check-content', 'notice', 'pack'];

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Whether a script is a command about the data of a warehouse. */
function isOfWarehouse(script: string): boolean {
  const [, command] = / src\/cli\.ts (\S+)/.exec(scripts[script] ?? '') ?? [];
  return command !== undefined && !aboutNone.includes(command);
}

/** The warehouse that a command has to name, since it means another one by itself; null where it means this one. */
export const namedWarehouse = (warehouse: string): string | null =>
  resolve(warehouse) === dataFolder() ? null : resolve(warehouse);

/**
 * A text in which each command that is about data says which: typed as it stands, it is about these and no other. The
 * folder comes first, since where the line ends only its reader knows. null: as it stands.
 */
export function aboutWarehouse(text: string, warehouse: string | null): string {
  if (warehouse === null) return text;
  const said = /^[\w./\\:@+\-\p{L}]+$/u.test(warehouse) ? warehouse : `"${warehouse}"`;
  return text.replaceAll(/npm run (?:-s )?([a-z][a-z-]*)(?![\w:-])(?: --(?= ))?/g, (whole, name: string) =>
    isOfWarehouse(name) ? `npm run ${name} -- --warehouse ${said}` : whole
  );
}
