import type { Dice } from './random.ts';

/** A subsidy rule and its projects as a checker hands them in: money is whole fen. */
export interface SubsidyCase {
  rule: RawSubsidy;
  projects: RawProject[];
}

export interface RawTerms {
  base?: string;
  planned_blank?: string;
  deduct?: string;
  other_unknown?: string;
  at_least?: number;
  rate?: string;
  tiers?: { from: number; rate: string }[];
  slabs?: { from: number; rate?: string; amount?: number }[];
  cap?: number;
  minimum?: { amount: number; below: string };
}

export interface RawSubsidy extends RawTerms {
  only?: string[];
  at_most?: Record<string, { count: number; by: string }>;
  by_direction?: Record<string, RawTerms>;
  budget?: number;
  budget_by_direction?: Record<string, number>;
  control?: string;
  control_rank?: string;
  tail?: string;
  unit?: string;
  round?: string;
  leftover?: string;
  less_paid?: boolean;
  unknown?: string;
}

export interface RawProject {
  id: string;
  accepted: number | null;
  direction: string;
  planned: string | null;
  verified: string | null;
  total: string | null;
  other: string | null;
  allocated: string | null;
  recovered: string | null;
  score: string | null;
}

export const directions = ['甲', '乙', '丙'] as const;
const wan = 1_000_000;

/** Rules and projects of each kind: edges met to the fen, equal scores, unknowns, budgets that bind. */
export function subsidyCase(dice: Dice): SubsidyCase {
  const projects = Array.from({ length: 1 + dice.upTo(14) }, (_, at) => projectOf(dice, at));
  const rule: RawSubsidy = { ...termsOf(dice), control: dice.one(['proportional', 'level', 'rank', 'fill']) };
  if (dice.oneIn(12)) delete rule.control;
  if (rule.control === 'fill') {
    for (const key of ['rate', 'tiers', 'slabs', 'minimum'] as const) if (!dice.oneIn(40)) delete rule[key];
    delete rule.minimum;
  }
  if (!dice.oneIn(6) || rule.control === 'fill') {
    const most = dice.oneIn(10) ? 0 : dice.upTo(projects.length * 90) * wan + (dice.oneIn(2) ? 0 : dice.upTo(wan));
    if (dice.oneIn(4)) rule.budget_by_direction = { [dice.one(directions)]: most, 甲: dice.upTo(200) * wan };
    else rule.budget = most;
  }
  if (dice.oneIn(8)) rule.only = [...new Set([dice.one(directions), dice.one(directions)])];
  if (dice.oneIn(6)) rule.at_most = { [dice.one(directions)]: { count: dice.upTo(5), by: 'score' } };
  if (dice.oneIn(5) && rule.control !== 'fill') rule.by_direction = { [dice.one(directions)]: termsOf(dice) };
  if (rule.control === 'rank') rule.tail = dice.one(['stop', 'part', 'skip']);
  if (dice.oneIn(2)) rule.unit = dice.one(['yuan', 'hundred_yuan', 'wan']);
  if (dice.oneIn(4)) rule.round = dice.one(['half_up', 'up', 'down']);
  if (dice.oneIn(3) && (rule.round ?? 'down') === 'down') rule.leftover = dice.one(['largest_remainder', 'largest']);
  if (dice.oneIn(3)) rule.less_paid = true;
  if (dice.oneIn(10)) rule.unknown = 'refuse';
  return { rule, projects };
}

function termsOf(dice: Dice): RawTerms {
  const terms: RawTerms = {};
  if (dice.oneIn(3)) terms.base = dice.one(['verified', 'planned', 'min']);
  if (dice.oneIn(3)) terms.planned_blank = 'total';
  if (dice.oneIn(3)) terms.deduct = dice.one(['from_base', 'from_amount']);
  if (dice.oneIn(2)) terms.other_unknown = 'none';
  if (dice.oneIn(4)) terms.at_least = (1 + dice.upTo(3)) * 100 * wan;
  switch (dice.upTo(4)) {
    case 0:
      terms.tiers = [
        { from: dice.upTo(2) * 100 * wan, rate: '0.15' },
        { from: 500 * wan, rate: '0.1' },
        { from: 1000 * wan, rate: '0.0523' },
      ];
      break;
    case 1:
      terms.slabs = [
        { from: dice.upTo(2) * 100 * wan, rate: '0.12' },
        { from: 500 * wan, amount: 40 * wan },
        { from: 1000 * wan, rate: '0.08' },
      ];
      break;
    default:
      terms.rate = dice.one(['0.1', '0.1', '0.1237', '0.08']);
  }
  if (dice.oneIn(2)) terms.cap = (40 + dice.upTo(100)) * wan;
  if (dice.oneIn(5)) terms.minimum = { amount: (3 + dice.upTo(10)) * wan, below: dice.one(['raise', 'drop']) };
  return terms;
}

function projectOf(dice: Dice, at: number): RawProject {
  const money = (times: number) => {
    if (dice.oneIn(times)) return null;
    if (dice.oneIn(4)) return `${dice.one([100, 500, 1000]) * wan + dice.upTo(3) - 1}`;
    return `${dice.upTo(1500) * wan + (dice.oneIn(2) ? dice.upTo(wan) : 0)}`;
  };
  const small = (times: number) => (dice.oneIn(times) ? null : dice.oneIn(2) ? '0' : `${dice.upTo(120) * wan}`);
  return {
    id: `P${String(at).padStart(2, '0')}`,
    accepted: dice.oneIn(8) ? dice.one([0, null]) : 1,
    direction: dice.one(directions),
    planned: money(8),
    verified: money(14),
    total: money(3),
    other: small(8),
    allocated: small(8),
    recovered: dice.oneIn(3) ? `${dice.upTo(60) * wan}` : null,
    score: dice.oneIn(8) ? null : dice.oneIn(3) ? `${60 + dice.upTo(6)}.5` : `${60 + dice.upTo(8)}`,
  };
}
