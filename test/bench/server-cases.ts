import type { Measured } from './load.ts';

/** What is measured beside what, and how much of it is wanted. */
export interface Case {
  name: string;
  /** What it is compared with, of its own size; where it has no body, of the least. */
  floor: 'json' | 'page';
  path: string;
  /** Asks whether what it has is still so. */
  isKnown?: boolean;
  /** As a browser does, which takes what is compressed. */
  isPage?: boolean;
  goal: number;
}

export const cases: readonly Case[] = [
  { name: '/quota from memory', floor: 'page', path: '/quota', isPage: true, goal: 0.5 },
  { name: '/quota, not changed (304)', floor: 'json', path: '/quota', isPage: true, isKnown: true, goal: 0.8 },
  { name: '/api/health', floor: 'json', path: '/api/health', goal: 0.6 },
  { name: 'quota/by-city.json', floor: 'json', path: '/api/dashboards/quota/by-city.json', goal: 0.6 },
  {
    name: 'quota/by-city.json, not changed (304)',
    floor: 'json',
    path: '/api/dashboards/quota/by-city.json',
    isKnown: true,
    goal: 0.8,
  },
];

/** One case over all rounds: the ratio of each round to the floor beside it, and their median. */
export interface Line extends Pick<Case, 'name' | 'floor' | 'goal'> {
  ratio: number;
  ratios: readonly number[];
  rate: number;
  floorRate: number;
  p50: number;
  p99: number;
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

export function lineOf({ name, floor, goal }: Case, rounds: readonly { own: Measured; floor: Measured }[]): Line {
  const ratios = rounds.map((round) => round.own.rate / round.floor.rate);
  return {
    name,
    floor,
    goal,
    ratio: median(ratios),
    ratios,
    rate: median(rounds.map((round) => round.own.rate)),
    floorRate: median(rounds.map((round) => round.floor.rate)),
    p50: median(rounds.map((round) => round.own.p50)),
    p99: median(rounds.map((round) => round.own.p99)),
  };
}

const digits = (value: number, places = 2): string => value.toFixed(places);

/** The lines as a table, ratio first. */
export const tableOf = (lines: readonly Line[]): string =>
  [
    '| × floor (each round) | wanted | | floor | answers/s | floor/s | p50 ms | p99 ms |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines.map(
      ({ ratio, ratios, goal, name, floor, rate, floorRate, p50, p99 }) =>
        `| **${digits(ratio)}** (${digits(Math.min(...ratios))}–${digits(Math.max(...ratios))}) | ${ratio >= goal ? '' : '**missed** '}≥ ${goal} | ${name} | ${floor} | ${Math.round(rate)} | ${Math.round(floorRate)} | ${digits(p50)} | ${digits(p99)} |`
    ),
  ].join('\n');
