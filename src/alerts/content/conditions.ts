import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isNotRead, type Fault } from '#spec/content';
import { readCondition, type ConditionFile } from './read-condition.ts';

/** Every condition below `pipelines/alerts`, by name; a folder that is not there holds none. */
export async function readConditions(folder: string, roles: readonly string[]): Promise<ConditionFile[]> {
  const names = (await readdir(folder).catch(() => [] as string[])).sort();
  return Promise.all(
    names
      .filter((name) => name.endsWith('.sql') && !name.startsWith('.'))
      .map(async (name) => {
        const text = (await readFile(join(folder, name), 'utf8')).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
        return readCondition(basename(name, '.sql'), text, roles);
      })
  );
}

/** What lies in the folder and is read by nothing. */
export async function strayConditions(folder: string): Promise<Fault[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return names
    .filter((name) => isNotRead(name, '.sql'))
    .map((name) => ({ file: `pipelines/alerts/${name}`, line: null, message: '不会被读到：这里只读 .sql。' }));
}
