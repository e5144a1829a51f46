import { isSame } from '#spec/fraction';
import type { Project } from './entitled.ts';
import { subsidize } from './subsidy.ts';
import type { SubsidyRule } from './subsidy-rule.ts';

/** What a budget buys; `falls`: whose amount is less than by the budget before it. */
export interface Rung {
  budget: bigint;
  total: bigint;
  full: number;
  part: number;
  nothing: number;
  isBound: boolean | null;
  falls: string[];
}

/** One rule under several budgets of the whole. */
export function climb(rule: SubsidyRule, projects: readonly Project[], budgets: readonly bigint[]): Rung[] {
  let before = new Map<string, bigint>();
  return budgets.map((budget): Rung => {
    const found = subsidize({ ...rule, budget, budgetByDirection: null }, projects);
    const ids = [...found.amount.keys()];
    const nothing = ids.filter((id) => found.amount.get(id) === 0n);
    const full = ids.filter(
      (id) => found.amount.get(id) !== 0n && isSame(found.exact.get(id)!, found.entitled.get(id)!)
    );
    const falls = ids.filter((id) => found.amount.get(id)! < (before.get(id) ?? 0n));
    before = found.amount;
    return {
      budget,
      total: found.total,
      full: full.length,
      part: ids.length - full.length - nothing.length,
      nothing: nothing.length,
      isBound: found.control instanceof Map ? null : found.control.isBound,
      falls,
    };
  });
}
