import { Type, type Static } from 'typebox';
import { anyOf, written } from './parameters.ts';
import { closed, count, nullable, openRow, text } from './shape.ts';
import { SourceRow } from './source-row.ts';
import { ColumnInfo, Format, said } from './table.ts';

const amount = nullable(Type.Number());
const sourced = Type.Object({ sources: Type.Array(SourceRow) }, { additionalProperties: true });

/** One of the sums that a number is made of, and the rows that add up to it. */
export const ProofPart = closed({
  name: Type.String(),
  role: Type.Enum(['numerator', 'denominator', 'term', 'each'], {
    description: 'each: what a statistic is of, row by row, the highest first; its value is the ratio of sums.',
  }),
  title: Type.String(),
  unit: text,
  format: Type.Optional(Format),
  value: amount,
  sql: Type.String(),
  total: Type.Integer({ minimum: 0, description: 'Rows that contribute.' }),
  zeros: count,
  unknown: count,
  isPartial: Type.Boolean({
    description: 'Rows of other cities stand behind the number, and this reader sees only their own.',
  }),
  columns: Type.Array(ColumnInfo),
  rows: Type.Array(Type.Unsafe<Static<typeof openRow> & Static<typeof sourced>>(sourced)),
});
export type ProofPart = Static<typeof ProofPart>;

/** A condition that a number obeys. */
export const ProofCondition = closed({
  name: Type.String(),
  title: Type.String(),
  values: Type.Array(Type.Union([Type.String(), Type.Number(), Type.Null()])),
  words: Type.Optional(Type.Array(Type.String(), { description: 'What codes among the values are called.' })),
});
export type ProofCondition = Static<typeof ProofCondition>;

/** A number, what it is, and everything that it comes from. */
export const Proof = closed({
  version: Type.String(),
  metric: closed({ ...ColumnInfo.properties, formula: Type.String() }),
  value: amount,
  conditions: Type.Array(ProofCondition),
  unfit: said.unfit,
  sql: Type.String({ description: 'Runs as it is in a DuckDB shell on the published file.' }),
  recomputed: nullable(
    closed({ value: amount, agrees: Type.Boolean(), difference: amount }),
    'Worked out again without SQL, from the contributing rows alone; null where the reader may not see them all.'
  ),
  parts: Type.Array(ProofPart),
  spread: Type.Optional(
    Type.Array(
      closed({
        name: Type.String(),
        title: Type.String(),
        unit: text,
        format: Format,
        definition: Type.String(),
        value: amount,
      }),
      {
        description:
          'Of a ratio of amounts: its statistics over the rows that its sums are of, each with its own proof.',
      }
    )
  ),
});
export type Proof = Static<typeof Proof>;

/** Which number is to be proved. */
export const ProofQuery = closed({
  metric: Type.String({
    maxLength: 200,
    description:
      'A name of /api/metrics, one of its statistics (name.median), or a measure of marts.cube; with project_id any number that a project has.',
  }),
  of: written('A mart that holds the number, where it is not one of projects: findings, organisations, groups …'),
  project_id: written('The number of this one project.'),
  only: anyOf(
    'Of the projects, or the rows of that mart, of which this holds, as quota_exempt:1, rule:over_quota or county: (unknown).'
  ),
  panel: written('The panel that shows the number, as quota/by-city, where it sees other rows than everybody.'),
  part: written('Lists the rows of this part alone.'),
  limit: Type.Integer({ minimum: 0, maximum: 200, default: 20, description: 'Rows of each part in JSON.' }),
  offset: Type.Integer({ minimum: 0, maximum: 100_000_000, default: 0 }),
});
