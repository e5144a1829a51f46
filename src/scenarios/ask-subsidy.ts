import { notAmong, Refusal, sayFault, type SubsidySearch, type SubsidyTried } from '#spec';
import { batchOf } from './ask-quota.ts';
import { readMoney } from './money.ts';
import { batchesOf, type Ground } from './quota-data.ts';
import { readSubsidyRule } from './read-subsidy.ts';
import { RefusedScenario } from './refused.ts';
import { sayRefused } from './say.ts';
import { paidProjectsOf } from './subsidy-data.ts';
import type { SubsidyFile } from './subsidy-files.ts';
import { bases, controls, leftovers, roundings, tails, units } from './subsidy-rule.ts';
import { writeSubsidyText } from './subsidy-text.ts';
import { trySubsidies } from './try-subsidy.ts';

const most = 4;

/** What rules for subsidies would give the accepted projects of a batch, beside what was allocated. */
export async function askSubsidy(
  ground: Ground,
  files: readonly SubsidyFile[],
  asked: SubsidySearch
): Promise<SubsidyTried> {
  const instead = insteadOf(asked);
  const rules = rulesOf(files, asked.rule).map((file) => ({ file, rule: ruleOf(file, instead) }));
  const batches = await batchesOf(ground);
  const on = batchOf(batches, 'on', asked.on);
  const projects = await paidProjectsOf(ground, on);
  return trySubsidies({ version: ground.context.reading.version, on, batches, instead, rules, projects });
}

/** The text of the first rule with what was asked in its place, as content. */
export function saveSubsidy(files: readonly SubsidyFile[], asked: SubsidySearch): { name: string; text: string } {
  const [file] = rulesOf(files, asked.rule?.slice(0, 1));
  const instead = insteadOf(asked);
  const rule = ruleOf(file!, instead);
  if (rule instanceof RefusedScenario) throw new Refusal(400, 'wrong_rule', sayRefused(rule));
  return { name: `测算_${file!.name}.ts`, text: writeSubsidyText({ ...file!.raw, ...instead }) };
}

function rulesOf(files: readonly SubsidyFile[], asked: readonly string[] | undefined): SubsidyFile[] {
  const names = [...new Set(asked ?? files.slice(0, 2).map(({ name }) => name))];
  if (names.length > most) throw new Refusal(400, 'too_many', `一次最多比较 ${most} 条规则。`);
  return names.map((name) => {
    const file = files.find((each) => each.name === name);
    const allowed = files.map((each) => each.name);
    if (!file) throw notAmong(400, 'unknown_rule', '没有规则', { parameter: 'rule', value: name, allowed });
    if (file.rule === null) throw new Refusal(400, 'wrong_rule', sayFault(file.faults[0]!));
    return file;
  });
}

/** A rule with what was asked in its place; where the two do not go together, why. */
function ruleOf({ raw }: SubsidyFile, instead: Keys): ReturnType<typeof readSubsidyRule> | RefusedScenario {
  const keys = Object.entries({ ...raw, ...instead }).filter(([key]) => key !== 'title' && key !== 'note');
  try {
    return readSubsidyRule(Object.fromEntries(keys), readMoney);
  } catch (error) {
    if (error instanceof RefusedScenario) return error;
    throw error;
  }
}

type Keys = Readonly<Record<string, unknown>>;

const words: Readonly<Record<string, readonly string[]>> = {
  base: bases,
  control: controls,
  tail: tails,
  unit: Object.keys(units),
  round: roundings,
  leftover: leftovers,
};
const amounts = ['at_least', 'cap', 'budget'] as const;

/** What stands in the address goes before what a rule says, by the keys of a rule; `none` takes an amount away. */
function insteadOf(asked: SubsidySearch): Keys {
  const keys: Record<string, unknown> = {};
  for (const name of amounts) {
    const written = asked[name];
    if (written) keys[name] = written === 'none' ? undefined : moneyOf(name, written);
  }
  for (const [name, allowed] of Object.entries(words)) {
    const written = asked[name as keyof SubsidySearch] as string | undefined;
    if (!written) continue;
    if (!allowed.includes(written))
      throw notAmong(400, 'unknown_value', '没有写法', { parameter: name, value: written, allowed });
    keys[name] = written;
  }
  if (asked.rate) Object.assign(keys, { rate: rateOf(asked.rate), tiers: undefined, slabs: undefined });
  if ('budget' in keys) keys.budget_by_direction = undefined;
  if (keys.budget === undefined && asked.budget === 'none') Object.assign(keys, { control: undefined });
  // 切块: the rate follows from the budget.
  if (keys.control === 'fill') Object.assign(keys, { rate: undefined, tiers: undefined, slabs: undefined });
  return keys;
}

function moneyOf(parameter: string, written: string): string {
  try {
    readMoney(written, parameter);
    return written.trim();
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    throw new Refusal(400, 'unknown_value', sayRefused(error), { parameter });
  }
}

/** `0.08` or `8%`, as a rule writes it. */
function rateOf(written: string): string {
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,6})?) ?(%|％)?$/.exec(written.trim()) ?? [];
  if (digits === undefined || (percent === undefined && Number(digits) > 1) || Number(digits) > 100)
    throw new Refusal(400, 'unknown_value', 'rate 要写成 0.08 或 8%，不超过 100%。', { parameter: 'rate' });
  if (percent === undefined) return digits;
  const [whole = '', below = ''] = digits.split('.');
  const moved = `${whole.padStart(3, '0')}${below}`;
  return `${moved.slice(0, whole.padStart(3, '0').length - 2)}.${moved.slice(-2 - below.length)}`.replace(
    /^0+(?=\d)/,
    ''
  );
}
