import type { City } from './geography.ts';
import { random } from './random.ts';

/** A factor of a city in a year: what the programme itself does not know. Every number is invented. */
export interface Factor {
  year: number;
  city: City;
  factor: string;
  amount: string;
  unit: string;
}

/** The years before those of the batches; of the year that the story ends in nothing is published yet. */
const years = [2023, 2024] as const;

/** Factors of all cities, larger where more projects are handed in, and not in step with these. */
export function factorsOf({ seed, cities }: { seed: string; cities: readonly City[] }): Factor[] {
  return years.flatMap((year) =>
    cities.flatMap((city): Factor[] => {
      const draw = random(seed, 'factors', city.code);
      const firms = Math.round(city.weight * draw.between(180, 320)) + (year - years[0]) * draw.whole(-20, 90);
      const value = Math.round(city.weight * draw.between(900, 2_300)) + (year - years[0]) * draw.whole(100, 1_900);
      return [
        { year, city, factor: '规模以上工业企业数', amount: String(firms), unit: '户' },
        { year, city, factor: '规模以上工业增加值', amount: (value / 10).toFixed(1), unit: '亿元' },
      ];
    })
  );
}
