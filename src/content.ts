import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the project. */
export const root = join(import.meta.dirname, '..');

/** What the engine builds by. */
export const content = { pipelines: join(root, 'pipelines'), reference: join(root, 'data/reference') };

/** The version of this program. */
export async function program(): Promise<string> {
  return (JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
