import { lowest, type Plain } from './plain-quota.ts';
import type { RawProject, RawSubsidy, RawTerms, SubsidyCase } from './subsidies.ts';

/*
 * Subsidies worked out a second time and another way: money in ten-thousandths of a fen, which hold every amount before
 * the budget, and after it each pot over one denominator of its own.
 */

export interface PlainSubsidy {
  entitled: Record<string, string>;
  amount: Record<string, bigint>;
  difference: string;
  unspent: Record<string, bigint>;
  unknown: string[];
  flags: Record<string, string[]>;
  toPay: Record<string, bigint>;
  toRecover: Record<string, bigint>;
}

const scale = 10_000n;
const scaled = (fen: string | number | bigint) => BigInt(fen) * scale;
const units: Record<string, bigint> = { fen: 1n, yuan: 100n, hundred_yuan: 10_000n, wan: 1_000_000n };
const sum = (all: readonly bigint[]) => all.reduce((a, b) => a + b, 0n);

export function plainSubsidy({ rule, projects }: SubsidyCase): Plain<PlainSubsidy> {
  const unit = units[rule.unit ?? 'fen']!;
  const round = rule.round ?? 'down';
  for (const terms of [rule, ...Object.values(rule.by_direction ?? {}).map((own) => merged(rule, own))]) {
    const schedules = [terms.rate, terms.tiers, terms.slabs].filter((one) => one !== undefined);
    if (rule.control === 'fill' && schedules.length > 0) return no('fill_finds_the_rate');
    if (rule.control !== 'fill' && schedules.length !== 1) return no('one_schedule');
    if (terms.cap !== undefined && terms.minimum && terms.minimum.amount > terms.cap) return no('minimum_above_cap');
    if (terms.cap !== undefined && round !== 'down' && BigInt(terms.cap) % unit !== 0n)
      return no('cap_not_in_unit', `${terms.cap}`);
  }
  const population = projects.filter(
    ({ accepted, direction }) => accepted === 1 && (rule.only?.includes(direction) ?? true)
  );
  const flags: Record<string, string[]> = {};
  const entitled = new Map<string, bigint>();
  const unknown: string[] = [];
  const beyond = new Set(
    Object.entries(rule.at_most ?? {}).flatMap(([direction, { count }]) =>
      ranked(population.filter((project) => project.direction === direction)).slice(count)
    )
  );
  for (const project of population) {
    const told: string[] = (flags[project.id] = []);
    const own = rule.by_direction?.[project.direction];
    const amount = beyond.has(project)
      ? 0n
      : entitle(own ? merged(rule, own) : rule, project, told, rule.control === 'fill');
    if (beyond.has(project)) told.push('beyond_at_most');
    if (amount === null) unknown.push(project.id);
    else entitled.set(project.id, amount);
  }
  if (rule.unknown === 'refuse' && unknown.length > 0) return { refused: 'unknown_amounts', named: unknown };

  const pots: Record<string, bigint | null> = {};
  if (rule.budget_by_direction) {
    for (const direction of [
      ...population.map((one) => one.direction),
      ...Object.keys(rule.budget_by_direction),
    ].sort())
      pots[direction] =
        rule.budget_by_direction[direction] === undefined ? null : BigInt(rule.budget_by_direction[direction]);
  } else pots.all = rule.budget === undefined ? null : BigInt(rule.budget);
  const rateless = Object.entries(pots).filter(([, budget]) => rule.control === 'fill' && budget === null);
  if (rateless.length > 0) return no('fill_needs_budget', ...rateless.map(([pot]) => pot));
  const amount: Record<string, bigint> = {};
  const unspent: Record<string, bigint> = {};
  let [above, below] = [0n, 1n];
  for (const [pot, budget] of Object.entries(pots)) {
    const inside = population.filter((one) => (pot === 'all' || one.direction === pot) && entitled.has(one.id));
    const held = hold(rule, inside, entitled, budget);
    if ('refused' in held) return held;
    const paid = settle(rule, inside, held, unit);
    if (budget !== null) {
      unspent[pot] = budget - sum(Object.values(paid));
      if (unspent[pot] < 0n) return no('rounding_exceeds_budget', `${-unspent[pot]}`);
    }
    Object.assign(amount, paid);
    const over = sum(inside.map(({ id }) => held.tops.get(id)!)) - sum(Object.values(paid)) * scale * held.under;
    above = above * held.under * scale + over * below;
    below = below * held.under * scale;
  }
  const [toPay, toRecover]: Record<string, bigint>[] = [{}, {}];
  for (const { id, allocated, recovered } of rule.less_paid ? population : []) {
    if (allocated === null || amount[id] === undefined) continue;
    const due = amount[id] - BigInt(allocated) + BigInt(recovered ?? 0);
    toPay![id] = due > 0n ? due : 0n;
    toRecover![id] = due < 0n ? -due : 0n;
  }
  return {
    is: {
      entitled: Object.fromEntries([...entitled].map(([id, value]) => [id, lowest([value, scale])])),
      amount,
      difference: lowest([above, below]),
      unspent,
      unknown,
      flags: Object.fromEntries(Object.entries(flags).filter(([, told]) => told.length > 0)),
      toPay: toPay!,
      toRecover: toRecover!,
    },
  };
}

