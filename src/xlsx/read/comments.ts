import type { Archive } from './archive.ts';
import { readXml } from './xml.ts';

/** Whether a workbook has comments by others than `ownAuthor`. Comments that cannot be read count as by others. */
export async function hasComments(archive: Archive, ownAuthor: string | undefined): Promise<boolean> {
  const parts = archive.names
    .map((name) => name.toLowerCase())
    .filter((name) => /^xl\/(threaded)?comments/.test(name) && name.endsWith('.xml'));
  for (const part of parts)
    if (part.startsWith('xl/threaded') || (await hasOthers(archive, part, ownAuthor))) return true;
  return false;
}

async function hasOthers(archive: Archive, part: string, ownAuthor: string | undefined): Promise<boolean> {
  const authors: string[] = [];
  let isAuthor = false;
  let isOther = false;
  try {
    await readXml(archive, part, 'comments', {
      open(name, { authorId }) {
        isAuthor = name === 'author';
        if (isAuthor) authors.push('');
        if (name !== 'comment') return;
        if (ownAuthor === undefined || authors[Number(authorId)]?.trim() !== ownAuthor) isOther = true;
      },
      text(text) {
        if (isAuthor) authors[authors.length - 1] += text;
      },
      close() {
        isAuthor = false;
      },
    });
  } catch {
    return true;
  }
  return isOther;
}
