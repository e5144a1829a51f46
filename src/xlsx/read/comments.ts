import { restOf } from '../own-notes.ts';
import type { Archive } from './archive.ts';
import { unescapeText } from './text.ts';
import { readXml } from './xml.ts';

const ofComments = /^xl\/(?:.*\/)?(threaded)?(?:comment|note)s?[^/]*\.xml$/;

/**
 * Whether somebody said something in a comment besides what is `own`: the words of the caller's program, since programs
 * that save a workbook again change the names of authors. Comments that cannot be read count as said by somebody.
 */
export async function hasComments(archive: Archive, own: RegExp | undefined): Promise<boolean> {
  for (const part of archive.names) {
    const [found, threaded] = ofComments.exec(part.toLowerCase()) ?? [];
    if (found === undefined) continue;
    const texts = await (threaded
      ? textsOf(archive, part, 'ThreadedComments', 'threadedComment')
      : textsOf(archive, part));
    if (texts === null || texts.some((text) => own === undefined || restOf(text, own) !== '')) return true;
  }
  return false;
}

/** The text of each comment of a part, its runs joined; null where it cannot be read. */
async function textsOf(
  archive: Archive,
  part: string,
  root = 'comments',
  element = 'comment'
): Promise<string[] | null> {
  const texts: string[] = [];
  const path: string[] = [];
  try {
    await readXml(archive, part, root, {
      open(name) {
        path.push(name);
        if (name === element) texts.push('');
      },
      text(text) {
        const isSaid = root === 'comments' ? path.at(-1) === 't' && !path.includes('rPh') : path.at(-1) === 'text';
        if (isSaid && path.includes(element)) texts[texts.length - 1] += unescapeText(text);
      },
      close: () => void path.pop(),
    });
  } catch {
    return null;
  }
  return texts;
}
