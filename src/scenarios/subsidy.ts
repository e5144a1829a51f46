import { minus, total, wholeFraction, type Fraction } from '#spec/fraction';
import { sumOf } from './apportion.ts';
import { hold, type Controlled } from './control.ts';
import { entitle, refuseNegative, type Entitlement, type Flag, type Project } from './entitled.ts';
import { RefusedScenario } from './refused.ts';
import { settle } from './rounding.ts';
import { refuseUnsound, termsOf, type SubsidyRule } from './subsidy-rule.ts';

export interface Subsidies {
  /** Before the budget, by id; who is unknown is not there. */
  entitled: Map<string, Fraction>;
  /** After the budget, before rounding. */
  exact: Map<string, Fraction>;
  /** What is paid, in fen. */
  amount: Map<string, bigint>;
  total: bigint;
  entitledTotal: Fraction;
  /** Σ exact − Σ paid. */
  roundingDifference: Fraction;
  /** Of each budget, by direction or of `all`. */
  unspent: Map<string, bigint>;
  /** Without an amount, which is not 0. */
  unknown: string[];
  flags: Map<string, Flag[]>;
  /** By direction, where budgets are; else of all. */
  control: Controlled | Map<string, Controlled>;
  atMostTies: string[];
  /** Not accepted and yet paid. */
  moneyWithoutAcceptance: string[];
  lessPaid: LessPaid | null;
}

export interface LessPaid {
  toPay: Map<string, bigint>;
  toRecover: Map<string, bigint>;
  paidUnknown: string[];
  recoveredBefore: string[];
}

/** What a rule gives each accepted project, or a RefusedScenario. The order of the projects says nothing. */
export function subsidize(rule: SubsidyRule, given: readonly Project[]): Subsidies {
  refuseUnsound(rule);
  const projects = [...given].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  refuseNegative(projects);
  const population = projects.filter(
    ({ isAccepted, direction }) => isAccepted === true && (rule.only === null || rule.only.includes(direction))
  );
  const { all, atMostTies } = entitle(rule, population);
  const known = all.filter(isKnown);
  const unknown = all.filter((entitlement) => !isKnown(entitlement)).map(({ project }) => project.id);
  if (rule.unknown === 'refuse' && unknown.length > 0) throw new RefusedScenario('unknown_amounts', unknown);

  const directions = new Map(population.map((project) => [project.id, project.direction]));
  const capOf = (id: string) => termsOf(rule, directions.get(id)!).cap;
  const pots = potsOf(rule, population);
  const rateless = rule.control === 'fill' ? [...pots].filter(([, budget]) => budget === null) : [];
  if (rateless.length > 0)
    throw new RefusedScenario(
      'fill_needs_budget',
      rateless.map(([pot]) => pot)
    );
  const held = [...pots].map(([pot, budget]) => {
    const inside = known.filter(({ project }) => pot === 'all' || project.direction === pot);
    const control = hold(rule, inside, budget);
    return { pot, budget, control, paid: settle(rule, control.amounts, { budget, capOf }) };
  });
  const amount = new Map(held.flatMap(({ paid }) => [...paid]));
  const exact = new Map(held.flatMap(({ control }) => [...control.amounts]));
  const paid = sumOf(amount.values());
  return {
    entitled: new Map(known.map(({ project, amount: before }) => [project.id, before])),
    exact,
    amount,
    total: paid,
    entitledTotal: total(known.map(({ amount: before }) => before)),
    roundingDifference: minus(total([...exact.values()]), wholeFraction(paid)),
    unspent: new Map(
      held.flatMap((one) => (one.budget === null ? [] : [[one.pot, one.budget - sumOf(one.paid.values())] as const]))
    ),
    unknown,
    flags: new Map(all.flatMap(({ project, flags }) => (flags.length > 0 ? [[project.id, flags] as const] : []))),
    control:
      rule.budgetByDirection === null ? held[0]!.control : new Map(held.map(({ pot, control }) => [pot, control])),
    atMostTies,
    moneyWithoutAcceptance: projects
      .filter(({ isAccepted, money }) => isAccepted !== true && (money.allocated ?? 0n) > (money.recovered ?? 0n))
      .map(({ id }) => id),
    lessPaid: rule.lessPaid ? lessPaid(population, amount) : null,
  };
}

const isKnown = (entitlement: Entitlement): entitlement is Entitlement & { amount: Fraction } =>
  entitlement.amount !== null;

/** What is shared out together, and of how much: null is without a budget. */
function potsOf(
  { budget, budgetByDirection }: SubsidyRule,
  population: readonly Project[]
): Map<string, bigint | null> {
  if (budgetByDirection === null) return new Map([['all', budget]]);
  const directions = [...population.map(({ direction }) => direction), ...Object.keys(budgetByDirection)];
  return new Map([...new Set(directions)].sort().map((direction) => [direction, budgetByDirection[direction] ?? null]));
}

/** 应补 and 应退 of each project, never of one against another. */
function lessPaid(population: readonly Project[], amount: ReadonlyMap<string, bigint>): LessPaid {
  const toPay = new Map<string, bigint>();
  const toRecover = new Map<string, bigint>();
  for (const { id, money } of population) {
    const due = amount.get(id);
    if (due === undefined || money.allocated === null) continue;
    const net = money.allocated - (money.recovered ?? 0n);
    toPay.set(id, due > net ? due - net : 0n);
    toRecover.set(id, net > due ? net - due : 0n);
  }
  return {
    toPay,
    toRecover,
    paidUnknown: population.filter(({ money }) => money.allocated === null).map(({ id }) => id),
    recoveredBefore: population.filter(({ money }) => (money.recovered ?? 0n) > 0n).map(({ id }) => id),
  };
}
