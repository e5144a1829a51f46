import { createInterface } from 'node:readline';
import { daysLeft, moved } from '#alerts';
import { quotientText, readFraction, type Fraction } from '#spec/fraction';
import {
  allocate,
  climb,
  compareSides,
  moneyColumns,
  readQuotaRule,
  readSubsidyRule,
  RefusedScenario,
  replay,
  subsidize,
  whole,
  type Allocation,
  type City,
  type Controlled,
  type Project,
  type Subsidies,
} from '#scenarios';
import { play, type Sequence } from '../alerts/sequence.ts';
import { answerChannels } from './ask-channels.ts';

/*
 * Answers questions to the engine, one JSON a line: {"ask": "allocate", "rule": …, "cities": […]}, and likewise replay,
 * subsidy, ladder, compare and alerts (a sequence of versions, clock and people). Fractions are written p/q; money is
 * whole fen, without a limit of size.
 */

type Raw = Record<string, unknown>;
interface Question {
  ask: string;
  rule: Raw;
  first: Raw;
  second: Raw;
  cities: Raw[];
  projects: Raw[];
  budgets: unknown[];
  seats: Record<string, number>;
  old: string | null;
  new: string | null;
  over: string;
  now: string;
  due: string;
}

export function answer(line: string): string {
  const question = readJson(line) as Question;
  try {
    return writeJson(asked(question));
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    const { reason, named } = error;
    return writeJson({ status: 'refused', reason, [question.ask === 'allocate' ? 'cities' : 'what']: named });
  }
}

function asked(question: Question): unknown {
  const projects = () => question.projects.map(projectOf);
  switch (question.ask) {
    case 'allocate':
      return allocation(
        allocate(readQuotaRule(question.rule), question.cities.map(cityOf)),
        question.cities.map(cityOf)
      );
    case 'replay':
      return Object.fromEntries(
        question.cities.map((city) => [
          city.city,
          replayed(question.seats[city.city as string]!, city.projects as Raw[]),
        ])
      );
    case 'subsidy':
      return subsidies(subsidize(readSubsidyRule(question.rule, whole), projects()));
    case 'ladder':
      return climb(
        readSubsidyRule(question.rule, whole),
        projects(),
        question.budgets.map((budget) => whole(budget, 'budget'))
      ).map(({ isBound, ...rung }) => ({ ...rung, bound: isBound }));
    case 'compare':
      return compared(question, projects());
    case 'alerts':
      return play(question as unknown as Sequence);
    case 'moved':
      return moved(question.old, question.new, question.over);
    case 'days_left':
      return daysLeft(question.now, question.due);
    default:
      return answerChannels(question as unknown as Raw) ?? { skip: question.ask };
  }
}

function cityOf(raw: Raw): City {
  const { city, code, ...columns } = raw;
  const values = Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, value === null ? null : readFraction(String(value))])
  );
  const count = (name: string) => (raw[name] === undefined || raw[name] === null ? null : whole(raw[name], name));
  return { city: String(city), code: String(code), values, previous: count('previous'), failed: count('failed') };
}

function projectOf(raw: Raw): Project {
  const fen = (value: unknown) => (value === undefined || value === null ? null : BigInt(String(value)));
  return {
    id: String(raw.id),
    isAccepted: raw.accepted === null || raw.accepted === undefined ? null : raw.accepted === 1,
    direction: String(raw.direction),
    money: Object.fromEntries(moneyColumns.map((column) => [column, fen(raw[column])])) as Project['money'],
    score: raw.score === null || raw.score === undefined ? null : readFraction(String(raw.score)),
  };
}

function allocation(found: Allocation, cities: readonly City[]) {
  return {
    status: 'ok',
    seats: plain(found.seats),
    reserve: found.reserve,
    shares: plain(found.shares),
    ties: found.ties.map(({ at, value, among, places, given }) => ({
      at,
      value: quotientText(value),
      among,
      places,
      given,
    })),
    apart: plain(found.apart),
    taken: plain(found.taken),
    told: found.penaltyKept > 0n ? [['penalty_kept', found.penaltyKept]] : [],
    outside_quota: found.outsideQuota,
    change: Object.fromEntries(
      cities.map(({ city, previous }) => [city, previous === null ? null : found.seats.get(city)! - previous])
    ),
  };
}

