import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from '#warehouse';

/** Where content lies. */
export interface Content {
  /** The folder pipelines/. */
  pipelines: string;
  /** The folder data/reference. */
  reference: string;
}

/** A file of pipelines/ or data/reference. */
export interface ContentFile {
  /** From the folder of the project, with `/`. */
  path: string;
  /** With the line endings of Unix: git may write others into a clone, which is no other content. */
  bytes: Buffer;
  /** Of these bytes, in hex. */
  sha256: string;
}

/**
 * Whether a file is content, by its name: not what is hidden,
 * nor what editors, office programs and systems leave beside it.
 */
export const isContentFile = (name: string): boolean => /^[^.#~].*\.(sql|ts|csv|md)$/.test(name);

/** The folders of pipelines/ whose files make no table: a version is the same with them and without. */
export const outsideVersions: readonly string[] = ['alerts', 'scenarios'];

/**
 * Every file of content below a folder, in the order of their paths; `called` stands for the folder. One after the
 * other: a machine may let a process open no more than a thousand at once.
 */
export async function readContentFiles(folder: string, called: string): Promise<ContentFile[]> {
  const files: ContentFile[] = [];
  for (const path of (await pathsBelow(folder, '')).sort())
    files.push({ path: `${called}/${path}`, ...(await readContentFile(join(folder, path))) });
  return files;
}

export async function readContentFile(path: string): Promise<Pick<ContentFile, 'bytes' | 'sha256'>> {
  const bytes = withUnixEndings(await readFile(path));
  return { bytes, sha256: hashOf(bytes) };
}

async function pathsBelow(folder: string, below: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await readdir(join(folder, below))) {
    if (name.startsWith('.')) continue;
    const path = below === '' ? name : `${below}/${name}`;
    if ((await stat(join(folder, path))).isDirectory()) paths.push(...(await pathsBelow(folder, path)));
    else if (isContentFile(name)) paths.push(path);
  }
  return paths;
}

/** What holds a zero byte is UTF-16, where a line ends otherwise. */
function withUnixEndings(bytes: Buffer): Buffer {
  if (bytes.includes(0) || !bytes.includes('\r\n')) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
