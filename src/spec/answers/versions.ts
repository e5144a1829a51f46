import { Type, type Static } from 'typebox';
import { closed, count, nullable, text } from './shape.ts';

const held = closed({ count, bytes: count });

/** A version as who tends versions sees it: nothing of what stands in it. */
export const KeptVersion = closed({
  version: Type.String(),
  number: Type.String(),
  loadedAt: Type.String(),
  asOf: Type.String(),
  by: nullable(Type.String(), 'Who loaded it: an account, or a name that was stated.'),
  bytes: nullable(count, 'Of its tables; null where they were taken away.'),
  isCurrent: Type.Boolean(),
  isPinned: Type.Boolean(),
  needsRebuild: Type.Boolean({ description: 'An older program laid it out: it cannot be published again.' }),
  fault: nullable(Type.String(), 'What is wrong with it; null where it is whole, or was taken away.'),
});
export type KeptVersion = Static<typeof KeptVersion>;

/** Every version, the newest first, and what the disk is full of. */
export const Versions = closed({
  current: text,
  versions: Type.Array(KeptVersion),
  disk: closed({
    kinds: closed({ tables: held, originals: held, replays: held, records: held, rest: held }),
    size: count,
    free: count,
  }),
});
export type Versions = Static<typeof Versions>;

/** Whether all is well with the warehouse and its machine: each thing that was looked at, and what to do. */
export const Examination = closed({
  findings: Type.Array(
    closed({
      of: text,
      title: text,
      standing: Type.Enum(['well', 'soon', 'now', 'unknown']),
      says: text,
      todo: nullable(Type.String(), 'What to do; null where it is well.'),
    })
  ),
});
export type Examination = Static<typeof Examination>;

/** Which versions stay. */
export const PrunePolicy = closed({
  keep: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    description: 'So many of the newest stay, with the current one.',
  }),
  older: Type.Integer({ minimum: 0, maximum: 36_500, description: 'Days for which every version stays.' }),
});
export type PrunePolicy = Static<typeof PrunePolicy>;

const brief = { version: Type.String(), number: Type.String(), loadedAt: Type.String(), bytes: count };

/** What pruning takes, or would take. */
export const Pruning = closed({
  ...PrunePolicy.properties,
  isDone: Type.Boolean(),
  gone: Type.Array(closed(brief)),
  stays: Type.Array(
    closed({ ...brief, reason: Type.Enum(['current', 'pinned', 'paper', 'newest', 'young', 'needed', 'damaged']) })
  ),
  originals: held,
  replays: held,
  originalsKept: nullable(Type.String(), 'Why no original was looked at; null where they were.'),
  seen: Type.String({ description: 'Names what would go: to be sent along, so that no more goes than was shown.' }),
});
export type Pruning = Static<typeof Pruning>;

export const PruneForm = closed({ ...PrunePolicy.properties, seen: Type.String({ maxLength: 100 }) });
export type PruneForm = Static<typeof PruneForm>;

/** What is published now, and what was before. */
export const PublishedAgain = closed({ version: Type.String(), before: Type.String() });
export type PublishedAgain = Static<typeof PublishedAgain>;
export const Pinned = closed({ version: Type.String(), isPinned: Type.Boolean() });
export type Pinned = Static<typeof Pinned>;

const said = Type.String();

/** How long everything is kept, what is over it now, and which persons were taken out: never who they were. */
export const Retention = closed({
  faults: Type.Array(said, { description: 'What is wrong with the table of periods; then nothing of it holds.' }),
  unfinished: nullable(said, 'Persons are being taken out, or whoever did was killed: by whom and since when.'),
  periods: Type.Array(
    closed({
      kind: said,
      title: said,
      days: nullable(Type.Integer(), 'null: for ever, or nobody has said yet.'),
      isForever: Type.Boolean(),
      basis: said,
      note: said,
      count: nullable(count, 'What is over it now, of persons whose projects; null where nothing is held against it.'),
      stays: Type.Array(said, { description: 'Why something stays, in words.' }),
    })
  ),
  seen: nullable(said, 'What is sent with letting go of all that is over its time: it holds while that is the same.'),
  reachesBackups: Type.Boolean({ description: 'Whether it was said where backups are: else what is in them stays.' }),
  letting: nullable(
    closed({ by: said, at: said, isDone: Type.Boolean(), fault: nullable(said, 'Why it was not done.') }),
    'The last time that somebody let go of it here since the server was started.'
  ),
  erasures: Type.Array(
    closed({
      id: said,
      at: said,
      by: said,
      basis: said,
      texts: count,
      files: count,
      removed: count,
      versions: count,
      cells: count,
      stays: Type.Array(said),
    }),
    { description: 'The newest first.' }
  ),
});
export type Retention = Static<typeof Retention>;

/** Letting go of what is over its time, as it was shown, with why. */
export const LettingForm = closed({
  seen: Type.String({ maxLength: 100 }),
  basis: Type.Optional(Type.String({ maxLength: 200 })),
  person: Type.Optional(Type.String({ maxLength: 60 })),
});
export type LettingForm = Static<typeof LettingForm>;
/** It goes on where `isDone` is not: the page says when it has ended. */
export const Letting = closed({ isDone: Type.Boolean() });
export type Letting = Static<typeof Letting>;
