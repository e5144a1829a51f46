import { Type, type Static } from 'typebox';
import type { ReadonlyDeep } from './readonly.ts';

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1 });
const texts = Type.Array(text, { minItems: 1 });

/** A column of a source, as its contract names it. */
export const Column = Type.Object(
  {
    /** The canonical header, in Chinese, without a unit. */
    header: text,
    aliases: Type.Optional(texts),
    /** How its cells read: the name of the macro that parses them. */
    kind: text,
    /** The values that a `choice` may take. */
    of: Type.Optional(texts),
    /** A file without this column is refused. */
    required: Type.Optional(Type.Literal(true)),
    /** A row without a readable value here is refused; elsewhere an unreadable cell becomes unknown. */
    essential: Type.Optional(Type.Literal(true)),
    /** Personal: what it holds never leaves the warehouse. */
    private: Type.Optional(Type.Literal(true)),
    /** What to tell the clerk who fills it in. */
    note: Type.Optional(text),
  },
  { ...closed, called: '列' }
);
export type Column = ReadonlyDeep<Static<typeof Column>>;

/** A kind of file that people hand in. The file's name in pipelines/sources is the source's name. */
export const Source = Type.Object(
  {
    title: Type.String({ minLength: 1, chinese: true }),
    /** How names of such files begin, in any letter case, before the header is looked at. */
    files: texts,
    /** The key is the column's name from `staging` on. */
    columns: Type.Record(Type.String(), Column),
    /**
     * The columns that identify a row. A later file's row supersedes the earlier one;
     * within one file two rows of one key are a defect of both. Without a key, only a
     * row that is the same in every cell supersedes, and only from a later file.
     */
    key: Type.Optional(texts),
  },
  { ...closed, called: '交表' }
);
export type Source = ReadonlyDeep<Static<typeof Source>>;