const no = (refused: string, ...named: string[]) => ({ refused, named });

function merged(rule: RawSubsidy, own: RawTerms): RawTerms {
  const { rate, tiers, slabs, ...others } = rule;
  return (own.rate ?? own.tiers ?? own.slabs) ? { ...others, ...own } : { ...others, rate, tiers, slabs, ...own };
}

function ranked(projects: readonly RawProject[]): RawProject[] {
  const key = ({ score, id }: RawProject) => [score === null ? 1e9 : -Number(score), id] as const;
  return [...projects].sort((a, b) => key(a)[0] - key(b)[0] || (a.id < b.id ? -1 : 1));
}

function entitle(terms: RawTerms, project: RawProject, told: string[], isFill: boolean): bigint | null {
  const planned = project.planned ?? (terms.planned_blank === 'total' ? project.total : null);
  const base = terms.base ?? 'verified';
  if (base !== 'verified' && project.planned === null && planned !== null) told.push('total_for_plan');
  const asked = base === 'verified' ? [project.verified] : base === 'planned' ? [planned] : [planned, project.verified];
  if (asked.includes(null)) {
    told.push('base_unknown');
    return null;
  }
  let value = asked.map((one) => scaled(one!)).reduce((a, b) => (b < a ? b : a));
  let other = 0n;
  if (terms.deduct !== undefined) {
    if (project.other !== null) other = scaled(project.other);
    else if (terms.other_unknown === 'none') told.push('other_taken_as_none');
    else {
      told.push('other_unknown');
      return null;
    }
  }
  if (terms.deduct === 'from_base') value = value > other ? value - other : 0n;
  if (terms.at_least !== undefined && value < scaled(terms.at_least)) {
    told.push('below_start');
    return 0n;
  }
  if (isFill) return value;
  let amount = 0n;
  if (terms.rate !== undefined) amount = part(value, terms.rate);
  for (const { from, rate, amount: fixed } of terms.slabs ?? [])
    if (value >= scaled(from)) amount = fixed === undefined ? part(value, rate!) : scaled(fixed);
  const tiers = terms.tiers ?? [];
  for (const [at, { from, rate }] of tiers.entries()) {
    const end = tiers[at + 1] ? scaled(tiers[at + 1]!.from) : value;
    const top = value < end ? value : end;
    if (top > scaled(from)) amount += part(top - scaled(from), rate);
  }
  if (terms.cap !== undefined && amount > scaled(terms.cap)) {
    told.push('capped');
    amount = scaled(terms.cap);
  }
  if (terms.deduct === 'from_amount' && amount > 0n) {
    amount = amount > other ? amount - other : 0n;
    if (amount === 0n) told.push('all_deducted');
  }
  if (terms.minimum && amount > 0n && amount < scaled(terms.minimum.amount)) {
    told.push(terms.minimum.below === 'raise' ? 'raised' : 'dropped');
    amount = terms.minimum.below === 'raise' ? scaled(terms.minimum.amount) : 0n;
  }
  return amount;
}

/** Rates have up to four places, and what they are of ends in four zeros. */
const part = (value: bigint, rate: string) => (value * BigInt(Math.round(Number(rate) * 10_000))) / scale;

/** Tops over `under`, in ten-thousandths of a fen. */
interface Held {
  tops: Map<string, bigint>;
  under: bigint;
}