function replayed(seats: number, projects: readonly Raw[]) {
  const found = replay(
    seats,
    projects.map(({ id, rank, counted, listed, accepted }) => ({
      id: String(id),
      rank: rank as number | null,
      isCounted: counted === 1,
      isListed: listed === 1,
      isAccepted: accepted === null ? null : accepted === 1,
    }))
  );
  const { used, out, undecided, listedOut, acceptedOut, free } = found;
  return { used, out, undecided, listed_out: listedOut, accepted_out: acceptedOut, free };
}

function subsidies(found: Subsidies) {
  const { lessPaid } = found;
  const sum = (amounts: ReadonlyMap<string, bigint>) => [...amounts.values()].reduce((all, one) => all + one, 0n);
  return {
    status: 'ok',
    entitled: plain(found.entitled),
    amount: plain(found.amount),
    total: found.total,
    entitled_total: quotientText(found.entitledTotal),
    rounding_difference: quotientText(found.roundingDifference),
    unspent: plain(found.unspent),
    unknown: found.unknown,
    flags: Object.fromEntries(found.flags),
    told: {
      ...(found.control instanceof Map
        ? { by_direction: Object.fromEntries([...found.control].map(([pot, control]) => [pot, told(control)])) }
        : found.control.isBound === null
          ? {}
          : told(found.control)),
      ...(found.atMostTies.length > 0 ? { at_most_tie: found.atMostTies } : {}),
    },
    money_without_acceptance: found.moneyWithoutAcceptance,
    ...(lessPaid === null
      ? {}
      : {
          to_pay: plain(lessPaid.toPay),
          to_recover: plain(lessPaid.toRecover),
          paid_unknown: lessPaid.paidUnknown,
          recovered_before: lessPaid.recoveredBefore,
          to_pay_total: sum(lessPaid.toPay),
          to_recover_total: sum(lessPaid.toRecover),
        }),
  };
}

function told({ isBound, factor, level, rateFound, part, stoppedAt, skipped, tie }: Controlled) {
  return {
    bound: isBound,
    ...(factor && { factor: quotientText(factor) }),
    ...(level && { level: quotientText(level) }),
    ...(rateFound === undefined ? {} : { rate_found: rateFound && quotientText(rateFound) }),
    ...(part !== undefined && { part }),
    ...(stoppedAt !== undefined && { stopped_at: stoppedAt }),
    ...(skipped && { skipped }),
    ...(tie && { tie }),
  };
}

function compared({ first, second, projects: raws }: Question, projects: readonly Project[]) {
  const [one, other] = [first, second].map((rule) => subsidize(readSubsidyRule(rule, whole), projects));
  const found = compareSides(
    one!,
    other!,
    raws.map(({ id, city, direction, ownership }) => ({
      id: String(id),
      groups: { city: String(city), direction: String(direction), ownership: String(ownership) },
    }))
  );
  const { byProject, byGroup, total, more, less, same, incomparable } = found;
  return {
    by_project: plain(byProject),
    total,
    more,
    less,
    same,
    incomparable,
    ...Object.fromEntries(Object.entries(byGroup).map(([name, sums]) => [`by_${name}`, plain(sums)])),
  };
}

const plain = (map: ReadonlyMap<string, bigint | Fraction | null>) =>
  Object.fromEntries(
    [...map].map(([key, value]) => [key, value !== null && typeof value === 'object' ? quotientText(value) : value])
  );

/** Numbers beyond what a double holds are kept as they are written. */
function readJson(line: string): unknown {
  const keep = (_: string, value: unknown, { source }: { source?: string } = {}) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? (source ?? value) : value;
  return JSON.parse(line, keep as (key: string, value: unknown) => unknown);
}

const rawJson = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON;

const writeJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? rawJson(inner.toString()) : inner));

if (import.meta.main)
  for await (const line of createInterface({ input: process.stdin }))
    if (line.trim() !== '') process.stdout.write(`${answer(line)}\n`);
