import type { Row } from '#spec';
import { ofPayments } from './payments.ts';

/**
 * What a project counts for in the rates, worked out here from what is said of it: who was due, what lies in
 * what, whose plan is their own, what was paid. It stands in place of the measures of the same names.
 */
export function factsOf(project: Row, payments: readonly Row[], asOf: string): Row {
  const is = (name: string) => project[name] === 1;
  const amount = (name: string) => (typeof project[name] === 'number' ? project[name] : null);
  const sums = Object.fromEntries(
    ofPayments.map((name) => {
      const known = payments.flatMap((payment) => (typeof payment[name] === 'number' ? [payment[name]] : []));
      return [name, known.length === 0 ? null : Math.round(known.reduce((a, b) => a + b, 0) * 100) / 100];
    })
  );
  const isSupported = project.stage !== '已撤回' && (sums.subsidy_net ?? 0) > 0;
  const isDue =
    is('listed') && !is('terminated') && typeof project.period_end === 'string' && project.period_end < asOf;
  const [plan, declared, verified] = ['planned_investment', 'declared_investment', 'verified_investment'].map(amount);
  const own = project.planned_basis === '计划投资' ? plan! : null;
  const isCompared = own !== null && declared !== null && verified !== null;
  const flags = {
    recommended_applied: is('recommended') && is('applied'),
    recommended_unapplied: is('recommended') && !is('applied'),
    listed_recommended: is('listed') && is('recommended'),
    listed_unrecommended: is('listed') && !is('recommended'),
    terminated_listed: is('terminated') && is('listed'),
    terminated_unlisted: is('terminated') && !is('listed'),
    concluded_listed: is('concluded') && is('listed'),
    concluded_unlisted: is('concluded') && !is('listed'),
    due: isDue,
    due_concluded: isDue && is('concluded'),
    due_accepted: isDue && is('accepted'),
    due_not_refused: isDue && (is('accepted') || !is('concluded')),
    supported: isSupported,
    supported_accepted: isSupported && is('accepted'),
    supported_unaccepted: isSupported && !is('accepted'),
    verified_own_plan: own !== null && verified !== null,
    verified_planned: plan !== null && verified !== null,
    verified_declared: declared !== null && verified !== null,
    compared_projects: isCompared,
    supported_verified: isSupported && is('accepted') && verified !== null,
  };
  return {
    ...project,
    ...sums,
    ...Object.fromEntries(Object.entries(flags).map(([name, holds]) => [name, Number(holds)])),
    planned_of_listed: is('listed') ? plan! : null,
    planned_as_total_of_listed: is('listed') && project.planned_basis === '总投资' ? plan! : null,
    own_plan_of_verified: verified === null ? null : own,
    verified_of_own_plan: own === null ? null : verified!,
    planned_compared: isCompared ? own : null,
    declared_compared: isCompared ? declared! : null,
    verified_compared: isCompared ? verified! : null,
    net_compared: isCompared ? (sums.subsidy_net ?? 0) : null,
    verified_of_supported: isSupported && is('accepted') ? verified! : null,
    subsidy_of_verified: isSupported && is('accepted') && verified !== null ? sums.subsidy_net! : null,
  };
}
