import { reference } from './reference.ts';

export interface County {
  code: string;
  name: string;
}

export interface City {
  /** Place in the order of codes, from 0. */
  index: number;
  code: string;
  name: string;
  /** Without 市. */
  short: string;
  /** Districts, counties and county-level cities: a firm's credit code names one. */
  counties: readonly County[];
  /** Functional zones, which register no firms. */
  zones: readonly County[];
  weight: number;
  /** Places of the quota for every hundred projects handed in. */
  quotaShare: number;
  /** Of its quota, how much the city takes up; above 1 it breaks it. */
  appetite: number;
}

/** All invented: [share of the province's projects, places for a hundred projects, part of the places taken]. */
const HABITS: Readonly<Record<string, readonly [weight: number, quotaShare: number, appetite: number]>> = {
  370100: [13, 52, 1],
  370200: [13, 50, 0.96],
  370300: [7, 52, 1],
  370400: [4, 50, 0.86],
  370500: [4.5, 50, 0.88],
  370600: [9, 52, 1],
  370700: [9, 42, 1.14],
  370800: [6.5, 50, 0.92],
  370900: [5, 50, 0.9],
  371000: [5, 50, 1],
  371100: [3.5, 50, 0.84],
  371300: [6.5, 50, 0.92],
  371400: [4, 50, 0.86],
  371500: [4, 50, 1],
  371600: [3.5, 50, 0.84],
  371700: [3, 62, 0.4],
};

/** The 16 cities of data/reference in the order of their codes. */
export function cities(): City[] {
  const counties = reference('counties', ['code', 'county', 'city', 'kind']);
  return reference('cities', ['code', 'city', 'short_name'])
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, city: name, short_name: short }, index) => {
      const habits = HABITS[code];
      if (!habits) throw new Error(`test/province/geography.ts: no habits for ${name} (${code})`);
      const [weight, quotaShare, appetite] = habits;
      const own = counties
        .filter((row) => row.city === name)
        .map((row) => ({ code: row.code, name: row.county, isZone: row.kind === '功能区' }));
      return {
        index,
        code,
        name,
        short,
        weight,
        quotaShare,
        appetite,
        counties: own.filter((row) => !row.isZone),
        zones: own.filter((row) => row.isZone),
      };
    });
}
