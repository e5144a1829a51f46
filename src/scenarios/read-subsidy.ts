import { readFraction } from '#spec/fraction';
import { rankings } from './entitled.ts';
import { closedKeys, one, record, text } from './read.ts';
import { RefusedScenario } from './refused.ts';
import {
  bases,
  controls,
  leftovers,
  roundings,
  tails,
  units,
  type Schedule,
  type Step,
  type SubsidyRule,
  type Terms,
} from './subsidy-rule.ts';

const schedules = ['rate', 'tiers', 'slabs'] as const;
const termKeys = [
  'base',
  'planned_blank',
  'deduct',
  'other_unknown',
  'at_least',
  ...schedules,
  'cap',
  'minimum',
] as const;

/** Every key of a subsidy rule; a key that is not here is refused, since nothing would read it. */
export const subsidyKeys = [
  'only',
  'at_most',
  'by_direction',
  ...termKeys,
  'budget',
  'budget_by_direction',
  'control',
  'control_rank',
  'tail',
  'unit',
  'round',
  'leftover',
  'less_paid',
  'unknown',
] as const;

type Raw = Readonly<Record<string, unknown>>;
type ReadAmount = (raw: unknown, key: string) => bigint;

/** A subsidy rule as it is written, with what it leaves out. `amount` reads money into fen. */
export function readSubsidyRule(raw: Raw, amount: ReadAmount): SubsidyRule {
  closedKeys(raw, subsidyKeys);
  const own = Object.entries(given(raw.by_direction) ? record(raw.by_direction, 'by_direction') : {});
  return {
    only: given(raw.only) ? (raw.only as string[]) : null,
    atMost: Object.fromEntries(
      Object.entries(given(raw.at_most) ? record(raw.at_most, 'at_most') : {}).map(([direction, most]) => {
        const { count, by } = record(most, 'at_most');
        return [direction, { count: Number(count), by: one(by ?? 'score', rankings, 'at_most') }];
      })
    ),
    terms: termsOf(raw, amount),
    byDirection: Object.fromEntries(
      own.map(([direction, terms]) => [direction, ownTerms(raw, record(terms, direction), amount)])
    ),
    budget: given(raw.budget) ? amount(raw.budget, 'budget') : null,
    budgetByDirection: given(raw.budget_by_direction)
      ? Object.fromEntries(
          Object.entries(record(raw.budget_by_direction, 'budget_by_direction')).map(([direction, budget]) => [
            direction,
            amount(budget, 'budget_by_direction'),
          ])
        )
      : null,
    control: given(raw.control) ? one(raw.control, controls, 'control') : null,
    controlRank: one(raw.control_rank ?? 'score', rankings, 'control_rank'),
    tail: one(raw.tail ?? 'stop', tails, 'tail'),
    unit: one(raw.unit ?? 'fen', Object.keys(units) as (keyof typeof units)[], 'unit'),
    round: one(raw.round ?? 'down', roundings, 'round'),
    leftover: one(raw.leftover ?? 'keep', leftovers, 'leftover'),
    lessPaid: raw.less_paid === true,
    unknown: one(raw.unknown ?? 'apart', ['apart', 'refuse'] as const, 'unknown'),
  };
}

/** What a direction says for itself goes before; a schedule of its own replaces that of the rule. */
function ownTerms(rule: Raw, own: Raw, amount: ReadAmount): Terms {
  closedKeys(own, termKeys);
  const hasSchedule = schedules.some((kind) => given(own[kind]));
  const kept = Object.entries(rule).filter(([key]) => !(hasSchedule && (schedules as readonly string[]).includes(key)));
  return termsOf({ ...Object.fromEntries(kept), ...own }, amount);
}

function termsOf(raw: Raw, amount: ReadAmount): Terms {
  return {
    base: one(raw.base ?? 'verified', bases, 'base'),
    plannedBlank: one(raw.planned_blank ?? 'unknown', ['unknown', 'total'] as const, 'planned_blank'),
    deduct: one(raw.deduct ?? 'none', ['none', 'from_base', 'from_amount'] as const, 'deduct'),
    otherUnknown: one(raw.other_unknown ?? 'unknown', ['unknown', 'none'] as const, 'other_unknown'),
    atLeast: given(raw.at_least) ? amount(raw.at_least, 'at_least') : null,
    schedule: scheduleOf(raw, amount),
    cap: given(raw.cap) ? amount(raw.cap, 'cap') : null,
    minimum: minimumOf(raw.minimum, amount),
  };
}

function scheduleOf(raw: Raw, amount: ReadAmount): Schedule | null {
  const found = schedules.filter((kind) => given(raw[kind]));
  if (found.length > 1) throw new RefusedScenario('one_schedule');
  switch (found[0]) {
    case undefined:
      return null;
    case 'rate':
      return { kind: 'rate', rate: readFraction(String(raw.rate)) };
    default:
      return { kind: found[0], steps: (raw[found[0]] as Raw[]).map((step) => stepOf(step, amount)) };
  }
}

function stepOf(raw: Raw, amount: ReadAmount): Step {
  closedKeys(raw, ['from', 'rate', 'amount']);
  const from = amount(raw.from, 'from');
  if (given(raw.amount)) return { from, amount: amount(raw.amount, 'amount') };
  return { from, rate: readFraction(text(raw.rate, 'rate')) };
}

function minimumOf(raw: unknown, amount: ReadAmount): Terms['minimum'] {
  if (!given(raw)) return null;
  const minimum = record(raw, 'minimum');
  closedKeys(minimum, ['amount', 'below']);
  return {
    amount: amount(minimum.amount, 'minimum'),
    below: one(minimum.below ?? 'raise', ['raise', 'drop'] as const, 'minimum'),
  };
}

const given = (raw: unknown): boolean => raw !== undefined && raw !== null;
