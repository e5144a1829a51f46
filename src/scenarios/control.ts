import { isLess, isNone, least, minus, none, over, times, total, wholeFraction, type Fraction } from '#spec/fraction';
import { one, quotientText } from '#spec/fraction';
import { inRank, sameRank, type Entitlement } from './entitled.ts';
import { multiplierOf } from './multiplier.ts';
import { RefusedScenario } from './refused.ts';
import { termsOf, type SubsidyRule } from './subsidy-rule.ts';

/** What a budget made of amounts. `isBound`: null where there is none. */
export interface Controlled {
  amounts: Map<string, Fraction>;
  isBound: boolean | null;
  factor?: Fraction;
  level?: Fraction;
  /** null where all stand at their caps. */
  rateFound?: Fraction | null;
  part?: string;
  stoppedAt?: string;
  skipped?: string[];
  /** Of equal rank, some in full and some not. */
  tie?: string[];
}

type Known = Entitlement & { amount: Fraction };

/** Holds amounts to a budget by the control that the rule names; without one, what exceeds it is refused. */
export function hold(rule: SubsidyRule, known: readonly Known[], budget: bigint | null): Controlled {
  const amounts = new Map(known.map(({ project, amount }) => [project.id, amount]));
  if (budget === null) return { amounts, isBound: null };
  const limit = wholeFraction(budget);
  if (rule.control === 'fill') return fill(rule, known, limit);
  const sum = total(known.map(({ amount }) => amount));
  if (!isLess(limit, sum)) return { amounts, isBound: false };
  switch (rule.control) {
    case null:
      throw new RefusedScenario('over_budget', [quotientText(minus(sum, limit))]);
    case 'proportional': {
      const factor = over(limit, sum);
      return { amounts: mapped(amounts, (amount) => times(amount, factor)), isBound: true, factor };
    }
    case 'level': {
      const level = multiplierOf(
        limit,
        known.map(({ amount }) => ({ weight: one, floor: none, ceiling: amount }))
      );
      return { amounts: mapped(amounts, (amount) => least(amount, level)), isBound: true, level };
    }
    case 'rank':
      return byRank(rule, known, limit);
  }
}

function byRank({ controlRank, tail }: SubsidyRule, known: readonly Known[], limit: Fraction): Controlled {
  const amountOf = new Map(known.map(({ project, amount }) => [project.id, amount]));
  const ranked = inRank(
    known.map(({ project }) => project),
    controlRank
  );
  const amounts = new Map<string, Fraction>();
  const told: Pick<Controlled, 'part' | 'stoppedAt' | 'skipped'> = {};
  let left = limit;
  let isOver = false;
  for (const { id } of ranked) {
    const amount = amountOf.get(id)!;
    const fits = !isLess(left, amount);
    const paid = isOver ? none : fits ? amount : tail === 'part' ? left : none;
    amounts.set(id, paid);
    left = minus(left, paid);
    if (isOver || fits) continue;
    if (tail === 'skip') (told.skipped ??= []).push(id);
    else {
      isOver = true;
      if (tail === 'part') told.part = id;
      else told.stoppedAt = id;
    }
  }
  const inFull = (id: string) => !isLess(amounts.get(id)!, amountOf.get(id)!);
  const asked = ranked.filter(({ id }) => !isNone(amountOf.get(id)!));
  const tie = asked.filter((project) =>
    asked.some((other) => sameRank(project, other, controlRank) && inFull(project.id) !== inFull(other.id))
  );
  return { amounts, isBound: true, ...told, ...(tie.length > 0 ? { tie: tie.map(({ id }) => id) } : {}) };
}

/** 切块: the rate follows from the budget, and who is over the cap stands at it. */
function fill(rule: SubsidyRule, known: readonly Known[], limit: Fraction): Controlled {
  const sharers = known.map(({ project, amount }) => {
    const { cap } = termsOf(rule, project.direction);
    return { weight: amount, floor: none, ceiling: cap === null ? null : wholeFraction(cap) };
  });
  const asking = sharers.filter(({ weight }) => !isNone(weight));
  const ceilings = asking.map(({ ceiling }) => ceiling);
  const isFull = ceilings.every((ceiling) => ceiling !== null) && !isLess(limit, total(ceilings));
  const rate = isFull ? null : multiplierOf(limit, asking);
  const amounts = known.map(({ project }, at): [string, Fraction] => {
    const { weight, ceiling } = sharers[at]!;
    if (isNone(weight)) return [project.id, none];
    const share = rate === null ? ceiling! : times(weight, rate);
    return [project.id, ceiling === null ? share : least(share, ceiling)];
  });
  return { amounts: new Map(amounts), isBound: rate !== null, rateFound: rate };
}

const mapped = (amounts: ReadonlyMap<string, Fraction>, work: (amount: Fraction) => Fraction) =>
  new Map([...amounts].map(([id, amount]) => [id, work(amount)]));
