import { fraction, quotientText, type Fraction } from '#spec/fraction';
import type { CityTried, QuotaTried, RankedList, RuleTried } from '#spec';
import { hashOf } from '#warehouse';
import { allocate, type Allocation } from './quota.ts';
import type { City, QuotaRule } from './quota-rule.ts';
import { allocateOrNone } from './paradoxes.ts';
import { looksAtConcluded, rangeOfDue, thinOf, type DueValues } from './rates.ts';
import { usedOf, type factorsOf } from './factors.ts';
import type { CityOfBatch, NamedProject, RuleAnswer } from './quota-data.ts';
import type { QuotaFile } from './quota-files.ts';
import { columnsAsked } from './quota-text.ts';
import { readQuotaRule } from './read-quota.ts';
import { RefusedScenario } from './refused.ts';
import { replay, type Replayed } from './replay.ts';
import { saidInstead } from './said-instead.ts';
import { sayRefused, watermark } from './say.ts';
import { toldOf, type Beside } from './told-quota.ts';

type CityValues = ReadonlyMap<string, City['values']>;

/** What is tried: rules, each with what it knows of the cities, on the lists of a past batch. */
export interface QuotaQuestion {
  version: string;
  total: bigint;
  weightsOf: string;
  batches: readonly string[];
  /** Those that are explained by their name, with their titles. */
  metrics: ReadonlyMap<string, string>;
  replayOn: string;
  /** What goes before the keys of each rule. */
  instead: Readonly<Record<string, unknown>>;
  rules: readonly { file: QuotaFile; answer: RuleAnswer | RefusedScenario; before: CityValues | null }[];
  /** The batch before that which the weights come from; its values are each rule's `before`. */
  batchBefore: string | null;
  /** Of the batch that the weights come from: all that are due, with a conclusion or without. */
  due: DueValues;
  cities: readonly CityOfBatch[];
  projects: readonly NamedProject[];
  factors: Awaited<ReturnType<typeof factorsOf>>;
}

export function tryQuota(question: QuotaQuestion): QuotaTried {
  const { version, total, weightsOf, replayOn, batches, instead, rules, cities, projects } = question;
  const byCity = Map.groupBy(projects, ({ city }) => city);
  const lists = new Map(cities.map(({ city }) => [city, byCity.get(city) ?? []]));
  return {
    version,
    scenario: true,
    watermark,
    key: hashOf(
      JSON.stringify([version, rules.map(({ file }) => file.hash), `${total}`, weightsOf, replayOn, instead])
    ),
    total: Number(total),
    weights_of: weightsOf,
    replay_on: replayOn,
    is_same_batch: weightsOf === replayOn,
    batches: [...batches],
    cities: cities.map(({ city, code, quota }) => {
      const own = lists.get(city)!;
      return {
        city,
        code,
        actual: quota,
        used: own.filter(({ isCounted }) => isCounted).length,
        waiting: own.filter(({ isWaiting }) => isWaiting).length,
        uncertain: own.filter(({ isUncertain }) => isUncertain).length,
      };
    }),
    rules: [actual(cities, lists), ...rules.map((rule) => tried(rule, question, lists))],
    titles: Object.fromEntries(
      rules
        .flatMap(({ file }) => columnsAsked(file))
        .flatMap((name): [string, string][] => {
          const title = question.metrics.get(name);
          return title === undefined ? [] : [[name, title]];
        })
    ),
  };
}

type Lists = ReadonlyMap<string, readonly NamedProject[]>;

/** Last year's own quota is a column like the rules: cities were over it. */
function actual(cities: readonly CityOfBatch[], lists: Lists): RuleTried {
  const known = cities.filter((city): city is CityOfBatch & { quota: number } => city.quota !== null);
  const unknown = cities.filter(({ quota }) => quota === null).map(({ city }) => city);
  const own = known.map(({ city, quota }): [string, CityTried] => [
    city,
    {
      ...replayed(quota, lists.get(city)!),
      change: 0,
      weight: null,
      coefficient: null,
      share: null,
      taken: 0,
      between: [quota, quota],
      is_thin: false,
    },
  ]);
  const told = unknown.length > 0 ? [`没有导入名额的市：${unknown.join('、')}。`] : [];
  return { ...summed('actual', '上年实际', own), method: 'actual', told, order: [] };
}

/** As it is answered: of a rule whose bounds are refused nothing. */
const betweenOf = ({ isOfConcluded, range }: Beside, city: string, seats: number): [number, number] | null => {
  if (!isOfConcluded) return [seats, seats];
  const found = range?.get(city);
  return found ? [Number(found[0]), Number(found[1])] : null;
};

function replayed(seats: number, projects: readonly NamedProject[]) {
  const found: Replayed = replay(seats, projects);
  return {
    seats,
    falls: found.out.length + (found.undecided?.fall ?? 0),
    listed: found.listedOut,
    accepted: found.acceptedOut,
    free: found.free,
  };
}

const add = (a: [number, number], b: [number, number]): [number, number] => [a[0] + b[0], a[1] + b[1]];

