import { fractionNumber, quotientText, total as totalOf, wholeFraction } from '#spec/fraction';
import type { SubsidyRuleTried, SubsidyTried } from '#spec';
import { hashOf } from '#warehouse';
import { sumOf } from './apportion.ts';
import { compareSides, type Side } from './compare.ts';
import type { Controlled } from './control.ts';
import { climb } from './ladder.ts';
import { marginsOf } from './margins.ts';
import { sayWan } from './money.ts';
import { RefusedScenario } from './refused.ts';
import { sayRefused, watermark } from './say.ts';
import type { Project } from './entitled.ts';
import type { PaidProject } from './subsidy-data.ts';
import type { SubsidyFile } from './subsidy-files.ts';
import type { SubsidyRule } from './subsidy-rule.ts';
import { subsidize, type Subsidies } from './subsidy.ts';

export interface SubsidyQuestion {
  version: string;
  on: string;
  batches: readonly string[];
  /** What was asked in the place of what rules say, for the key. */
  instead: unknown;
  rules: readonly { file: SubsidyFile; rule: SubsidyRule | RefusedScenario }[];
  projects: readonly PaidProject[];
}

/** Rules beside each other and beside what was allocated, for the accepted projects of a batch. */
export function trySubsidies({ version, on, batches, instead, rules, projects }: SubsidyQuestion): SubsidyTried {
  const accepted = projects.filter(({ isAccepted }) => isAccepted === true).sort((a, b) => (a.id < b.id ? -1 : 1));
  const paid = allocatedTo(accepted);
  const sides = rules.map(({ rule, file }) => tried(rule, file, { projects, accepted, paid }));
  const shown: Side[] = [paid, ...sides.map(({ side }) => side)];
  return {
    version,
    scenario: true,
    watermark,
    key: hashOf(JSON.stringify([version, rules.map(({ file }) => file.hash), on, instead], withNone)),
    on,
    batches: [...batches],
    rules: [actual(paid, accepted), ...sides.map(({ told }) => told)],
    money_without_acceptance: projects
      .filter(({ isAccepted, money }) => isAccepted !== true && (money.allocated ?? 0n) > (money.recovered ?? 0n))
      .map(({ id }) => id),
    projects: accepted.map(({ id, name, applicant, city, direction, ownership, money }) => ({
      project_id: id,
      project_name: name,
      applicant,
      city,
      direction,
      ownership,
      size: sizeOf(money.verified),
      verified: money.verified === null ? null : `${money.verified}`,
      by_rule: shown.map(({ amount, unknown }) => (unknown.includes(id) ? null : `${amount.get(id) ?? 0n}`)),
      flags: [[], ...sides.map(({ flags }) => [...(flags.get(id) ?? [])])],
    })),
  };
}

/** What was taken away is another question than what was not asked. */
const withNone = (_: string, value: unknown): unknown => (value === undefined ? null : value);

const wanInFen = 1_000_000n;
/** In 万元. */
const bounds = [500n, 1_000n, 2_000n, 5_000n] as const;

/** Closed below. */
function sizeOf(verified: bigint | null): string {
  if (verified === null) return '核定投入未知';
  const at = bounds.findIndex((bound) => verified < bound * wanInFen);
  if (at === 0) return `不到 ${bounds[0]} 万元`;
  return at === -1 ? `${bounds.at(-1)} 万元以上` : `${bounds[at - 1]}–${bounds[at]} 万元`;
}

/** What was allocated, less what was recovered; without its amount it is unknown. */
function allocatedTo(accepted: readonly PaidProject[]): Side {
  return {
    amount: new Map(
      accepted.flatMap(({ id, money: { allocated, recovered } }) =>
        allocated === null ? [] : [[id, allocated - (recovered ?? 0n)] as const]
      )
    ),
    unknown: accepted.filter(({ money }) => money.allocated === null).map(({ id }) => id),
  };
}

type Told = SubsidyRuleTried;

const blank = (name: string, title: string): Told => ({
  name,
  title,
  note: '',
  hash: '',
  refused: null,
  total: '0',
  paid: 0,
  nothing: 0,
  capped: 0,
  unknown: [],
  rounding_difference: '0',
  unspent: null,
  difference: '0',
  more: 0,
  less: 0,
  same: 0,
  incomparable: 0,
  to_pay: '0',
  to_recover: '0',
  by: {},
  told: [],
  margins: [],
  ladder: [],
});

function actual(side: Side, accepted: readonly PaidProject[]): Told {
  return { ...blank('actual', '实际下达'), ...summed(side, accepted), unknown: [...side.unknown] };
}

const groupsOf = ({ city, direction, ownership, money }: PaidProject) => ({
  city,
  direction,
  ownership,
  size: sizeOf(money.verified),
});

function summed({ amount }: Pick<Side, 'amount'>, accepted: readonly PaidProject[]) {
  const by: Record<string, Record<string, bigint>> = {};
  for (const project of accepted)
    for (const [group, value] of Object.entries(groupsOf(project))) {
      const sums = (by[group] ??= {});
      sums[value] = (sums[value] ?? 0n) + (amount.get(project.id) ?? 0n);
    }
  const texts = (sums: Record<string, bigint>) =>
    Object.fromEntries(Object.entries(sums).map(([value, sum]) => [value, `${sum}`]));
  return {
    total: `${sumOf(amount.values())}`,
    paid: [...amount.values()].filter((each) => each > 0n).length,
    nothing: [...amount.values()].filter((each) => each === 0n).length,
    by: Object.fromEntries(Object.entries(by).map(([group, sums]) => [group, texts(sums)])),
  };
}

