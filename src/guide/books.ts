import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuideBlock, GuideBook } from '#spec';
import { decoded, type Fault } from '#spec/content';
import { sizeOfWebp } from './picture-size.ts';
import { readBook, type ReadBook } from './read-book.ts';

/** The handbooks of a folder, and its pictures by name. */
export interface Library {
  books: readonly GuideBook[];
  pictures: ReadonlyMap<string, Buffer>;
}

/** The same with what is wrong with each, for those who write it. */
export interface ReadLibrary {
  read: readonly ReadBook[];
  pictures: ReadonlyMap<string, Buffer>;
}

const pictureEnding = '.webp';

/** The handbooks of a folder in the order of their files, `1-city.md` before `2-division.md`; without it none. */
export async function readLibrary(folder: string, say = (text: string): string => text): Promise<ReadLibrary> {
  const pictures = await readPictures(join(folder, 'pictures'));
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.md')).sort();
  const read = await Promise.all(
    files.map(async (file): Promise<ReadBook> => {
      const called = file.slice(0, -'.md'.length);
      const text = decoded(await readFile(join(folder, file)));
      const found = readBook(called, say(text ?? ''));
      const unread: Fault = { file: `data/guide/${file}`, line: null, message: '不是 UTF-8 编码。请另存为 UTF-8。' };
      const tasks = found.book.tasks.map((task) => ({
        ...task,
        blocks: task.blocks.map((block) => {
          const sized = withSize(block, pictures);
          (found.lines as Map<GuideBlock, number>).set(sized, found.lines.get(block) ?? 1);
          return sized;
        }),
      }));
      const book = { ...found.book, name: called.replace(/^\d+-/, ''), tasks };
      return { ...found, book, faults: text === null ? [unread] : found.faults };
    })
  );
  return { read, pictures };
}

const withSize = (block: GuideBlock, pictures: ReadonlyMap<string, Buffer>): GuideBlock => {
  const bytes = block.kind === 'picture' ? pictures.get(block.picture) : undefined;
  return block.kind === 'picture' && bytes ? { ...block, size: sizeOfWebp(bytes) } : block;
};

async function readPictures(folder: string): Promise<Map<string, Buffer>> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(pictureEnding)).sort();
  const read = files.map(
    async (file) => [file.slice(0, -pictureEnding.length), await readFile(join(folder, file))] as const
  );
  return new Map(await Promise.all(read));
}

/**
 * What of a folder is shown: a book of which a line cannot be read still shows the others. `say` puts a text as it is
 * said here, as the commands of the program.
 */
export async function openLibrary(folder: string, say = (text: string): string => text): Promise<Library> {
  const { read, pictures } = await readLibrary(folder, say);
  return { books: read.map(({ book }) => book), pictures };
}
