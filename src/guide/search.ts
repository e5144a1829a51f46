import { folded, type GuideBlock, type GuideBook, type GuideHit } from '#spec';
import { wordsOf } from './read-book.ts';

/** What a block says in words; a picture is what stands under it. */
export const saidIn = (block: GuideBlock): string =>
  block.kind === 'command' ? block.text : block.kind === 'picture' ? block.caption : block.parts.map(wordsOf).join('');

/**
 * The tasks in which every word that is asked stands somewhere, in half width and without case: those first whose title
 * has it, then in the order of the books. `first` is the book of who asks.
 */
export function searchBooks(books: readonly GuideBook[], asked: string, first: string | null): GuideHit[] {
  const words = asked
    .split(/[\s\u3000]+/)
    .map(folded)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const hits = books.flatMap((book) =>
    book.tasks.flatMap((task) => {
      const said = [task.title, ...task.blocks.map(saidIn)];
      const lines = said.map(folded);
      if (!words.every((word) => lines.some((line) => line.includes(word)))) return [];
      const at = lines.findIndex((line, at) => at > 0 && words.some((word) => line.includes(word)));
      const isOfTitle = words.every((word) => folded(task.title).includes(word));
      const hit: GuideHit = {
        book: book.name,
        bookTitle: book.title,
        task: task.name,
        title: task.title,
        said: said[at] ?? said[1] ?? '',
      };
      return [{ hit, rank: Number(!isOfTitle) * 2 + Number(book.name !== first) }];
    })
  );
  return hits.sort((a, b) => a.rank - b.rank).map(({ hit }) => hit);
}
