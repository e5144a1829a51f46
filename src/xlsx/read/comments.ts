import { restOf } from '../own-notes.ts';
import type { Archive } from './archive.ts';
import { readRelations } from './relations.ts';
import { unescapeText } from './text.ts';
import { readXml } from './xml.ts';

/**
 * On which of the sheets somebody said something in a comment besides what is `own`, the words of the caller's program,
 * since programs that save a workbook again change the names of authors; and whether in one that no sheet has. Comments
 * that cannot be read count as said by somebody.
 */
export async function findComments(
  archive: Archive,
  sheets: readonly string[],
  own: RegExp | undefined
): Promise<{ areCommented: boolean[]; isElsewhere: boolean }> {
  const ofSheets: Comments[] = [];
  for (const sheet of sheets) {
    const relations = await readRelations(archive, sheet);
    const of = (type: string) =>
      relations.flatMap((each) => (each.type === type && archive.has(each.part) ? [each.part.toLowerCase()] : []));
    ofSheets.push({ threads: of('threadedComment'), notes: of('comments') });
  }
  const owned = new Set(ofSheets.flatMap(({ threads, notes }) => [...threads, ...notes]));
  const others = archive.names.map((each) => each.toLowerCase()).filter((each) => !owned.has(each));
  const elsewhere: Comments = {
    threads: others.filter((each) => /^xl\/threadedcomments\/.*\.xml$/.test(each)),
    notes: others.filter((each) => /^xl\/comments.*\.xml$/.test(each)),
  };
  const hasThreads = [...ofSheets, elsewhere].some(({ threads }) => threads.length > 0);
  const isSaid = (text: string) => own === undefined || restOf(text, own) !== '';
  // What stands for a thread where threads are not known says the same again.
  const isCopy = (author: string) => hasThreads && author.startsWith('tc=');
  const areSaid = async ({ threads, notes }: Comments): Promise<boolean> => {
    for (const part of threads)
      if ((await textsOf(archive, part, thread))?.some(({ text }) => isSaid(text)) ?? true) return true;
    for (const part of notes)
      if ((await textsOf(archive, part, note))?.some(({ author, text }) => !isCopy(author) && isSaid(text)) ?? true)
        return true;
    return false;
  };
  const areCommented: boolean[] = [];
  for (const each of ofSheets) areCommented.push(await areSaid(each));
  return { areCommented, isElsewhere: await areSaid(elsewhere) };
}

/** The parts of a workbook that hold comments. */
interface Comments {
  threads: string[];
  notes: string[];
}

const note = { root: 'comments', element: 'comment', text: 't' };
const thread = { root: 'ThreadedComments', element: 'threadedComment', text: 'text' };

/** Each comment of a part, its runs joined; null where it cannot be read. */
async function textsOf(
  archive: Archive,
  part: string,
  names: typeof note
): Promise<{ author: string; text: string }[] | null> {
  const authors: string[] = [];
  const found: { author: string; text: string }[] = [];
  const path: string[] = [];
  try {
    await readXml(archive, part, names.root, {
      open(name, { authorId }) {
        path.push(name);
        if (name === 'author') authors.push('');
        if (name === names.element) found.push({ author: authors[Number(authorId)] ?? '', text: '' });
      },
      text(text) {
        if (path.at(-1) === 'author') authors[authors.length - 1] += text;
        const last = found.at(-1);
        if (last && path.at(-1) === names.text && path.includes(names.element) && !path.includes('rPh'))
          last.text += unescapeText(text);
      },
      close: () => void path.pop(),
    });
  } catch {
    return null;
  }
  return found;
}