function hold(
  rule: RawSubsidy,
  inside: readonly RawProject[],
  entitled: ReadonlyMap<string, bigint>,
  budget: bigint | null
) {
  const own = inside.map(({ id }) => [id, entitled.get(id)!] as const);
  const all = sum(own.map(([, value]) => value));
  const limit = budget === null ? null : budget * scale;
  if (rule.control === 'fill' && limit !== null) return fillUp(rule, own, limit);
  if (limit === null || all <= limit) return { tops: new Map(own), under: 1n };
  if (rule.control === undefined) return no('over_budget', lowest([all - limit, scale]));
  if (rule.control === 'proportional')
    return { tops: new Map(own.map(([id, value]) => [id, value * limit])), under: all };
  if (rule.control === 'level') {
    // The largest k are pressed to one level, the first k by which nobody below is above it.
    const sorted = [...own].sort((a, b) => (b[1] > a[1] ? 1 : -1));
    for (let k = 1n; ; k++) {
      const rest = sum(sorted.slice(Number(k)).map(([, value]) => value));
      const level = limit - rest;
      const next = sorted[Number(k)]?.[1] ?? 0n;
      if (level >= next * k)
        return { tops: new Map(own.map(([id, value]) => [id, value * k < level ? value * k : level])), under: k };
    }
  }
  let left = limit;
  let isOver = false;
  const tops = new Map<string, bigint>();
  for (const { id } of ranked(inside)) {
    const value = entitled.get(id)!;
    let paid = 0n;
    if (!isOver && value <= left) paid = value;
    else if (!isOver && rule.tail !== 'skip') {
      isOver = true;
      if (rule.tail === 'part') paid = left;
    }
    tops.set(id, paid);
    left -= paid;
  }
  return { tops, under: 1n };
}

/** Who is over the cap is fixed at it, again and again, until nobody is. */
function fillUp({ cap }: RawSubsidy, own: readonly (readonly [string, bigint])[], limit: bigint): Held {
  const most = cap === undefined ? null : scaled(cap);
  let free = own.filter(([, value]) => value > 0n);
  const fixed: string[] = [];
  for (;;) {
    const left = limit - BigInt(fixed.length) * (most ?? 0n);
    const under = sum(free.map(([, value]) => value));
    const over = most === null ? [] : free.filter(([, value]) => value * left > most * under);
    if (over.length === 0 || free.length === 0) {
      const tops = own.map(([id, value]): [string, bigint] => {
        if (fixed.includes(id)) return [id, most! * (under || 1n)];
        return [id, value === 0n ? 0n : value * left];
      });
      return { tops: new Map(tops), under: under || 1n };
    }
    fixed.push(...over.map(([id]) => id));
    free = free.filter((one) => !over.includes(one));
  }
}

function settle(
  rule: RawSubsidy,
  inside: readonly RawProject[],
  { tops, under }: Held,
  unit: bigint
): Record<string, bigint> {
  const one = unit * scale * under;
  const paid: Record<string, bigint> = {};
  for (const { id } of inside) {
    const top = tops.get(id)!;
    const add = { down: 0n, half_up: one / 2n, up: one - 1n }[rule.round ?? 'down']!;
    // Half of a unit is a whole number of these: a fen has ten thousand of them.
    paid[id] = ((top + add) / one) * unit;
  }
  if (rule.leftover === undefined || rule.leftover === 'keep') return paid;
  let left = (sum([...tops.values()]) - sum(Object.values(paid)) * scale * under) / one;
  const rest = (id: string) => tops.get(id)! - paid[id]! * scale * under;
  const capOf = ({ direction }: RawProject) => rule.by_direction?.[direction]?.cap ?? rule.cap;
  const open = inside.filter((project) => {
    const cap = capOf(project);
    return rest(project.id) > 0n && (cap === undefined || paid[project.id]! + unit <= BigInt(cap));
  });
  const worth = new Map(open.map(({ id }) => [id, rule.leftover === 'largest' ? tops.get(id)! : rest(id)]));
  const order = open
    .map(({ id }) => id)
    .sort((a, b) => (worth.get(a) === worth.get(b) ? (a < b ? -1 : 1) : worth.get(a)! > worth.get(b)! ? -1 : 1));
  for (const id of order) {
    if (left === 0n) break;
    paid[id] = paid[id]! + unit;
    left--;
  }
  return paid;
}
