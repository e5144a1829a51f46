import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load, type LoadOptions } from '#pipeline';
import { openFile, readCurrent } from '#warehouse';
import { folderOf, trees, type Files } from './content.ts';

/** Four trees, of which one cannot be read and one has no number. */
export const csv = '编号,树高\nA,1.5\nB,高\n,3\nC,2\n';

/** A department that counts trees, what is handed in to it, and a load of that as often as it is asked for. */
export async function plot({ files = { 'trees.csv': csv }, content = {} }: { files?: Files; content?: Files } = {}) {
  const root = await folderOf({ ...trees, ...content });
  const folder = await folderOf(files);
  const warehouse = join(root, 'warehouse');
  const steps: string[] = [];
  const again = (options: Partial<LoadOptions> = {}) =>
    load({
      folder,
      warehouse,
      pipelines: join(root, 'pipelines'),
      reference: join(root, 'reference'),
      asOf: null,
      program: '1.0.0',
      onProgress: ({ step, detail }) => steps.push(detail ? `${step} ${detail}` : step),
      ...options,
    });
  return { root, folder, warehouse, steps, again };
}

/** What the published version answers. */
export async function answer(warehouse: string, sql: string) {
  const current = await readCurrent(warehouse);
  if (!current) throw new Error('nothing is published');
  const file = await openFile(current.path, current.version);
  try {
    return await (await file.read('test', sql)).rows();
  } finally {
    file.close();
  }
}

/** Every file below a folder with its bytes, as one text. */
export async function stateOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return JSON.stringify(
    await Promise.all(
      names.map(async (name) => [
        name,
        createHash('sha256')
          .update(await readFile(name))
          .digest('hex'),
      ])
    )
  );
}
