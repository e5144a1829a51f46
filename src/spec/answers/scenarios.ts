import { Type, type Static } from 'typebox';
import { written } from './parameters.ts';
import { closed, nullable } from './shape.ts';

const count = Type.Integer();
const range = Type.Tuple([count, count], { description: 'Least and most: some have no conclusion, or an equal rank.' });
const exact = nullable(Type.String(), 'As p/q; null where there is none.');

/** What stands above every answer of a scenario. */
const said = {
  version: Type.String(),
  scenario: Type.Literal(true),
  watermark: Type.String(),
  key: Type.String({ description: 'Of the version, the texts of the rules and what was asked beside them.' }),
};

/** What a rule gives a city, and whom that would have cost on the list of a past batch. */
export const CityTried = closed({
  seats: count,
  change: nullable(count, 'Against its actual quota; null where that is unknown.'),
  falls: count,
  listed: range,
  accepted: range,
  free: count,
  weight: exact,
  coefficient: exact,
  share: exact,
  taken: count,
  between: nullable(
    Type.Tuple([count, count]),
    'Its places where all open ones fail, and pass, least first; apart only of a rule that looks at the concluded alone, null where such a rule refuses one of them.'
  ),
  is_thin: Type.Boolean({ description: 'A rate of the rule stands on fewer than five.' }),
});
export type CityTried = Static<typeof CityTried>;

/** A number that a rule reckoned with and that is no metric: of which year, and the row that it was handed in by. */
export const FactorUsed = closed({
  column: Type.String(),
  city: Type.String(),
  year: count,
  amount: Type.String(),
  unit: nullable(Type.String()),
  file: Type.String(),
  sheet: Type.String(),
  row: count,
  sha256: Type.String(),
});
export type FactorUsed = Static<typeof FactorUsed>;

/** A rule that was tried. The first of an answer is the actual quota. */
export const RuleTried = closed({
  name: Type.String(),
  title: Type.String(),
  note: Type.String(),
  hash: Type.String({
    description: 'Of the text of the rule, and of what was asked in its place; empty of what is no rule.',
  }),
  method: Type.String(),
  columns: Type.Array(Type.String(), { description: 'What its weight is made of.' }),
  factors: Type.Array(FactorUsed),
  weight: Type.String(),
  refused: nullable(Type.String(), 'Why it was not worked out; then nothing else is told of it.'),
  cities: Type.Record(Type.String(), CityTried),
  seats: count,
  reserve: count,
  lost: count,
  gained: count,
  falls: count,
  listed: range,
  accepted: range,
  free: count,
  told: Type.Array(Type.String(), { description: 'Ties, paradoxes, who is apart.' }),
  order: Type.Array(closed({ city: Type.String(), claim: Type.String() }), {
    description: 'Who got the last places and by what claim, the last at the end.',
  }),
});
export type RuleTried = Static<typeof RuleTried>;

export const QuotaTried = closed({
  ...said,
  total: count,
  weights_of: Type.String(),
  replay_on: Type.String(),
  is_same_batch: Type.Boolean({ description: 'The same batch made the weights and is replayed.' }),
  batches: Type.Array(Type.String()),
  cities: Type.Array(
    closed({
      city: Type.String(),
      code: Type.String(),
      actual: nullable(count),
      used: count,
      waiting: count,
      uncertain: count,
    })
  ),
  rules: Type.Array(RuleTried),
  titles: Type.Record(Type.String(), Type.String(), { description: 'Of the metrics that weights are made of.' }),
});
export type QuotaTried = Static<typeof QuotaTried>;

/** A city's own list of a past batch by its ranks, with what each rule would have made of each project. */
export const RankedList = closed({
  ...said,
  city: Type.String(),
  replay_on: Type.String(),
  rules: Type.Array(closed({ name: Type.String(), title: Type.String(), seats: nullable(count) })),
  projects: Type.Array(
    closed({
      project_id: Type.String(),
      project_name: nullable(Type.String()),
      applicant: nullable(Type.String()),
      rank: nullable(count),
      is_listed: Type.Boolean(),
      is_accepted: nullable(Type.Boolean()),
      by_rule: Type.Array(Type.Enum(['in', 'out', 'maybe', 'exempt'])),
    })
  ),
  waiting: count,
});
export type RankedList = Static<typeof RankedList>;

