import { fraction, quotientText, type Fraction } from '#spec/fraction';
import type { CityTried, QuotaTried, RankedList, RuleTried } from '#spec';
import { hashOf } from '#warehouse';
import { allocate, type Allocation } from './quota.ts';
import type { City, QuotaRule } from './quota-rule.ts';
import type { CityOfBatch, NamedProject } from './quota-data.ts';
import type { QuotaFile } from './quota-files.ts';
import { columnsAsked } from './quota-text.ts';
import { readQuotaRule } from './read-quota.ts';
import { RefusedScenario } from './refused.ts';
import { replay, type Replayed } from './replay.ts';
import { sayRefused, watermark } from './say.ts';

/** What is tried: rules, each with what it knows of the cities, on the lists of a past batch. */
export interface QuotaQuestion {
  version: string;
  total: bigint;
  weightsOf: string;
  batches: readonly string[];
  /** Those that are explained by their name. */
  metrics: ReadonlySet<string>;
  replayOn: string;
  /** What goes before the keys of each rule. */
  instead: Readonly<Record<string, unknown>>;
  rules: readonly { file: QuotaFile; values: ReadonlyMap<string, City['values']> | RefusedScenario }[];
  cities: readonly CityOfBatch[];
  projects: readonly NamedProject[];
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
  };
}

type Lists = ReadonlyMap<string, readonly NamedProject[]>;

/** Last year's own quota is a column like the rules: cities were over it. */
function actual(cities: readonly CityOfBatch[], lists: Lists): RuleTried {
  const known = cities.filter((city): city is CityOfBatch & { quota: number } => city.quota !== null);
  const unknown = cities.filter(({ quota }) => quota === null).map(({ city }) => city);
  const own = known.map(({ city, quota }): [string, CityTried] => [
    city,
    { ...replayed(quota, lists.get(city)!), change: 0, weight: null, coefficient: null, share: null, taken: 0 },
  ]);
  const told = unknown.length > 0 ? [`没有导入名额的市：${unknown.join('、')}。`] : [];
  return { ...summed('actual', '上年实际', own), method: 'actual', told, order: [] };
}

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

function tried({ file, values }: QuotaQuestion['rules'][number], question: QuotaQuestion, lists: Lists): RuleTried {
  const { cities, instead, total } = question;
  const { name, title, note, hash } = file;
  const said = {
    note,
    hash,
    columns: columnsAsked(file).filter((column) => question.metrics.has(column)),
    weight: String(file.raw.weight),
  };
  try {
    if (values instanceof RefusedScenario) throw values;
    const rule = readQuotaRule({ ...file.raw, ...instead, total });
    const asked = cities.map(({ city, code, quota }): City => {
      const previous = quota === null ? null : BigInt(quota);
      const own = values.get(city) ?? {};
      const failed = own.failed ?? null;
      return {
        city,
        code,
        values: { ...own, previous: quota === null ? null : { above: BigInt(quota), below: 1n } },
        previous,
        failed: failed === null ? null : failed.above,
      };
    });
    const found = allocate(rule, asked);
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
        },
      ];
    });
    const told = toldOf(rule, asked, found);
    const order = found.apportionment.given.slice(-12).map(({ name: city, isEndless, value }) => ({
      city,
      claim: isEndless ? '第一个名额' : quotientText(fraction(value.above, value.below)),
    }));
    const reserve = Number(found.reserve);
    return { ...summed(name, title, own), ...said, method: rule.method, reserve, told, order };
  } catch (error) {
    if (!(error instanceof RefusedScenario)) throw error;
    return { ...summed(name, title, []), ...said, method: '', refused: sayRefused(error), told: [], order: [] };
  }
}

/** Ties with who got it and by what; who would lose by one place more; who is apart; who is outside its share. */
function toldOf(rule: QuotaRule, cities: readonly City[], found: Allocation): string[] {
  const by = rule.tieBreak
    .map((each) => ({ weight: '权数', previous: '上年名额', code: '行政区划代码' })[each])
    .join('、再按');
  const told = found.ties.map(
    ({ at, among, places, given }) =>
      `${at === 'penalty' ? '扣下名额再分时，' : ''}最后 ${places} 个名额有 ${among.length} 个市条件相同（${among.join('、')}），` +
      `按${by}给了${given.join('、')}。`
  );
  const losers = losesWithOneMore(rule, cities, found);
  if (losers.length > 0) told.push(`总数多 1 个，${losers.join('、')}反而少 1 个（最大余数法的悖论；除数法没有）。`);
  for (const [city, seats] of found.apart) told.push(`${city}的权数未知，单列 ${seats} 个，不参加分配。`);
  if (found.coefficientUnknown.length > 0)
    told.push(`系数未知、按规则写的算：${found.coefficientUnknown.join('、')}。`);
  if (found.outsideQuota.length > 0)
    told.push(`不是按比例进或舍一个：${found.outsideQuota.join('、')}（除数法会这样）。`);
  if (found.penaltyKept > 0n) told.push(`扣下的名额有 ${found.penaltyKept} 个没有市可给，留在省里。`);
  return told;
}

/** Whom one place more would cost one. */
export function losesWithOneMore(rule: QuotaRule, cities: readonly City[], found: Allocation): string[] {
  try {
    const more = allocate({ ...rule, total: rule.total + 1n }, cities);
    return [...found.seats].flatMap(([city, seats]) => (more.seats.get(city)! < seats ? [city] : []));
  } catch (error) {
    if (error instanceof RefusedScenario) return [];
    throw error;
  }
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