interface Ground {
  projects: readonly PaidProject[];
  accepted: readonly PaidProject[];
  paid: Side;
}

interface Tried {
  told: Told;
  side: Side;
  flags: Subsidies['flags'];
}

function tried(rule: SubsidyRule | RefusedScenario, file: SubsidyFile, { projects, accepted, paid }: Ground): Tried {
  const { name, title, note, hash } = file;
  try {
    if (rule instanceof RefusedScenario) throw rule;
    const found = subsidize({ ...rule, lessPaid: true }, projects);
    const side = { amount: found.amount, unknown: found.unknown };
    const grouped = accepted.map((project) => ({ id: project.id, groups: groupsOf(project) }));
    const { total, more, less, same, incomparable } = compareSides(paid, side, grouped);
    const { toPay, toRecover } = found.lessPaid!;
    return {
      side,
      flags: found.flags,
      told: {
        ...blank(name, title),
        ...summed(side, accepted),
        note,
        hash,
        capped: [...found.flags.values()].filter((flags) => flags.includes('capped')).length,
        unknown: found.unknown,
        rounding_difference: quotientText(found.roundingDifference),
        unspent: found.unspent.size === 0 ? null : `${sumOf(found.unspent.values())}`,
        difference: `${total}`,
        more,
        less,
        same,
        incomparable,
        to_pay: `${sumOf(toPay.values())}`,
        to_recover: `${sumOf(toRecover.values())}`,
        told: toldOf(found),
        margins: marginsOf(rule, projects, found.total).map((each) => ({
          ...each,
          total: `${each.total}`,
          difference: `${each.difference}`,
        })),
        ladder: ladderOf(rule, projects, found),
      },
    };
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    const unknown = accepted.map(({ id }) => id);
    return {
      side: { amount: new Map(), unknown },
      flags: new Map(),
      told: { ...blank(name, title), note, hash, refused: sayRefused(error) },
    };
  }
}

function toldOf(found: Subsidies): string[] {
  const controls: [string, Controlled][] = found.control instanceof Map ? [...found.control] : [['', found.control]];
  const told = controls.flatMap(([pot, control]) => {
    const of = pot === '' ? '' : `${pot}：`;
    const { isBound, factor, level, rateFound, part, stoppedAt, skipped, tie } = control;
    return [
      ...(isBound === false ? [`${of}没有超过预算，不压减。`] : []),
      ...(factor
        ? [`${of}同比例压减到 ${(fractionNumber(factor) * 100).toFixed(4)}%（${quotientText(factor)}）。`]
        : []),
      ...(level ? [`${of}削峰：最高压到 ${sayWan(level.above / level.below)} 万元（分以下略）。`] : []),
      ...(rateFound ? [`${of}倒算的比例 ${(fractionNumber(rateFound) * 100).toFixed(4)}%。`] : []),
      ...(part === undefined ? [] : [`${of}到 ${part} 只够一部分。`]),
      ...(stoppedAt === undefined ? [] : [`${of}到 ${stoppedAt} 不够了，停在这里。`]),
      ...(skipped ? [`${of}不够、跳过的 ${skipped.length} 个：${skipped.slice(0, 10).join('、')}。`] : []),
      ...(tie ? [`${of}分数相同而有的给了有的没给：${tie.join('、')}。`] : []),
    ];
  });
  if (found.atMostTies.length > 0) told.push(`数量限制正好落在分数相同的之间：${found.atMostTies.join('、')}。`);
  const taken = [...found.flags.values()].filter((flags) => flags.includes('other_taken_as_none')).length;
  if (taken > 0) told.push(`${taken} 个有没有其他财政支持不知道（台账里没有），按规则写的当作没有：实际扣的只会更多。`);
  if (found.unknown.length > 0)
    told.push(`${found.unknown.length} 个算不出金额，不当作 0：合计是“至少”，压减的比例只按已知的算。`);
  return told;
}

const step = 1_000n * 1_000_000n;

/** What each 1000 万元 more would buy, up to where nobody is cut; only of a rule that holds to a budget. */
function ladderOf(rule: SubsidyRule, projects: readonly PaidProject[], { entitled }: Subsidies): Told['ladder'] {
  if (rule.control === null || rule.budgetByDirection !== null || rule.control === 'fill') return [];
  const all = totalOf([...entitled.values(), wholeFraction(0n)]);
  const most = all.above / all.below;
  const count = most / step + 2n;
  const wide = count > 24n ? (count / 24n + 1n) * step : step;
  const budgets: bigint[] = [];
  for (let budget = wide; budget < most + wide; budget += wide) budgets.push(budget);
  return climbed(rule, projects, budgets).map(({ budget, total, full, part, nothing, falls }) => ({
    budget: `${budget}`,
    total: `${total}`,
    full,
    part,
    nothing,
    falls,
  }));
}

const known = new WeakMap<readonly Project[], Map<string, ReturnType<typeof climb>>>();
const kept = 50;

/** While a budget is moved its ladder stays: it follows from the same projects and all of the rule but the budget. */
function climbed(
  rule: SubsidyRule,
  projects: readonly Project[],
  budgets: readonly bigint[]
): ReturnType<typeof climb> {
  const of = known.get(projects) ?? new Map<string, ReturnType<typeof climb>>();
  known.set(projects, of);
  const asked = JSON.stringify([{ ...rule, budget: null }, budgets], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value
  );
  const found = of.get(asked) ?? climb(rule, projects, budgets);
  of.set(asked, found);
  if (of.size > kept) of.delete(of.keys().next().value!);
  return found;
}
