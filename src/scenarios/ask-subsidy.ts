import { notAmong, Refusal, sayFault, type SubsidySearch, type SubsidyTried } from '#spec';
import { batchOf } from './ask-quota.ts';
import { readMoney } from './money.ts';
import { batchesOf, type Ground } from './quota-data.ts';
import { RefusedScenario } from './refused.ts';
import { sayRefused } from './say.ts';
import { paidProjectsOf } from './subsidy-data.ts';
import type { SubsidyFile } from './subsidy-files.ts';
import { controls, type SubsidyRule } from './subsidy-rule.ts';
import { trySubsidies } from './try-subsidy.ts';

const most = 4;

/** What rules for subsidies would give the accepted projects of a batch, beside what was allocated. */
export async function askSubsidy(
  ground: Ground,
  files: readonly SubsidyFile[],
  asked: SubsidySearch
): Promise<SubsidyTried> {
  const names = [...new Set(asked.rule ?? files.slice(0, 2).map(({ name }) => name))];
  if (names.length > most) throw new Refusal(400, 'too_many', `一次最多比较 ${most} 条规则。`);
  const instead = insteadOf(asked);
  const rules = names.map((name) => {
    const file = files.find((each) => each.name === name);
    const allowed = files.map((each) => each.name);
    if (!file) throw notAmong(400, 'unknown_rule', '没有规则', { parameter: 'rule', value: name, allowed });
    if (file.rule === null) throw new Refusal(400, 'wrong_rule', sayFault(file.faults[0]!));
    return { file, rule: { ...file.rule, ...instead } };
  });
  const batches = await batchesOf(ground);
  const on = batchOf(batches, 'on', asked.on);
  const projects = await paidProjectsOf(ground, on);
  return trySubsidies({
    version: ground.context.reading.version,
    on,
    batches,
    instead: [asked.budget ?? null, asked.control ?? null],
    rules,
    projects,
  });
}

function insteadOf({ budget, control }: SubsidySearch): Partial<SubsidyRule> {
  if (control && !(controls as readonly string[]).includes(control))
    throw notAmong(400, 'unknown_value', '没有压减办法', { parameter: 'control', value: control, allowed: controls });
  try {
    return {
      ...(budget ? { budget: readMoney(budget, 'budget'), budgetByDirection: null } : {}),
      ...(control ? { control: control as SubsidyRule['control'] } : {}),
    };
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    throw new Refusal(400, 'unknown_value', sayRefused(error), { parameter: 'budget' });
  }
}
