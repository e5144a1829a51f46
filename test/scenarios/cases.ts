import { answer } from './ask.ts';
import { differences } from './quota-trial.ts';

/** What a case asks the engine as a checker does, and what it must at least be told. */
export interface Case {
  name: string;
  asks: Record<string, unknown>;
  told: Record<string, unknown>;
}

const ranked = (id: string, rank: number | null, listed: number, accepted: number | null, counted = 1) => ({
  id,
  rank,
  counted,
  listed,
  accepted,
});
const ranks = [
  ranked('甲', 1, 1, 1),
  ranked('乙', 2, 1, null),
  ranked('丙', 2, 0, 1),
  ranked('免', 3, 1, 1, 0),
  ranked('丁', 4, 1, 0),
  ranked('戊', null, 1, 1),
  ranked('己', null, 0, null),
];
const replayed = (seats: number, told: unknown): Case => ({
  name: `who falls by ${seats}`,
  asks: { ask: 'replay', seats: { 市: seats }, cities: [{ city: '市', projects: ranks }] },
  told: { 市: told },
});

const project = (id: string, verified: string | null, score: number | null, more = {}) => ({
  id,
  accepted: 1,
  direction: '甲',
  city: '市',
  ownership: '民营',
  planned: null,
  verified,
  total: null,
  other: '0',
  allocated: '0',
  recovered: null,
  score,
  ...more,
});
const four = [project('A', '900', 90), project('B', '1200', 85), project('C', '500', 85), project('D', '300', null)];
const subsidy = (
  name: string,
  rule: Record<string, unknown>,
  told: Record<string, unknown>,
  projects: unknown = four
) => ({
  name,
  asks: { ask: 'subsidy', rule, projects },
  told,
});
const rank = { rate: '0.1', control: 'rank', control_rank: 'score' };

