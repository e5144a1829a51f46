import type { Row, Value } from '#spec';

/**
 * What of a row of 奖补资金表 has come by a day: none of what is allocated later, no payment of a later one; what was
 * recovered was paid.
 */
export function comeBy(raw: Row, day: string): Row[] {
  const isLater = (value: Value) => value !== null && String(value) > day;
  const { allocated_on: allocated = null, paid_on: paid = null } = raw;
  if (Number(raw.subsidy_recovered ?? 0) > 0) return [raw];
  if (isLater(allocated ?? paid)) return [];
  return [isLater(paid) ? { ...raw, paid_on: null, subsidy_paid: null, subsidy_recovered: null } : raw];
}

/** A row of 奖补资金表 as it is used, and what it counts for by this file's own words. */
export function paymentOf(raw: Row, projects: ReadonlyMap<string, Row>): Row {
  const amount = (name: string) => (typeof raw[name] === 'number' ? raw[name] : null);
  const [allocated, paid, recovered] = ['subsidy_allocated', 'subsidy_paid', 'subsidy_recovered'].map(amount);
  const hasDay = (raw.paid_on ?? null) !== null;
  // A day without an amount: somebody paid, and nobody says how much.
  const isUnknown = hasDay && paid === null;
  const isSettled = allocated !== null && !isUnknown;
  const days = daysBetween(raw.allocated_on ?? null, raw.paid_on ?? null);
  const { acceptance_result: result, concluded_on: on = null } = projects.get(String(raw.project_id)) ?? {};
  const before = daysBetween(result === '通过' ? on : null, raw.allocated_on ?? null);
  const isUnpaid = allocated !== null && !hasDay && paid === null;
  return {
    ...projects.get(String(raw.project_id)),
    project_id: raw.project_id ?? null,
    budget_year: raw.budget_year === null ? null : String(raw.budget_year),
    subsidy_proposed: amount('subsidy_proposed'),
    subsidy_allocated: allocated!,
    subsidy_paid: paid!,
    subsidy_recovered: recovered!,
    subsidy_net: allocated === null && recovered === null ? null : fen(allocated! ?? 0) - fen(recovered! ?? 0),
    allocations: Number(isSettled),
    allocated_settled: isSettled ? allocated! : null,
    paid_of_allocated: isSettled ? (paid ?? 0) : null,
    payments_unknown: Number(isUnknown),
    allocated_unsettled: isUnknown ? allocated! : null,
    unpaid: Number(isUnpaid),
    unpaid_amount: isUnpaid ? allocated! : null,
    allocations_dated: Number(before !== null && before >= 0),
    allocate_days: before !== null && before >= 0 ? before : null,
    payments_dated: Number(days !== null),
    paid_days: days,
  };
}

const fen = (yuan: number): number => Math.round(yuan * 100) / 100;

function daysBetween(from: Value, to: Value): number | null {
  if (from === null || to === null) return null;
  return Math.round((Date.parse(String(to)) - Date.parse(String(from))) / 86_400_000);
}

/** What only a payment has: of a project it is the sum over its payments. */
export const ofPayments = [
  'subsidy_proposed',
  'subsidy_allocated',
  'subsidy_paid',
  'subsidy_recovered',
  'subsidy_net',
  'allocations',
  'allocated_settled',
  'paid_of_allocated',
  'payments_unknown',
  'allocated_unsettled',
  'unpaid',
  'unpaid_amount',
  'allocations_dated',
  'allocate_days',
  'payments_dated',
  'paid_days',
];
