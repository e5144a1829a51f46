import { Type, type Static } from 'typebox';
import { closed, count, nullable } from './shape.ts';

/** A piece of what a handbook says: words, or what a reader does: goes somewhere, presses, writes, and then sees. */
export const GuidePart = Type.Union([
  closed({ text: Type.String() }),
  closed({ go: Type.String(), to: Type.String({ description: 'An address of this site.' }) }),
  closed({ press: Type.String({ description: 'What stands on the button, the link or the field.' }) }),
  closed({ type: Type.String({ description: 'What is written into the field that was pressed last.' }) }),
  closed({ see: Type.String({ description: 'What then stands on the page.' }) }),
]);
export type GuidePart = Static<typeof GuidePart>;

export const GuideBlock = Type.Union([
  closed({ kind: Type.Enum(['text', 'step', 'note']), parts: Type.Array(GuidePart) }),
  closed({ kind: Type.Literal('command'), text: Type.String() }),
  closed({
    kind: Type.Literal('picture'),
    picture: Type.String(),
    caption: Type.String(),
    size: nullable(closed({ width: count, height: count }), 'null: it is yet to be taken.'),
  }),
]);
export type GuideBlock = Static<typeof GuideBlock>;

/** One thing that a reader wants to get done. */
export const GuideTask = closed({ name: Type.String(), title: Type.String(), blocks: Type.Array(GuideBlock) });
export type GuideTask = Static<typeof GuideTask>;

/** The handbook of one kind of reader. */
export const GuideBook = closed({
  name: Type.String(),
  title: Type.String(),
  description: Type.String(),
  roles: Type.Array(Type.String(), { description: 'Whose it is, `seat` where nobody signs in; none: everybody’s.' }),
  tasks: Type.Array(GuideTask),
});
export type GuideBook = Static<typeof GuideBook>;

/** Where the words that were searched stand. */
export const GuideHit = closed({
  book: Type.String(),
  bookTitle: Type.String(),
  task: Type.String(),
  title: Type.String(),
  said: Type.String({ description: 'The line in which the first of them stands.' }),
});
export type GuideHit = Static<typeof GuideHit>;

export const Guide = closed({
  books: Type.Array(
    closed({
      ...GuideBook.properties,
      tasks: Type.Array(closed({ name: Type.String(), title: Type.String() })),
    })
  ),
  found: nullable(Type.Array(GuideHit), 'null: nothing was searched.'),
});
export type Guide = Static<typeof Guide>;
