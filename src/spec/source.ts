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
    /** Which of them a notice knows: a column of a table in its folder, `steps.step`. Clerks are told those. */
    ofNotice: Type.Optional(Type.String({ pattern: '^\\w+\\.\\w+$' })),
    /** Only a notice whose forms.csv lists it has it in its form. It is read whenever it is there. */
    onlyIn: Type.Optional(Type.Literal('forms')),
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

/**
 * How rows without a key are known. A later file's row supersedes the earlier one of the same natural key, and one that
 * is the same in every cell; whatever else it holds is added. Within one file two rows of one natural key both stand.
 */
export const Identity = Type.Object(
  {
    /** The natural key. A row in which one of these is blank has none. */
    columns: texts,
    /** Those of them that are known later: a row without any gives way to one that has them and the same others. */
    pending: Type.Optional(texts),
    /** Those of them by which a row says the same again, like a check on another day: the load does not ask. */
    recurring: Type.Optional(texts),
    /** Rows of two files that agree here, and are not the same, may be one corrected: the load asks. */
    subject: texts,
  },
  { ...closed, called: '一行' }
);

/** A kind of file that people hand in. The file's name in pipelines/sources is the source's name. */
export const Source = Type.Object(
  {
    title: Type.String({ minLength: 1, chinese: true }),
    /** How names of such files begin, in any letter case, before the header is looked at. */
    files: texts,
    /** The key is the column's name from `staging` on. */
    columns: Type.Record(Type.String(), Column),
    /** Who hands it in, as roles of data/access are called. */
    handedInBy: Type.Optional(texts),
    /** The column of data/reference/batches.csv that says until when, of each batch of the notice in force. */
    dueBy: Type.Optional(Type.String({ minLength: 1 })),
    /** Only a notice whose forms.csv lists it, with no column, asks for it. */
    onlyIn: Type.Optional(Type.Literal('forms')),
    /**
     * The columns that identify a row. A later file's row supersedes the earlier one;
     * within one file two rows of one key are a defect of both.
     */
    key: Type.Optional(texts),
    /** Of a table whose rows add up: what makes two of them one, where two files say it. */
    identity: Type.Optional(Identity),
  },
  { ...closed, called: '交表' }
);
export type Source = ReadonlyDeep<Static<typeof Source>>;
