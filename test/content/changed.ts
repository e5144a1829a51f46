import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Fault } from '#spec/content';
import { checkContent, contentIn, type ContentFolders } from '#tasks/check-content.ts';

/** One thing that is written otherwise: in which file, what, and how; null takes the file away. */
export interface Change {
  file: string;
  from: string | RegExp;
  to: string | null;
}

/** A copy of the content of this repository, changed. Whoever takes it removes it. */
export async function changedContent(changes: readonly Change[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'content-'));
  for (const folder of ['pipelines', 'dashboards', 'data/reference'])
    await cp(folder, join(root, folder), { recursive: true });
  // What content imports is found from where it lies.
  for (const each of ['package.json', 'src', 'node_modules']) await symlink(resolve(each), join(root, each));
  for (const { file, from, to } of changes) {
    const path = join(root, file);
    if (to === null) {
      await rm(path, { recursive: true });
      continue;
    }
    const before = await readFile(path, 'utf8').catch(() => '');
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${file} does not say ${String(from)}`);
    await writeFile(path, after);
  }
  return root;
}

type Look = (content: ContentFolders) => Promise<readonly Fault[]>;

/** Every fault of changed content, each as `file:line message`; or those of a part of it that is looked at alone. */
export async function faultsAfter(changes: readonly Change[], look: Look = checkContent): Promise<string[]> {
  const root = await changedContent(changes);
  try {
    const faults = await look(contentIn(root));
    return faults.map(({ file, line, message }) => `${file}:${line ?? '-'} ${message}`);
  } finally {
    await rm(root, { recursive: true });
  }
}
