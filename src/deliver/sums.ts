import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const sumsFile = 'SHA256SUMS';

/** A file that is not what it was when it was packed. */
export interface SumFault {
  file: string;
  says: string;
}

/** Writes the SHA-256 of every file below a folder, in the words of `sha256sum`; answers that of the list itself. */
export async function writeSums(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const name of await filesIn(folder)) lines.push(`${await hashOf(join(folder, name))}  ${name}\n`);
  const text = lines.join('');
  await writeFile(join(folder, sumsFile), text);
  return createHash('sha256').update(text).digest('hex');
}

/** What differs from the list: changed, missing, added, or a link that would lead elsewhere. */
export async function checkSums(folder: string): Promise<SumFault[]> {
  const text = await readFile(join(folder, sumsFile), 'utf8').catch(() => null);
  if (text === null) return [{ file: sumsFile, says: `没有 ${sumsFile}，不知道是不是完整` }];
  const said = new Map<string, string>();
  const faults: SumFault[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, hash, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash === undefined || name === undefined) faults.push({ file: sumsFile, says: `${sumsFile} 里有一行不成行` });
    else said.set(name, hash);
  }
  const there = new Set(await filesIn(folder));
  const links = await linksIn(folder);
  if (links.length > 0) return links.map((file) => ({ file, says: `${file} 是一个链接：安装包里没有链接` }));
  for (const name of there)
    if (!said.has(name)) faults.push({ file: name, says: `${name} 是后加进来的` });
    else if ((await hashOf(join(folder, name))) !== said.get(name))
      faults.push({ file: name, says: `${name} 被改动过` });
  for (const name of said.keys()) if (!there.has(name)) faults.push({ file: name, says: `少了 ${name}` });
  return faults;
}

/** Every file below a folder but the list, by the order of their names. */
async function filesIn(folder: string, below = ''): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) names.push(...(await filesIn(folder, name)));
    else if (name !== sumsFile) names.push(name);
  }
  return names.sort();
}

async function linksIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { withFileTypes: true, recursive: true });
  return all.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name);
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path) as AsyncIterable<Buffer>) hash.update(block);
  return hash.digest('hex');
}
