import { Type, type Static } from 'typebox';
import { anyOf, written } from './parameters.ts';
import { closed, nullable } from './shape.ts';
import { ColumnInfo } from './table.ts';

/**
 * `additive`: its parts make the whole; `ratio`: one sum over another of the same unit; `average`: a sum over a count.
 */
const MetricKind = Type.Enum(['additive', 'ratio', 'average', 'other']);

/** A metric, with its formula over sums of `p`, a mart or a part of one. */
export const Metric = closed({
  ...ColumnInfo.properties,
  definition: Type.String(),
  kind: MetricKind,
  within: Type.Boolean({ description: 'Its numerator lies within its denominator: it is never below 0 nor above 1.' }),
  sql: Type.String(),
});
export type Metric = Static<typeof Metric>;

/** A dimension that numbers are filtered by, and the values it has in the data, in their order. */
export const Filter = closed({
  name: Type.String(),
  title: Type.String(),
  values: Type.Array(Type.String()),
  unlisted: Type.Array(Type.String(), { description: 'Those of the values that no notice and no table lists.' }),
  current: Type.Optional(
    Type.String({
      description: 'What pages show unless their address says otherwise. The API itself filters by nothing.',
    })
  ),
  since: Type.Optional(
    Type.Array(closed({ value: Type.String(), day: nullable(Type.String()) }), {
      description: 'From which day on each value holds; null: not known.',
    })
  ),
  isApart: Type.Optional(
    Type.Literal(true, {
      description: 'No project has it: what /api/query, panels and /api/explain tell of some numbers.',
    })
  ),
  isOfDays: Type.Optional(
    Type.Literal(true, {
      description: 'Its values are days, which are not listed. One is asked for, or two: the first and the last.',
    })
  ),
});
export type Filter = Static<typeof Filter>;

const names = { maxLength: 4000 };

/** Metrics by dimensions. */
export const MetricQuery = closed({
  metrics: anyOf(
    'Names of /api/metrics, with commas or repeated; a ratio of amounts also by its statistics, as name.median, .median_low, .median_high, .quartile_1, .quartile_3, .lowest, .highest, .n, .above_one, .above_one_share and .top_10_share.',
    names
  ),
  by: anyOf(
    'Dimensions (the names of the filters) and project_id, with commas or repeated; without it, one row.',
    names
  ),
  sort: written('A name of by or metrics, - before it for descending.'),
});
