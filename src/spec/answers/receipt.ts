import { Type, type Static } from 'typebox';
import { Effect } from './defect.ts';
import { Replacement } from './replacement.ts';
import { closed, count, nullable, text } from './shape.ts';

/** The account that handed in a file, and whose rows it may hold. */
export const FileOwner = closed({
  account: Type.String(),
  scope: Type.Record(Type.String(), Type.Array(Type.String())),
});
export type FileOwner = Static<typeof FileOwner>;

/** One sheet of one file: rows read = loaded + superseded + rejected + totals + blank. */
export const FileReceipt = closed({
  file: Type.String(),
  sheet: Type.String(),
  sha256: Type.String(),
  bytes: count,
  source: nullable(Type.String(), 'null where no source was recognised.'),
  sourceTitle: text,
  encoding: text,
  headerRow: nullable(Type.Integer(), '1-based; the last of them where the header has two rows.'),
  unknownColumns: Type.Array(Type.String(), { description: 'Columns that the contract does not know: kept as text.' }),
  status: Type.Enum(['loaded', 'refused']),
  read: count,
  loaded: count,
  superseded: count,
  rejected: count,
  totals: count,
  blank: count,
  owner: Type.Optional(FileOwner),
});
export type FileReceipt = Static<typeof FileReceipt>;

export const Assertion = closed({
  name: Type.String(),
  title: Type.String(),
  broken: Type.Integer({ description: 'Rows that break it; a published version has none.' }),
});
export type Assertion = Static<typeof Assertion>;

/** What became of the defects of the version before. */
export const Compared = closed({
  version: Type.String({ description: 'The version before.' }),
  cured: Type.Integer({ description: 'Were there, and are not any more.' }),
  remaining: Type.Integer({ description: 'Were there, and still are.' }),
  fresh: Type.Integer({ description: 'Were not there before.' }),
});
export type Compared = Static<typeof Compared>;

export const DefectCount = closed({ check: Type.String(), title: Type.String(), effect: Effect, count });

/** That persons were taken out of a version: its tables lie in another file since, and say the same but for these. */
export const Redaction = closed({
  id: Type.String(),
  at: Type.String({ description: 'With its zone.' }),
  by: Type.String(),
  basis: Type.String(),
  cells: Type.Integer({ description: 'How many cells say something else since.' }),
  bytes: Type.Integer({ description: 'Of the file that lies there since.' }),
  sha256: Type.String({ description: 'Of the file that lies there since, in hex.' }),
});
export type Redaction = Static<typeof Redaction>;

/** The record of one load. `<version>.json` beside `<version>.duckdb`. */
export const Receipt = closed({
  version: Type.String(),
  format: Type.Integer({
    description: '`warehouseFormat` of the program that made it; 0 of records from before there was one.',
  }),
  loadedAt: Type.String({ description: 'Local time of the load with its zone, 2026-11-23T12:00:00+08:00.' }),
  asOf: Type.String({ description: 'The as-of day that verdicts were given for.' }),
  fingerprint: Type.String({
    description: 'Hash of the files, the as-of day and the digest: the same makes no new version.',
  }),
  digest: Type.String({
    description:
      'SHA-256 of the manifest of everything else that makes a version, kept under it beside the originals: program, packages, pipelines and reference data, whose bytes are kept too. Empty in records of format 0.',
  }),
  isSample: Type.Boolean({ description: 'A file calls itself 示例数据.' }),
  bytes: Type.Integer({ description: 'Size of <version>.duckdb: a file of another size is not whole.' }),
  sha256: Type.String({
    description:
      'Of <version>.duckdb as it was published, in hex: papers and codes name it. Empty in records of format 0.',
  }),
  seconds: Type.Number(),
  files: Type.Array(FileReceipt),
  assertions: Type.Array(Assertion),
  defects: Type.Array(DefectCount, { description: 'Defects by check; the defects themselves are in loads.defects.' }),
  number: Type.String({
    description: 'Counts the loads of a warehouse within a year: 2026-0007. Empty where nothing was published.',
  }),
  by: nullable(
    closed({ name: Type.String(), isVerified: Type.Boolean() }),
    'Who handed it in, as they said themselves: while nobody signs in, nobody is verified.'
  ),
  givenAsOf: nullable(Type.String(), 'The as-of day that was given with the load; null: the civil day of the load.'),
  upload: nullable(Type.String(), 'The upload that was loaded, or null.'),
  rebuildOf: nullable(Type.String(), 'The version that was built again from its files, or null.'),
  decisions: Type.Optional(
    nullable(
      Type.String(),
      'The last decision on record when it was published, by its hash; null where there was none. Left out by programs that knew of none.'
    )
  ),
  record: Type.Optional(
    nullable(
      Type.String(),
      'The hash of the last line of the record when it was published: a record without this line was cut. null: the first.'
    )
  ),
  compared: nullable(Compared, 'null where there was no version before.'),
  acceptedTurns: Type.Optional(
    closed(
      { verdicts: count, projects: count, metrics: Type.Optional(count) },
      'How many verdicts, projects with other figures, and metrics by another formula, of closed batches were turned and accepted.'
    )
  ),
  replacements: Type.Optional(
    Type.Array(Replacement, {
      description: 'What files did to the rows of the version before; left out in records from before it was told.',
    })
  ),
  withheld: Type.Optional(
    Type.Array(Type.Enum(['by', 'upload', 'files', 'defects']), {
      description: 'What of it its reader is not told here: what stands there instead says nothing. In no record.',
    })
  ),
  redacted: Type.Optional(
    Type.Array(Redaction, {
      description: 'Persons were taken out of it since, the last time last; its size and hash are those of the last.',
    })
  ),
});
export type Receipt = Static<typeof Receipt>;
