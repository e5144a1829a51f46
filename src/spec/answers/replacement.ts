import { Type, type Static } from 'typebox';
import { closed, count, nullable, text } from './shape.ts';

/** What a file does to the rows of the file that it stands for, or that nobody handed in again. */
export const Replacement = closed({
  file: nullable(Type.String(), 'null where the file before was not handed in again: all of its rows go.'),
  replaces: nullable(Type.String(), 'The file of the version before; null where it is a new one.'),
  goes: count,
  stays: count,
  comes: count,
  rejected: Type.Optional({
    ...count,
    description: 'Rows of the file that are wrong and will not be loaded, of those that stay or come.',
  }),
  held: Type.Optional(
    closed(
      { rows: count, same: count, division: count },
      'Of an account of a scope: rows of the file that are there already, handed in by somebody whose rows it cannot take the place of. They do not come. How many say the very same, and how many the division handed in.'
    )
  ),
  empties: Type.Optional(
    Type.Array(closed({ column: Type.String(), rows: count }), {
      description: 'Columns in which its rows say nothing where the rows whose place they take say something.',
    })
  ),
  takes: Type.Optional(
    Type.Array(closed({ file: Type.String(), rows: count, others: count }), {
      description:
        'Of a new file: those whose rows its rows take the place of, how many, and how many of them say something else.',
    })
  ),
  gone: Type.Optional(
    closed(
      { column: Type.String(), count, names: Type.Array(Type.String()) },
      'What rows of the file before are about and no row in use is about any more, by the column that names it; the first of them.'
    )
  ),
  problems: Type.Optional(
    closed({ cured: count, remaining: count, fresh: count }, 'What became of the defects of the file before.')
  ),
  doubt: nullable(text, 'Why it may not be meant to replace that file: nothing of the two is about the same.'),
  rows: Type.Array(
    closed({
      state: Type.Enum(['goes', 'comes']),
      sheet: Type.String(),
      row: Type.Integer(),
      cells: Type.Array(Type.String(), { description: 'The first of its cells; none that is personal.' }),
    }),
    { description: 'The first rows that go or come.' }
  ),
});
export type Replacement = Static<typeof Replacement>;
