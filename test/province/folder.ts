import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const NOTE = '说明.md';
/** What was planted: its ending keeps a load from reading it. */
export const LIST = '埋设清单_示例数据.txt';

/** Makes the folder ready: an older sample in it goes. Anything else in it is an Error, and nothing is touched. */
export function clear(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Error(`${folder} 不是文件夹`);
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const isOurs = (path: string, name: string) =>
    name.includes('示例数据') || (name === NOTE && readFileSync(path, 'utf8').startsWith('# 示例数据'));
  const foreign = files.find(({ parentPath, name }) => !isOurs(join(parentPath, name), name));
  if (foreign) throw new Error(`${folder} 里有不是示例数据的文件 ${foreign.name}，请换一个文件夹`);
  for (const { parentPath, name } of files) rmSync(join(parentPath, name));
}
