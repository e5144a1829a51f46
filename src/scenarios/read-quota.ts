import { readFraction, type Fraction } from '#spec/fraction';
import { methods } from './apportion.ts';
import { readExpression } from './expression.ts';
import { tieBreaks, type Bound, type Coefficient, type Penalty, type QuotaRule } from './quota-rule.ts';
import { closedKeys, one, record, text, whole, wholeMap } from './read.ts';

/** What of a quota rule its own text says; what is shared out is asked where it is tried. */
export const ruleKeys = [
  'method',
  'weight',
  'base',
  'floor',
  'ceiling',
  'unknown',
  'coefficient',
  'penalty',
  'tie_break',
  'ties',
] as const;

/** Every key of a quota rule; a key that is not here is refused, since nothing would read it. */
export const quotaKeys = ['total', 'reserve', ...ruleKeys] as const;

/** A quota rule as it is written, with what it leaves out. */
export function readQuotaRule(raw: Readonly<Record<string, unknown>>): QuotaRule {
  closedKeys(raw, quotaKeys);
  return {
    total: whole(raw.total, 'total'),
    reserve: whole(raw.reserve ?? 0, 'reserve'),
    weight: readExpression(text(raw.weight, 'weight')),
    method: one(raw.method ?? 'largest_remainder', methods, 'method'),
    base: whole(raw.base ?? 0, 'base'),
    floor: boundOf(raw.floor, 'floor'),
    ceiling: boundOf(raw.ceiling, 'ceiling'),
    unknown: one(raw.unknown ?? 'refuse', ['refuse', 'previous', 'floor'] as const, 'unknown'),
    coefficient: coefficientOf(raw.coefficient),
    penalty: penaltyOf(raw.penalty),
    tieBreak: ((raw.tie_break ?? ['weight', 'code']) as unknown[]).map((name) => one(name, tieBreaks, 'tie_break')),
    ties: one(raw.ties ?? 'told', ['told', 'refuse'] as const, 'ties'),
  };
}

function boundOf(raw: unknown, key: string): Bound | null {
  if (raw === undefined || raw === null) return null;
  if (typeof raw !== 'object') return { at: whole(raw, key) };
  const bound = record(raw, key);
  closedKeys(bound, ['at', 'of_previous', 'by_city']);
  return {
    ...(bound.at === undefined || bound.at === null ? {} : { at: whole(bound.at, key) }),
    ...(bound.of_previous === undefined || bound.of_previous === null
      ? {}
      : { ofPrevious: decimal(bound.of_previous) }),
    ...(bound.by_city === undefined || bound.by_city === null ? {} : { byCity: wholeMap(bound.by_city, key) }),
  };
}

function coefficientOf(raw: unknown): Coefficient | null {
  if (raw === undefined || raw === null) return null;
  const given = record(raw, 'coefficient');
  closedKeys(given, ['of', 'table', 'if_unknown']);
  const table = (given.table as Record<string, unknown>[]).map(({ from, value }) => ({
    from: decimal(from),
    value: decimal(value),
  }));
  return {
    of: readExpression(text(given.of, 'coefficient')),
    table,
    ifUnknown: given.if_unknown === undefined || given.if_unknown === null ? null : decimal(given.if_unknown),
  };
}

function penaltyOf(raw: unknown): Penalty | null {
  if (raw === undefined || raw === null) return null;
  const given = record(raw, 'penalty');
  closedKeys(given, ['per_failed', 'at_most', 'goes_to']);
  return {
    perFailed: whole(given.per_failed, 'per_failed'),
    atMost: given.at_most === undefined || given.at_most === null ? null : whole(given.at_most, 'at_most'),
    goesTo: one(given.goes_to ?? 'reserve', ['others', 'reserve'] as const, 'goes_to'),
  };
}

const decimal = (raw: unknown): Fraction => readFraction(String(raw));
