import { Type, type Static, type TSchema } from 'typebox';
import { Changes } from './changes.ts';
import { Defect, Effect } from './defect.ts';
import { Compared, DefectCount, FileReceipt } from './receipt.ts';
import { Replacement } from './replacement.ts';
import { closed, count, nullable, text } from './shape.ts';

/** One sheet of an upload, as it was understood. */
export const PreviewedSheet = closed({
  file: Type.String(),
  sheet: Type.String(),
  status: Type.Enum(['read', 'refused']),
  source: text,
  sourceTitle: text,
  encoding: text,
  headerRow: nullable(Type.Integer()),
  columns: Type.Array(closed({ header: Type.String(), means: text, unit: text, isPrivate: Type.Boolean() }), {
    description:
      'In their order: the header as handed in and what the contract calls it, null where it knows no such column.',
  }),
  absent: Type.Array(Type.String(), {
    description: 'Columns of the contract that the sheet does not have; none of them is required.',
  }),
  rows: Type.Array(closed({ row: Type.Integer(), cells: Type.Array(text) }), {
    description: 'The first rows, with their number; a cell that is personal is left out.',
  }),
  read: count,
  totals: count,
  blank: count,
  rejected: count,
});
export type PreviewedSheet = Static<typeof PreviewedSheet>;

/** Rows of a batch whose deadline for their table has passed on the day of the preview. */
export const LateRows = closed({
  file: Type.String(),
  sheet: Type.String(),
  sourceTitle: Type.String(),
  batch: Type.String({ description: 'What the batch is called.' }),
  at: Type.String({ description: 'The deadline: a day to its end, or a minute.' }),
  clause: nullable(Type.String(), 'The clause of the notice that says it.'),
  days: Type.Integer({ minimum: 0, description: 'How many days ago, from today: 0 where it was earlier today.' }),
  rows: count,
});
export type LateRows = Static<typeof LateRows>;

/** What would be read of an upload, by itself: how it relates to other files only a dry run tells. */
export const Preview = closed({
  sheets: Type.Array(PreviewedSheet),
  late: Type.Array(LateRows, {
    description: 'Rows whose batch has a deadline for their table that has passed: a mark, and no obstacle.',
  }),
  kinds: Type.Array(closed({ check: Type.String(), title: Type.String(), effect: Effect, count }), {
    description: 'The defects by check, in all.',
  }),
  defects: Type.Array(Defect, { description: 'The first of them.' }),
  replacements: Type.Array(Replacement, { description: 'What its files do to the rows that are loaded.' }),
});
export type Preview = Static<typeof Preview>;

/** What a dry run or a load came to. */
export const Outcome = closed({
  status: Type.Enum(['published', 'unchanged', 'dry-run', 'refused']),
  reasons: Type.Array(Type.String(), { description: 'Why it was refused, each with what to do.' }),
  version: text,
  number: text,
  compared: nullable(Compared),
  files: Type.Array(FileReceipt),
  kinds: Type.Array(DefectCount),
  defects: Type.Array(Defect, {
    description: 'Of what is refused, the first of each kind; of a dry run, what its files say beside those loaded.',
  }),
  changes: nullable(Changes, 'Of a dry run: what it would change.'),
  replacements: Type.Array(Replacement, { description: 'What files do to the rows of the version before.' }),
  turnsClosed: Type.Boolean({
    description:
      'It was refused for what it would change of batches that a later notice has closed: `accept=true` loads it.',
  }),
});
export type Outcome = Static<typeof Outcome>;

export const Task = Type.Enum(['preview', 'dry-run', 'load']);
export type Task = Static<typeof Task>;

const jobOf = <R extends TSchema>(result: R) =>
  closed({
    id: Type.String(),
    upload: Type.String(),
    task: Task,
    state: Type.Enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    resumed: Type.Boolean({
      description: 'The server stopped before it had ended, and does it again from the beginning.',
    }),
    ahead: Type.Integer({ minimum: 0, description: 'How many stand before it in the queue.' }),
    step: text,
    share: Type.Number({ description: 'How much is done, 0 to 1.' }),
    error: text,
    result: nullable(result),
  });

/** How far a task is, and what it came to. */
export const PreviewJob = jobOf(Preview);
export const LoadJob = jobOf(Outcome);
export const Job = jobOf(Type.Union([Preview, Outcome]));
export type PreviewJob = Static<typeof PreviewJob>;
export type LoadJob = Static<typeof LoadJob>;
export type Job = Static<typeof Job>;

/** What was asked about a file whose name is there already. */
export const Choice = Type.Enum(['replacement', 'another']);
export type Choice = Static<typeof Choice>;

/** What an uploaded file does to the files of the version that it comes on top of. */
export const Joining = closed({
  name: Type.String(),
  path: Type.String({ description: 'What it is called among the files of the version.' }),
  replaces: nullable(Type.String(), 'The file that it replaces; null where it is a new one and comes last.'),
  isSame: Type.Boolean({ description: 'It is the file that is there already, byte by byte.' }),
  as: nullable(
    Choice,
    'What was said of it where a file of its name is there: that it replaces it, or is another one; null: nothing.'
  ),
});
export type Joining = Static<typeof Joining>;

/** A file of an upload that is older than what was loaded since in its place. */
export const Overtaken = closed({
  name: Type.String(),
  by: Type.String({ description: 'The file of the version that was handed in after it.' }),
  at: Type.String({ description: 'When that one was handed in.' }),
  version: Type.String({ description: 'The version that it was loaded with.' }),
  number: Type.String({ description: 'The number of its receipt.' }),
});
export type Overtaken = Static<typeof Overtaken>;

/**
 * Files that are to be loaded together, what they would do to those that are loaded, and what is being done with them.
 */
export const Upload = closed({
  id: Type.String(),
  at: Type.String(),
  by: text,
  version: nullable(Type.String(), 'The version that it was loaded with.'),
  files: Type.Array(closed({ ...Joining.properties, sha256: Type.String(), bytes: count })),
  reasons: Type.Array(Type.String(), { description: 'Why it cannot be loaded as it is.' }),
  overtaken: Type.Array(Overtaken, {
    description: 'Files that are older than what is loaded: `although=<version>` of the newest of them loads them.',
  }),
  preview: nullable(PreviewJob),
  dryRun: nullable(LoadJob),
  load: nullable(LoadJob),
});
export type Upload = Static<typeof Upload>;

/** A load that may change what was said of closed batches, or put back what came since. */
export const Accepting = closed({
  although: Type.Optional(
    Type.String({
      description: 'Load also what is older than what came up to this version.',
      pattern: '^[0-9]{8}T[0-9]{6}-[0-9a-z]{8}$',
    })
  ),
  accept: Type.Optional(
    Type.Boolean({ description: 'Load also where the content turns verdicts or figures of closed batches.' })
  ),
});

export const CancelledUpload = closed({ id: Type.String(), state: Type.Literal('cancelled') });

/** A form: any number of files under any name, and who sends them. */
export const UploadForm = closed({
  files: Type.Array(Type.String({ contentMediaType: 'application/octet-stream' })),
  by: Type.Optional(Type.String()),
});
