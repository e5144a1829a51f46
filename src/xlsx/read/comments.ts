import type { Archive } from './archive.ts';
import { readXml } from './xml.ts';

/** Who says the comments of a marked copy: they are not the clerk's, and nobody need be told that they were not read. */
export const noteAuthor = '百景';

/** Whether anybody but us has left comments in a workbook. */
export async function hasComments(archive: Archive): Promise<boolean> {
  const parts = archive.names
    .map((name) => name.toLowerCase())
    .filter((name) => /^xl\/(threaded)?comments/.test(name) && name.endsWith('.xml'));
  for (const part of parts) if (part.startsWith('xl/threaded') || (await hasOthers(archive, part))) return true;
  return false;
}

async function hasOthers(archive: Archive, part: string): Promise<boolean> {
  const authors: string[] = [];
  let isAuthor = false;
  let isOther = false;
  try {
    await readXml(archive, part, 'comments', {
      open(name, { authorId }) {
        isAuthor = name === 'author';
        if (isAuthor) authors.push('');
        if (name === 'comment' && authors[Number(authorId)]?.trim() !== noteAuthor) isOther = true;
      },
      text(text) {
        if (isAuthor) authors[authors.length - 1] += text;
      },
      close() {
        isAuthor = false;
      },
    });
  } catch {
    // Comments that cannot be read are not ours, and no reason to refuse the cells.
    return true;
  }
  return isOther;
}
