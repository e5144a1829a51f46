import { compareFractions, isLess, plus, quotientText, readFraction, total, wholeFraction } from '#spec/fraction';
import {
  compareSides,
  moneyColumns,
  readSubsidyRule,
  RefusedScenario,
  subsidize,
  whole,
  type Project,
  type Subsidies,
} from '#scenarios';
import { plainSubsidy } from './plain-subsidy.ts';
import { differences } from './quota-trial.ts';
import { diceOf } from './random.ts';
import { subsidyCase, type RawProject, type SubsidyCase } from './subsidies.ts';

/** What is wrong with the engine's answer to the case of a seed, and of what kind the case was. */
export function subsidyTrial(seed: number): { wrong: string[]; kind: string } {
  const asked = subsidyCase(diceOf(seed));
  const expected = plainSubsidy(asked);
  try {
    const rule = readSubsidyRule(asked.rule as unknown as Record<string, unknown>, whole);
    const projects = asked.projects.map(projectOf);
    const found = subsidize(rule, projects);
    if ('refused' in expected) return { wrong: [`given, not refused: ${expected.refused}`], kind: 'refused' };
    const back = subsidize(rule, [...projects].reverse());
    const wrong = [
      ...differences(expected.is, {
        entitled: Object.fromEntries([...found.entitled].map(([id, amount]) => [id, quotientText(amount)])),
        amount: Object.fromEntries(found.amount),
        difference: quotientText(found.roundingDifference),
        unspent: Object.fromEntries(found.unspent),
        unknown: found.unknown,
        flags: Object.fromEntries(found.flags),
        toPay: Object.fromEntries(found.lessPaid?.toPay ?? []),
        toRecover: Object.fromEntries(found.lessPaid?.toRecover ?? []),
      }),
      ...differences(Object.fromEntries(found.amount), Object.fromEntries(back.amount)).map(
        (told) => `reversed: ${told}`
      ),
      ...certificates(found, asked),
    ];
    const { control } = found;
    return { wrong, kind: control instanceof Map || control.isBound ? 'bound' : 'given' };
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    const { reason, named } = error;
    const wrong = 'is' in expected ? [`refused: ${error.message}`] : differences(expected, { refused: reason, named });
    return { wrong, kind: 'refused' };
  }
}

function projectOf({ id, accepted, direction, score, ...money }: RawProject): Project {
  return {
    id,
    isAccepted: accepted === null ? null : accepted === 1,
    direction,
    money: Object.fromEntries(
      moneyColumns.map((column) => [column, money[column] === null ? null : BigInt(money[column])])
    ) as Project['money'],
    score: score === null ? null : readFraction(score),
  };
}

/** Σ paid + 舍入差 = Σ exact; never over a budget; nobody above what was due but by a rounding; against itself 0. */
function certificates(found: Subsidies, { rule, projects }: SubsidyCase): string[] {
  const wrong: string[] = [];
  const exact = total([...found.exact.values()]);
  if (compareFractions(plus(wholeFraction(found.total), found.roundingDifference), exact) !== 0)
    wrong.push('paid and 舍入差 are not what is exact');
  for (const [pot, left] of found.unspent) if (left < 0n) wrong.push(`${pot} is over its budget`);
  const unit = { fen: 1n, yuan: 100n, hundred_yuan: 10_000n, wan: 1_000_000n }[rule.unit ?? 'fen']!;
  for (const [id, paid] of found.amount) {
    if (!isLess(wholeFraction(paid), plus(found.exact.get(id)!, wholeFraction(unit))))
      wrong.push(`${id} has a unit too much`);
    if (paid % unit !== 0n) wrong.push(`${id} is not whole in the unit`);
    if (rule.control !== 'fill' && isLess(found.entitled.get(id)!, found.exact.get(id)!))
      wrong.push(`${id} gained by a budget`);
    const cap = rule.by_direction?.[projects.find((project) => project.id === id)!.direction]?.cap ?? rule.cap;
    if (cap !== undefined && paid > BigInt(cap)) wrong.push(`${id} is above its cap`);
  }
  const self = compareSides(
    found,
    found,
    projects.map(({ id, direction }) => ({ id, groups: { direction } }))
  );
  if (self.total !== 0n || self.more + self.less !== 0) wrong.push('a rule against itself is not 0');
  return wrong;
}