function summed(
  name: string,
  title: string,
  cities: readonly [string, CityTried][]
): Omit<RuleTried, 'method' | 'told' | 'order'> {
  const all = cities.map(([, city]) => city);
  const sum = (of: (city: CityTried) => number) => all.reduce((total, city) => total + of(city), 0);
  return {
    name,
    title,
    note: '',
    hash: '',
    columns: [],
    factors: [],
    weight: '',
    refused: null,
    cities: Object.fromEntries(cities),
    seats: sum(({ seats }) => seats),
    reserve: 0,
    lost: sum(({ change }) => Math.max(0, -(change ?? 0))),
    gained: sum(({ change }) => Math.max(0, change ?? 0)),
    falls: sum(({ falls }) => falls),
    listed: all.map(({ listed }) => listed).reduce(add, [0, 0]),
    accepted: all.map(({ accepted }) => accepted).reduce(add, [0, 0]),
    free: sum(({ free }) => free),
  };
}

function tried(asking: QuotaQuestion['rules'][number], question: QuotaQuestion, lists: Lists): RuleTried {
  const { file, answer } = asking;
  const { cities, instead, total } = question;
  const { name, title } = file;
  const said = {
    ...saidInstead(file, instead),
    columns: columnsAsked(file).filter((column) => question.metrics.has(column)),
    factors:
      answer instanceof RefusedScenario
        ? []
        : usedOf(
            question.factors,
            columnsAsked(file).filter((column) => !question.metrics.has(column)),
            answer.values
          ),
    weight: String(file.raw.weight),
  };
  try {
    if (answer instanceof RefusedScenario) throw answer;
    const rule = readQuotaRule({ ...file.raw, ...instead, total });
    const asked = citiesBy(answer.values, cities);
    const found = allocate(rule, asked);
    const beside = besideOf(rule, asked, { found, asking, question });
    const thin = thinOf(rule, asked);
    const own = cities.map(({ city, quota }): [string, CityTried] => {
      const seats = Number(found.seats.get(city)!);
      const text = (amounts: ReadonlyMap<string, Fraction>) => {
        const amount = amounts.get(city);
        return amount ? quotientText(amount) : null;
      };
      return [
        city,
        {
          ...replayed(seats, lists.get(city)!),
          change: quota === null ? null : seats - quota,
          weight: text(found.weights),
          coefficient: rule.coefficient ? text(found.coefficients) : null,
          share: text(found.shares),
          taken: Number(found.taken.get(city) ?? 0n),
          between: betweenOf(beside, city, seats),
          is_thin: thin.includes(city),
        },
      ];
    });
    const told = [...answer.told, ...toldOf(beside)];
    const order = found.apportionment.given.slice(-12).map(({ name: city, isEndless, value }) => ({
      city,
      claim: isEndless ? '第一个名额' : quotientText(fraction(value.above, value.below)),
    }));
    const reserve = Number(found.reserve);
    return { ...summed(name, title, own), ...said, method: rule.method, reserve, told, order };
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    const own = answer instanceof RefusedScenario ? [] : answer.told;
    const refused = [sayRefused(error), ...own].join('');
    return { ...summed(name, title, []), ...said, method: '', refused, told: own, order: [] };
  }
}

function citiesBy(values: CityValues, cities: readonly CityOfBatch[]): City[] {
  return cities.map(({ city, code, quota }) => {
    const previous = quota === null ? null : BigInt(quota);
    const own = values.get(city) ?? {};
    const failed = own.failed ?? null;
    return {
      city,
      code,
      values: { ...own, previous: previous === null ? null : { above: previous, below: 1n } },
      previous,
      failed: failed === null ? null : failed.above,
    };
  });
}

function besideOf(
  rule: QuotaRule,
  cities: readonly City[],
  { found, asking, question }: { found: Allocation; asking: QuotaQuestion['rules'][number]; question: QuotaQuestion }
): Beside {
  const { batchBefore, weightsOf, due } = question;
  const earlier = asking.before && allocateOrNone(rule, citiesBy(asking.before, question.cities));
  const isOfConcluded = looksAtConcluded(rule);
  return {
    rule,
    cities,
    found,
    weightsOf,
    before: earlier && batchBefore !== null ? { batch: batchBefore, found: earlier } : null,
    isOfConcluded,
    range: isOfConcluded ? rangeOfDue(rule, cities, due) : null,
  };
}

/** A city's own list of a past batch, by its ranks, with what each rule would have made of each project. */
export function rankedOf(tried: QuotaTried, { projects }: QuotaQuestion, city: string): RankedList {
  const own = projects.filter((project) => project.city === city);
  const ranked = own
    .filter(({ isCounted, rank, isListed }) => isCounted || rank !== null || isListed)
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.id < b.id ? -1 : 1));
  const rules = tried.rules.map(({ name, title, cities }) => ({ name, title, seats: cities[city]?.seats ?? null }));
  const replays = rules.map(({ seats }) => (seats === null ? null : replay(seats, own)));
  const { version, scenario, watermark: said, key, replay_on } = tried;
  return {
    version,
    scenario,
    watermark: said,
    key,
    city,
    replay_on,
    rules,
    projects: ranked.map(({ id, name, applicant, rank, isListed, isAccepted, isCounted }) => ({
      project_id: id,
      project_name: name,
      applicant,
      rank,
      is_listed: isListed,
      is_accepted: isAccepted,
      by_rule: replays.map((found) => {
        if (!isCounted) return 'exempt';
        if (found?.out.includes(id)) return 'out';
        return found?.undecided?.among.includes(id) ? 'maybe' : 'in';
      }),
    })),
    waiting: own.filter(({ isWaiting }) => isWaiting).length,
  };
}
