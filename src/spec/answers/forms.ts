import { Type, type Static } from 'typebox';
import { closed, nullable, text } from './shape.ts';

/** A column of a form: what its clerk writes there. */
export const FormColumn = closed({
  name: Type.String(),
  header: Type.String(),
  aliases: Type.Array(Type.String()),
  kind: Type.String(),
  kindTitle: Type.String({ description: 'The kind in words.' }),
  reads: Type.String({ description: 'What its cells read, in words.' }),
  options: nullable(Type.Array(Type.String(), { description: 'The values to choose from; null where any will do.' })),
  format: Type.Enum(['text', 'day', 'plain'], {
    description:
      'How its cells are set in a template: as text, so that a program for spreadsheets leaves alone what is written, unless the kind says otherwise.',
  }),
  required: Type.Boolean({ description: 'A file without this column is refused.' }),
  essential: Type.Boolean({ description: 'A row without this value is refused.' }),
  isKey: Type.Boolean({ description: 'Two rows of one file may not be the same in the columns of the key.' }),
  isPrivate: Type.Boolean(),
  note: text,
});
export type FormColumn = Static<typeof FormColumn>;

/** A source as those who fill it in see it. */
export const Form = closed({
  name: Type.String(),
  title: Type.String(),
  files: Type.Array(Type.String(), { description: 'How names of such files begin.' }),
  handedInBy: Type.Array(Type.String(), { description: 'Who hands it in, as roles are called; none: nobody says.' }),
  until: Type.Array(closed({ batch: Type.String(), title: Type.String(), at: Type.String(), clause: text }), {
    description:
      'Until when, by the batches of the notice in force; none where the notice sets no day, or none is asked.',
  }),
  columns: Type.Array(FormColumn),
});
export type Form = Static<typeof Form>;