export const cases: readonly Case[] = [
  {
    name: 'who falls of three equal ranks',
    asks: {
      ask: 'replay',
      seats: { 市: 2 },
      cities: [{ city: '市', projects: [ranked('甲', 1, 1, 1), ranked('乙', 1, 1, 1), ranked('丙', 1, 0, null)] }],
    },
    told: {
      市: { out: [], undecided: { among: ['丙', '乙', '甲'], fall: 1 }, listed_out: [0, 1], accepted_out: [0, 1] },
    },
  },
  replayed(7, { used: 6, out: [], undecided: null, listed_out: [0, 0], accepted_out: [0, 0], free: 1 }),
  replayed(6, { out: [], undecided: null, free: 0 }),
  replayed(5, { out: [], undecided: { among: ['己', '戊'], fall: 1 }, listed_out: [0, 1], accepted_out: [0, 1] }),
  replayed(4, { out: ['己', '戊'], undecided: null, listed_out: [1, 1], accepted_out: [1, 1], free: 0 }),
  replayed(2, {
    out: ['丁', '己', '戊'],
    undecided: { among: ['丙', '乙'], fall: 1 },
    listed_out: [2, 3],
    accepted_out: [1, 2],
  }),
  replayed(1, { out: ['丙', '乙', '丁', '己', '戊'], undecided: null, listed_out: [3, 3], accepted_out: [1, 2] }),
  subsidy(
    'rank, stop',
    { ...rank, budget: 200, tail: 'stop' },
    { told: { stopped_at: 'B' }, amount: { A: 90, B: 0, C: 0, D: 0 } }
  ),
  subsidy(
    'rank, part',
    { ...rank, budget: 200, tail: 'part' },
    { told: { part: 'B' }, amount: { A: 90, B: 110, C: 0, D: 0 } }
  ),
  subsidy(
    'rank, skip',
    { ...rank, budget: 180, tail: 'skip' },
    {
      told: { skipped: ['B'], tie: ['B', 'C'] },
      amount: { A: 90, B: 0, C: 50, D: 30 },
    }
  ),
  subsidy(
    'what fits to the fen is paid',
    { ...rank, budget: 210, tail: 'stop' },
    { amount: { A: 90, B: 120, C: 0, D: 0 } }
  ),
  subsidy(
    'at most two',
    { rate: '0.1', at_most: { 甲: { count: 2, by: 'score' } } },
    {
      told: { at_most_tie: ['B', 'C'] },
      amount: { A: 90, B: 120, C: 0, D: 0 },
    }
  ),
  subsidy('at most three, and no tie', { rate: '0.1', at_most: { 甲: { count: 3, by: 'score' } } }, { told: {} }),
  subsidy(
    'tiers out of order',
    {
      tiers: [
        { from: 5, rate: '0.1' },
        { from: 5, rate: '0.2' },
      ],
    },
    { reason: 'tiers_not_in_order' }
  ),
  subsidy('a negative amount', { rate: '0.1' }, { reason: 'negative_money', what: ['A', 'verified'] }, [
    project('A', '-1', 1),
  ]),
  subsidy('an amount of nothing is no defect', { rate: '0.1' }, { amount: { A: 0 } }, [project('A', '0', 1)]),
  subsidy(
    'cap equal to the minimum',
    { rate: '0.1', cap: 100, minimum: { amount: 100, below: 'raise' } },
    { status: 'ok' }
  ),
  subsidy(
    'an amount equal to the minimum is not raised',
    { rate: '0.1', minimum: { amount: 90, below: 'drop' } },
    { amount: { A: 90, B: 120, C: 0, D: 0 }, flags: { C: ['dropped'], D: ['dropped'] } }
  ),
  subsidy(
    'a budget that is all caps finds no rate',
    { cap: 10, budget: 40, control: 'fill' },
    { told: { bound: false, rate_found: null }, amount: { A: 10, B: 10, C: 10, D: 10 } }
  ),
  subsidy(
    'what is left may lift to the cap',
    { rate: '0.1', cap: 200, unit: 'yuan', leftover: 'largest_remainder' },
    { amount: { A: 200, B: 0 } },
    [project('A', '1990', 1), project('B', '10', 1)]
  ),
  subsidy('a key that nothing reads', { rate: '0.1', celing: 1 }, { reason: 'unknown_key', what: ['celing'] }),
  subsidy('a cap that only rounding down keeps', { rate: '0.1', cap: 150, unit: 'yuan' }, { status: 'ok' }),
  subsidy('money without acceptance', { rate: '0.1' }, { money_without_acceptance: ['B'] }, [
    project('A', '10', 1, { allocated: '5' }),
    project('B', '10', 1, { accepted: 0, allocated: '5' }),
    project('C', '10', 1, { accepted: null, allocated: '5', recovered: '5' }),
  ]),
  {
    name: 'a ladder tells whose amount falls',
    asks: { ask: 'ladder', rule: { ...rank, tail: 'skip' }, projects: four, budgets: [170, 210, 290] },
    told: [
      { budget: 170, total: 170, full: 3, part: 0, nothing: 1, bound: true, falls: [] },
      { budget: 210, total: 210, full: 2, part: 0, nothing: 2, bound: true, falls: ['C', 'D'] },
      { budget: 290, total: 290, full: 4, part: 0, nothing: 0, bound: false, falls: [] },
    ] as unknown as Record<string, unknown>,
  },
  {
    name: 'a ladder tells who gets a part',
    asks: { ask: 'ladder', rule: { rate: '0.1', control: 'proportional' }, projects: four, budgets: [145] },
    told: [{ full: 0, part: 4, nothing: 0 }] as unknown as Record<string, unknown>,
  },
  {
    name: 'a comparison leaves what is unknown on either side out',
    asks: {
      ask: 'compare',
      first: { rate: '0.1', base: 'min' },
      second: { rate: '0.2' },
      projects: [project('A', '100', 1, { planned: '100' }), project('B', '100', 1), project('C', null, 1)],
    },
    told: {
      by_project: { A: 10, B: null },
      total: 10,
      more: 1,
      less: 0,
      same: 0,
      incomparable: 2,
      by_city: { 市: 10 },
    },
  },
  {
    name: 'a comparison leaves out what the second alone does not know',
    asks: {
      ask: 'compare',
      first: { rate: '0.1' },
      second: { rate: '0.2', base: 'planned' },
      projects: [project('A', '100', 1, { planned: '100' }), project('B', '100', 1)],
    },
    told: { by_project: { A: 10, B: null }, incomparable: 1 },
  },
];

/** What the engine tells otherwise. Keys that a case does not name are let be. */
export function wrongOf({ name, asks, told }: Case): string[] {
  const found: unknown = JSON.parse(answer(JSON.stringify(asks)));
  return differences(told, within(told, found)).map((difference) => `${name}: ${difference}`);
}

function within(told: unknown, found: unknown): unknown {
  if (Array.isArray(told) && Array.isArray(found)) return found.map((one, at) => within(told[at], one));
  if (typeof told !== 'object' || told === null || typeof found !== 'object' || found === null) return found;
  if (Object.keys(told).length === 0) return found;
  const all = found as Record<string, unknown>;
  return Object.fromEntries(Object.entries(told).map(([key, value]) => [key, within(value, all[key])]));
}
