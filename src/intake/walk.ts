import type { FileOwner } from '#spec';
import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '#warehouse';
import { inNaturalOrder } from './natural.ts';

export interface FoundFile {
  /** Below the folder, with `/`. */
  path: string;
  /** Where its bytes lie. */
  diskPath: string;
  /** In lower case, without the dot; empty where there is none. */
  extension: string;
  /** A link is never followed, nothing hidden is read; `other` is a pipe, a socket or a device. */
  kind: 'file' | 'hidden' | 'link' | 'other';
}

/** A file whose bytes nobody changes any more; of a link, or what is no file, there are none. */
export interface HashedFile extends FoundFile {
  /** In hex. */
  sha256: string;
  /** The account that handed it in; left out of what may hold rows of all. */
  owner?: FileOwner;
}

export const isFile = ({ kind }: FoundFile): boolean => kind === 'file';

/** What systems and programs leave beside people's files, and nobody ever means to hand in. */
const litter =
  /^(\._.*|\.ds_store|\.localized|\.git.*|\.svn|\.hg|\.idea|\.vscode|\.keep|\.trash.*|\.spotlight.*|\.fseventsd|\.temporaryitems|\.~lock\..*#|thumbs\.db|desktop\.ini|__macosx)$/i;
const hidden = /^(\.|~\$)/;
/** Office programs say in so many bytes who has a file open: `~$表.xlsx`. */
const ownerFile = 1024;

/** The same files with their hashes, where they are read as they lie. */
export const hashFiles = (files: readonly FoundFile[]): Promise<HashedFile[]> =>
  Promise.all(files.map(async (found) => ({ ...found, sha256: isFile(found) ? await hashFile(found.diskPath) : '' })));

/** Everything below a folder that may have been handed in, in the natural order of paths. */
export async function walkFolder(folder: string): Promise<FoundFile[]> {
  return (await walk(folder, '')).sort((a, b) => inNaturalOrder(a.path, b.path));
}

async function walk(folder: string, below: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const diskPath = join(folder, path);
    if (entry.name.includes('\ufffd')) await refuseOtherBytes(join(folder, below), path);
    if (litter.test(entry.name) || (await isOwnerFile(entry.name, diskPath))) continue;
    if (entry.isDirectory() && !hidden.test(entry.name)) found.push(...(await walk(folder, path)));
    else found.push({ path, diskPath, extension: extensionOf(entry.name), kind: kindOf(entry) });
  }
  return found;
}

/** A name in other bytes than UTF-8 cannot be opened by what was read of it: a zip of Windows leaves such. */
async function refuseOtherBytes(folder: string, path: string): Promise<void> {
  const names = await readdir(folder, { encoding: 'buffer' });
  const odd = names.find((name) => !isUtf8(name));
  if (odd === undefined) return;
  throw new Error(
    `${path}：文件名不是 UTF-8，多半是 Windows 的压缩包解压出来的（按 GBK 看是“${new TextDecoder('gb18030').decode(odd)}”）。请改名，或用 unzip -O GBK 重新解压，再导入`
  );
}

const kindOf = (entry: Dirent): FoundFile['kind'] => {
  if (entry.isSymbolicLink()) return 'link';
  if (hidden.test(entry.name)) return 'hidden';
  return entry.isFile() ? 'file' : 'other';
};

const isOwnerFile = async (name: string, diskPath: string): Promise<boolean> =>
  name.startsWith('~$') && (await stat(diskPath)).size <= ownerFile;

export const extensionOf = (name: string): string => (/\.([^.]+)$/.exec(name)?.[1] ?? '').toLowerCase();
