import type { Format } from './format.ts';

/** How sure a middle is, said. */
function boundSaid(which: string): string {
  return `各个从小到大排，${which}。k 由个数定：把它们看作同类的一份抽样，这样的区间一百次里至少有九十五次包住真正的中位数（符号检验）；少于 6 个的给不出`;
}

/** What may be told of the values of one ratio over many rows, besides the ratio of their sums. */
export const statistics = {
  n: { title: '个数', format: 'count', says: '算得出的个数' },
  lowest: { title: '最低', format: null, says: '各个从小到大排，最小的一个' },
  quartile_1: { title: '下四分位', format: null, says: '各个从小到大排，四分之一处' },
  median: { title: '中位数', format: null, says: '各个从小到大排，正中间' },
  median_low: { title: '中位数的区间，低', format: null, says: boundSaid('第 k 个') },
  median_high: { title: '中位数的区间，高', format: null, says: boundSaid('倒数第 k 个') },
  quartile_3: { title: '上四分位', format: null, says: '各个从小到大排，四分之三处' },
  highest: { title: '最高', format: null, says: '各个从小到大排，最大的一个' },
  above_one: { title: '大于 1 的个数', format: 'count', says: '分子大于分母的个数' },
  above_one_share: { title: '大于 1 的占比', format: 'percent', says: '分子大于分母的个数 ÷ 算得出的个数' },
  top_10_share: { title: '前十占比', format: 'percent', says: '分子最大的十个之和 ÷ 分子合计；不多于十个的不算' },
} as const satisfies Record<string, { title: string; format: Format | null; says: string }>;

export type Statistic = keyof typeof statistics;

export const statisticNames = Object.keys(statistics) as readonly Statistic[];

/** `leverage.median` apart: what it is a statistic of, and which; null where it is none. */
export function readStatisticName(name: string): { of: string; statistic: Statistic } | null {
  const at = name.lastIndexOf('.');
  const statistic = statisticNames.find((each) => each === name.slice(at + 1));
  return at > 0 && statistic !== undefined ? { of: name.slice(0, at), statistic } : null;
}

/** One row's value, and what stands above its line. */
export interface Ratio {
  value: number;
  above: number | null;
}

const top = 10;

/** Works a statistic out of the values of the rows themselves; null of none. */
export function statisticOf(statistic: Statistic, ratios: readonly Ratio[]): number | null {
  const values = ratios.map(({ value }) => value).sort((a, b) => a - b);
  const n = values.length;
  const aboveOne = values.filter((value) => value > 1).length;
  switch (statistic) {
    case 'n':
      return n;
    case 'above_one':
      return aboveOne;
    case 'above_one_share':
      return n === 0 ? null : aboveOne / n;
    case 'top_10_share': {
      const parts = ratios.flatMap(({ above }) => above ?? []).sort((a, b) => b - a);
      const sum = (of: readonly number[]) => of.reduce((total, each) => total + each, 0);
      return n <= top || sum(parts) === 0 ? null : sum(parts.slice(0, top)) / sum(parts);
    }
    case 'median_low':
    case 'median_high': {
      const rank = rankOfBound(n);
      return rank === 0 ? null : values[statistic === 'median_low' ? rank - 1 : n - rank]!;
    }
    default:
      return quantile(values, quantiles[statistic]);
  }
}

/** Where each of them stands among the sorted values. */
export const quantiles = { lowest: 0, quartile_1: 0.25, median: 0.5, quartile_3: 0.75, highest: 1 } as const;

/** Up to so many the rank of a bound is exact; beyond it is the one that is sure to be wide enough. */
export const exactBounds = 200;

/**
 * Which of n sorted values, counted from either end, bound the middle of what they are drawn from in at least 95 of 100
 * cases: the last that fewer than k of n fall below by chance in no more than 2.5 of them. 0: of so few none does.
 */
export function rankOfBound(n: number): number {
  if (n > exactBounds) return Math.floor((n - 1.96 * Math.sqrt(n)) / 2);
  let rank = 0;
  let chance = 0.5 ** n;
  for (let below = chance; below <= 0.025; below += chance) {
    chance *= (n - rank) / (rank + 1);
    rank += 1;
  }
  return rank;
}

/** Between two values in proportion, as the median of an even number is half way. */
function quantile(sorted: readonly number[], at: number): number | null {
  const place = (sorted.length - 1) * at;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}
