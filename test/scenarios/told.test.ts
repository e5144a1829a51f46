import { describe, expect, test } from 'vitest';
import { wholeFraction } from '#spec/fraction';
import {
  allocate,
  growthBetween,
  nextPlaces,
  rangeOfDue,
  readQuotaRule,
  thinOf,
  toldOf,
  type Beside,
  type City,
} from '#scenarios';

/** Cities of so much weight, and what else is known of them. */
const citiesOf = (rows: Readonly<Record<string, number | Readonly<Record<string, number | null>>>>): City[] =>
  Object.entries(rows).map(([city, own], at) => {
    const values = typeof own === 'number' ? { weight: own } : own;
    return {
      city,
      code: `${at}`,
      previous: 10n,
      failed: null,
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, value === null ? null : wholeFraction(BigInt(value))])
      ),
    };
  });

const rule = (keys: Record<string, unknown>) =>
  readQuotaRule({ weight: 'weight', method: 'largest_remainder', ...keys });

const toldFor = (keys: Record<string, unknown>, cities: City[], more: Partial<Beside> = {}) => {
  const read = rule(keys);
  const found = allocate(read, cities);
  const none = { before: null, weightsOf: '二', range: null, isOfConcluded: false };
  return toldOf({ rule: read, cities, found, ...none, ...more });
};

describe('the next places', () => {
  test('by largest remainders one place more may cost one of its own, and the step says whom', () => {
    // 49: 1.47, 3.43, 44.1 → 2, 3, 44. 50: 1.5, 3.5, 45 → 1, 4, 45.
    const cities = citiesOf({ 甲: 3, 乙: 7, 丙: 90 });
    const read = rule({ total: 49 });
    expect(nextPlaces(read, cities, allocate(read, cities), 1)).toEqual([{ gains: ['丙', '乙'], loses: ['甲'] }]);
    const told = toldFor({ total: 49 }, cities);
    expect(told.some((each) => each.includes('总数多 1 个，甲反而少 1 个'))).toBe(true);
  });

  test('by a divisor each goes to one city and costs none', () => {
    const cities = citiesOf({ 甲: 3, 乙: 7, 丙: 90 });
    const read = rule({ total: 20, method: 'sainte_lague' });
    const steps = nextPlaces(read, cities, allocate(read, cities));
    expect(steps).toHaveLength(10);
    expect(steps.every(({ gains, loses }) => gains.length === 1 && loses.length === 0)).toBe(true);
  });

  test('end where ceilings leave nobody to take one', () => {
    const cities = citiesOf({ 甲: 1, 乙: 1 });
    const read = rule({ total: 8, ceiling: { at: 5 } });
    expect(nextPlaces(read, cities, allocate(read, cities))).toHaveLength(2);
    expect(toldFor({ total: 10, ceiling: { at: 5 } }, cities).at(-1)).toContain('分不出去');
  });
});

describe('a tie', () => {
  const cities = citiesOf({ 甲: 1, 乙: 1, 丙: 2 });

  test('is told with its group, its places, who got it and by what', () => {
    // 5 places of 1 : 1 : 2 are 1.25, 1.25, 2.5: the last goes to 丙; of 6 the last one is between 甲 and 乙.
    expect(toldFor({ total: 5 }, cities).some((each) => each.includes('条件相同'))).toBe(false);
    expect(toldFor({ total: 7, weight: '1' }, cities)[0]).toBe(
      '最后 1 个名额有 3 个市条件相同（甲、乙、丙），按权数、再按行政区划代码给了甲。'
    );
  });

  test('is refused by name where the rule says so', () => {
    expect(() => allocate(rule({ total: 7, weight: '1', ties: 'refuse' }), cities)).toThrow('tie');
  });
});

describe('between the weights of two batches', () => {
  test('who grew faster and lost while who grew slower won is named', () => {
    // 0.83, 6.39, 2.33, 0.45 → 1, 6, 2, 1; then 0.68, 6.02, 2.67, 0.62 → 1, 6, 3, 0.
    const [before, after] = [
      citiesOf({ 甲: 11, 乙: 85, 丙: 31, 丁: 6 }),
      citiesOf({ 甲: 11, 乙: 97, 丙: 43, 丁: 10 }),
    ].map((cities) => allocate(rule({ total: 10 }), cities));
    expect(growthBetween(before!, after!).pairs).toEqual([{ faster: '丁', slower: '丙' }]);
    expect(growthBetween(before!, before!).pairs).toEqual([]);
    const told = toldFor({ total: 10 }, citiesOf({ 甲: 11, 乙: 97, 丙: 43, 丁: 10 }), {
      before: { batch: '一', found: before! },
    });
    expect(told.some((each) => each.includes('丁长得比丙快却少了'))).toBe(true);
  });

  test('whose weight came to be known is named with all who moved', () => {
    const keys = { total: 30, unknown: 'previous' };
    const before = allocate(rule(keys), citiesOf({ 甲: 5, 乙: 5, 丙: { weight: null } }));
    const after = allocate(rule(keys), citiesOf({ 甲: 5, 乙: 5, 丙: 20 }));
    expect(growthBetween(before, after)).toEqual({ pairs: [], newcomers: ['丙'], moved: ['甲', '乙'] });
    const told = toldFor(keys, citiesOf({ 甲: 5, 乙: 5, 丙: 20 }), { before: { batch: '一', found: before } });
    expect(told.some((each) => each.includes('从 一 换成 二') && each.includes('丙'))).toBe(true);
  });
});

describe('a rate behind places', () => {
  const keys = { total: 20, weight: 'accepted / concluded' };
  const rows = {
    甲: { accepted: 4, concluded: 4, due: 8, due_accepted: 4, due_not_refused: 8 },
    乙: { accepted: 6, concluded: 10, due: 10, due_accepted: 6, due_not_refused: 6 },
  };

  test('on fewer than five is named; five is enough', () => {
    expect(thinOf(rule(keys), citiesOf(rows))).toEqual(['甲']);
    expect(thinOf(rule(keys), citiesOf({ ...rows, 甲: { ...rows.甲, accepted: 5, concluded: 5 } }))).toEqual([]);
    expect(thinOf(rule({ total: 20, weight: 'accepted / 2' }), citiesOf(rows))).toEqual([]);
  });

  test('of the concluded stands between its bounds over all that are due', () => {
    const cities = citiesOf(rows);
    const due = new Map(cities.map(({ city, values }) => [city, values]));
    const range = rangeOfDue(rule(keys), cities, due)!;
    // 1 : 0.6 → 12.5, 7.5; all open fail: 0.5 : 0.6 → 9, 11; all pass: as the concluded.
    expect(range.get('甲')).toEqual([9n, 13n]);
    expect(range.get('乙')).toEqual([7n, 11n]);
    const told = toldFor(keys, cities, { range, isOfConcluded: true });
    expect(told.some((each) => each.includes('甲 9–13'))).toBe(true);
  });

  test('is said to be open where a bound is refused', () => {
    const cities = citiesOf(rows);
    const due = new Map(cities.map(({ city, values }) => [city, { ...values, due: wholeFraction(0n) }]));
    expect(rangeOfDue(rule(keys), cities, due)).toBeNull();
    expect(toldFor(keys, cities, { range: null, isOfConcluded: true }).join()).toContain('说不准');
  });
});
