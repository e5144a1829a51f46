import type { Allocation } from './quota.ts';
import type { City, QuotaRule } from './quota-rule.ts';
import { growthBetween, nextPlaces } from './paradoxes.ts';
import { thinOf } from './rates.ts';

/** Beside a rule's result: what it is worked out of, and on an earlier batch's weights where there is one. */
export interface Beside {
  rule: QuotaRule;
  cities: readonly City[];
  found: Allocation;
  before: { batch: string; found: Allocation } | null;
  weightsOf: string;
  /** null: it does not look at the concluded alone, or its range was refused. */
  range: ReadonlyMap<string, readonly [bigint, bigint]> | null;
  isOfConcluded: boolean;
}

/** Ties with who got it and by what, the paradoxes that the rule has, who is apart, what its rates stand on. */
export function toldOf(beside: Beside): string[] {
  const { rule, cities, found } = beside;
  const told = ties(rule, found);
  for (const [city, seats] of found.apart) told.push(`${city}的权数未知，单列 ${seats} 个，不参加分配。`);
  if (found.coefficientUnknown.length > 0)
    told.push(`系数未知、按规则写的算：${found.coefficientUnknown.join('、')}。`);
  const thin = thinOf(rule, cities);
  if (thin.length > 0) told.push(`比率的分母不到 5、说明不了什么的有 ${thin.length} 个市：${thin.join('、')}。`);
  told.push(...ofConcluded(beside));
  if (found.outsideQuota.length > 0)
    told.push(`不是按比例进或舍一个：${found.outsideQuota.join('、')}（除数法会这样）。`);
  if (found.penaltyKept > 0n) told.push(`扣下的名额有 ${found.penaltyKept} 个没有市可给，留在省里。`);
  told.push(...next(rule, cities, found), ...grown(beside));
  return told;
}

function ties(rule: QuotaRule, { ties: found }: Allocation): string[] {
  const by = rule.tieBreak
    .map((each) => ({ weight: '权数', previous: '上年名额', code: '行政区划代码' })[each])
    .join('、再按');
  return found.map(
    ({ at, among, places, given }) =>
      `${at === 'penalty' ? '扣下名额再分时，' : ''}最后 ${places} 个名额有 ${among.length} 个市条件相同（${among.join('、')}），` +
      `按${by}给了${given.join('、')}。`
  );
}

function ofConcluded({ range, isOfConcluded, found }: Beside): string[] {
  if (!isOfConcluded) return [];
  const is = '通过率只看已出结论的；应验收而没有结论的全算不通过或全算通过，';
  if (range === null) return [`${is}规则有一头算不出，名额说不准。`];
  const wide = [...found.seats.keys()].filter((city) => range.get(city)![0] !== range.get(city)![1]);
  if (wide.length === 0) return [`${is}各市名额都不变。`];
  return [
    `${is}会变的有 ${wide.length} 个市：${wide.map((city) => `${city} ${range.get(city)!.join('–')}`).join('、')}。`,
  ];
}

function next(rule: QuotaRule, cities: readonly City[], found: Allocation): string[] {
  const steps = nextPlaces(rule, cities, found);
  const first = steps[0];
  if (!first) return ['总数再多 1 个就分不出去了（上限或规则不许）。'];
  const losers = first.loses;
  const paradox =
    losers.length > 0 ? [`总数多 1 个，${losers.join('、')}反而少 1 个（最大余数法的悖论；除数法没有）。`] : [];
  const line = steps.map(({ gains, loses }) =>
    loses.length === 0 ? gains.join('和') || '留在省里' : `${gains.join('和')}（${loses.join('、')}反而少）`
  );
  return [...paradox, `再多的 ${steps.length} 个名额，依次给：${line.join('、')}。`];
}

function grown({ before, found, weightsOf }: Beside): string[] {
  if (before === null) return [];
  const { pairs, newcomers, moved } = growthBetween(before.found, found);
  const between = `权数从 ${before.batch} 换成 ${weightsOf}`;
  const shown = pairs.slice(0, 5).map(({ faster, slower }) => `${faster}长得比${slower}快却少了，${slower}多了`);
  return [
    ...(pairs.length > 0
      ? [`${between}：${shown.join('；')}${pairs.length > shown.length ? `；共 ${pairs.length} 对` : ''}。`]
      : []),
    ...(newcomers.length > 0
      ? [`${between}：${newcomers.join('、')}的权数由未知变为已知，同时变动的市：${moved.join('、') || '没有'}。`]
      : []),
  ];
}