/** A rule that may be tried. */
export const ScenarioRule = closed({
  name: Type.String(),
  title: Type.String(),
  note: Type.String(),
  hash: Type.String(),
  faults: Type.Array(Type.String()),
});
export type ScenarioRule = Static<typeof ScenarioRule>;

export const Scenarios = closed({
  watermark: Type.String(),
  quota: Type.Array(ScenarioRule),
  subsidy: Type.Array(ScenarioRule),
});
export type Scenarios = Static<typeof Scenarios>;

/** What is asked beside the rules; what is said here goes before what they say. */
export const QuotaSearch = closed({
  rule: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 8, description: 'Up to four rules.' })),
  on: written('The batch that is replayed; without it the latest with the quota of every city.'),
  weights_of: written('The batch that weights come from; without it the one that is replayed.'),
  total: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  floor: written('4, of_previous 0.7, or both: 4, of_previous 0.7'),
  ceiling: written('As the floor.'),
  method: written('largest_remainder, dhondt, sainte_lague, huntington_hill or adams.'),
  penalty: written('none, or as a rule writes it: per_failed 1, at_most 2, goes_to others'),
});
export type QuotaSearch = Static<typeof QuotaSearch>;

const fen = Type.String({ description: 'Whole fen.' });

/** A rule for subsidies that was tried. The first of an answer is what was allocated, less what was recovered. */
export const SubsidyRuleTried = closed({
  name: Type.String(),
  title: Type.String(),
  note: Type.String(),
  hash: Type.String(),
  refused: nullable(Type.String(), 'Why it was not worked out; then nothing else is told of it.'),
  total: fen,
  paid: count,
  nothing: count,
  capped: count,
  unknown: Type.Array(Type.String(), { description: 'Projects without an amount, which is not 0.' }),
  rounding_difference: Type.String({ description: 'Σ exact − Σ paid in fen, as p/q.' }),
  unspent: nullable(fen, 'Of the budget.'),
  /** Against what was allocated. */
  difference: fen,
  more: count,
  less: count,
  same: count,
  incomparable: count,
  to_pay: fen,
  to_recover: fen,
  by: Type.Record(Type.String(), Type.Record(Type.String(), fen)),
  told: Type.Array(Type.String()),
  margins: Type.Array(closed({ of: Type.Enum(['rate', 'cap']), step: Type.String(), total: fen, difference: fen }), {
    description: 'What one point of the rate and 10 万元 of the cap more would cost.',
  }),
  ladder: Type.Array(
    closed({ budget: fen, total: fen, full: count, part: count, nothing: count, falls: Type.Array(Type.String()) })
  ),
});
export type SubsidyRuleTried = Static<typeof SubsidyRuleTried>;

export const SubsidyTried = closed({
  ...said,
  on: Type.String(),
  batches: Type.Array(Type.String()),
  rules: Type.Array(SubsidyRuleTried),
  money_without_acceptance: Type.Array(Type.String()),
  projects: Type.Array(
    closed({
      project_id: Type.String(),
      project_name: nullable(Type.String()),
      applicant: nullable(Type.String()),
      city: Type.String(),
      direction: Type.String(),
      ownership: Type.String(),
      size: Type.String({ description: 'By its verified investment.' }),
      verified: nullable(fen),
      by_rule: Type.Array(nullable(fen, 'null is unknown, not 0.')),
      flags: Type.Array(Type.Array(Type.String()), { description: 'How the amount of each rule came to be.' }),
    })
  ),
});
export type SubsidyTried = Static<typeof SubsidyTried>;

/** What is asked beside the rules; what is said here goes before what they say. */
export const SubsidySearch = closed({
  rule: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 8, description: 'Up to four rules.' })),
  on: written('The batch; without it the latest with the quota of every city.'),
  base: written('verified, planned or min: the lesser of both.'),
  rate: written('0.08 or 8%; goes before tiers and slabs too.'),
  at_least: written('Where it starts, with its unit; none takes it away.'),
  cap: written('With its unit: 200万元; none takes it away.'),
  budget: written('With its unit: 5000万元; none takes it away.'),
  control: written('proportional, level, rank or fill: how a budget is kept.'),
  tail: written('stop, part or skip: at the first that does not fit, by rank.'),
  unit: written('fen, yuan, hundred_yuan or wan: what amounts are rounded to.'),
  round: written('down, half_up or up.'),
  leftover: written('keep, largest_remainder or largest.'),
});
export type SubsidySearch = Static<typeof SubsidySearch>;
