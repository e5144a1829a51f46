import { Type, type Static } from 'typebox';
import { closed, count, nullable, text } from './shape.ts';
import { Outcome } from './uploads.ts';

const cells = Type.Array(Type.String());
const name = Type.String({ maxLength: 200 });

/** Words that somebody signs a change with. */
const said = (description: string) => Type.Optional(Type.String({ maxLength: 1000, description }));

/** Why nothing can be saved here; null where it can. */
const readOnly = text;

const OpenPart = closed({
  line: nullable(Type.Integer(), 'As a spreadsheet counts; null: of the whole table.'),
  column: text,
  item: Type.String(),
});

/** How far what was saved has come into the figures. */
export const Judging = closed({
  version: text,
  isCurrent: nullable(
    Type.Boolean(),
    'Whether the version that is published was judged by the content as it is now; null where nobody knows.'
  ),
  state: Type.Enum(['idle', 'running', 'done', 'failed']),
  step: text,
  outcome: nullable(Outcome),
  mayLoad: Type.Boolean(),
});
export type Judging = Static<typeof Judging>;

/** The tables that are filled in, those of one notice among them, and what is open of each. */
export const Entering = closed({
  notices: Type.Array(closed({ notice: Type.String(), title: Type.String(), isInForce: Type.Boolean(), open: count })),
  notice: text,
  tables: Type.Array(
    closed({
      table: Type.String(),
      title: Type.String(),
      group: Type.String(),
      says: Type.String(),
      file: Type.String(),
      rows: nullable(count, 'null where it cannot be read on a page.'),
      open: nullable(count, 'What is open of it; null where nobody asks.'),
      refusal: text,
    })
  ),
  others: Type.Array(Type.String(), { description: 'What else is open of the notice, of no table of these.' }),
  readOnly,
  judging: Judging,
});
export type Entering = Static<typeof Entering>;

const EnteredColumn = closed({
  name: Type.String(),
  title: Type.String(),
  blank: Type.String({ description: 'What an empty cell says; empty where nobody says.' }),
  isAside: Type.Boolean({ description: 'It stands beside the values for whoever fills them in.' }),
});
export type EnteredColumn = Static<typeof EnteredColumn>;

/** One table as it lies on disk. */
export const EnteredTable = closed({
  table: Type.String(),
  title: Type.String(),
  says: Type.String(),
  file: Type.String(),
  isHanded: Type.Boolean({ description: 'It is handed in and loaded, as a file of its own.' }),
  digest: Type.String({ description: 'Of the bytes: to be sent along with what was typed.' }),
  columns: Type.Array(EnteredColumn),
  rows: Type.Array(cells),
  lines: Type.Array(Type.Integer(), { description: 'Which row of a spreadsheet each of them is.' }),
  text: Type.String({ description: 'All of it, as a spreadsheet copies it.' }),
  open: Type.Array(OpenPart),
  saved: Type.Array(
    closed({
      at: Type.String(),
      by: text,
      basis: Type.String(),
      document: Type.String(),
      rows: count,
      isLast: Type.Boolean(),
    }),
    { description: 'What was saved here and is on record, the newest first.' }
  ),
  isOfRecord: nullable(Type.Boolean(), 'Whether it is as the last line on record left it; null where there is none.'),
  readOnly,
});
export type EnteredTable = Static<typeof EnteredTable>;

export const EnteredForm = closed({
  table: name,
  read: Type.String({ maxLength: 64, description: 'The digest of what was read.' }),
  text: Type.String({ maxLength: 400_000, description: 'All rows of the table, as a spreadsheet copies them.' }),
});
export type EnteredForm = Static<typeof EnteredForm>;

const row = nullable(cells);

/** What somebody typed, what is wrong with it, and what it would change. */
export const Draft = closed({
  id: Type.String(),
  table: Type.String(),
  title: Type.String(),
  file: Type.String(),
  isHanded: Type.Boolean(),
  columns: Type.Array(EnteredColumn),
  state: Type.Enum(['wrong', 'met', 'checking', 'checked', 'failed', 'saved']),
  step: text,
  text: Type.String(),
  problems: Type.Array(closed({ row: nullable(Type.Integer()), column: text, message: Type.String() }), {
    description: 'What is wrong with what was typed, by row of the table and column.',
  }),
  elsewhere: Type.Array(Type.String(), { description: 'What is wrong in other files with it, and was not before.' }),
  stood: Type.Array(Type.String(), { description: 'What was wrong before, in this or other files.' }),
  changes: Type.Array(closed({ line: nullable(Type.Integer()), before: row, after: row })),
  opened: Type.Array(Type.String(), { description: 'What it leaves open and was not.' }),
  settled: Type.Array(Type.String(), { description: 'What was open and is not any more.' }),
  open: nullable(count, 'How much of the notice is open with it; null where nobody asks.'),
  outcome: nullable(Outcome, 'What a load by it would change; null where it is asked of none.'),
  effects: Type.Array(Type.String(), { description: 'What else it changes, in words.' }),
  met: nullable(
    closed({
      digest: Type.String({ description: 'Of what lies there now.' }),
      rows: Type.Array(closed({ read: row, disk: row, typed: row })),
      isTold: Type.Boolean({ description: 'Whether it is known who changed what.' }),
      text: Type.String({ description: 'Both changes together; where both changed one row, what was typed.' }),
      isTorn: Type.Boolean({ description: 'Both changed one row, each otherwise.' }),
    }),
    'Somebody else changed the file since it was read.'
  ),
  digest: Type.String({ description: 'Of what was read.' }),
  upload: nullable(Type.String(), 'Where what was saved waits to be loaded as a file.'),
  readOnly,
});
export type Draft = Static<typeof Draft>;

export const SaveForm = closed({
  basis: said('Why, in words.'),
  document: said('The number of the document that it rests on.'),
  person: said('Who, where nobody signs in.'),
});
export type SaveForm = Static<typeof SaveForm>;

export const JudgeForm = closed({
  accept: Type.Optional(Type.Enum(['true'], { description: 'Also where it changes what was said of closed batches.' })),
});
export type JudgeForm = Static<typeof JudgeForm>;
