import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { scratchOfRun } from './scratch.ts';
import { LongestFirst } from './sequence.ts';

/**
 * Which tests run: in `npm run test:fast` the rooms that need no loaded version and start hardly a program (a workbook
 * is read in a process of its own), in `npm test` all, in `npm run test:full` all at their full size (test/tier.ts).
 */
const fast = [
  'test/{circles,commands,floors,listen-where}.test.ts',
  'test/alerts/sequences.test.ts',
  'test/guide/{begin,books,door}.test.ts',
  'test/{accounts,intake,lib,query,routes,spec,store,warehouse}/**/*.test.ts',
  'test/alerts/{briefs,channels,feeds,sender}/*.test.ts',
  'test/briefs/*.test.ts',
  'test/{entering/{rewrite,words},erasure/{eraser,periods},pictures/picture,soak/soak}.test.ts',
];

/** Rooms that load and ask in this process, and change nothing that another file of them reads. */
const sharing = [
  'test/{access,api,changes,clerks,content,dashboards,docs,forms,judgement,notices,pipeline,pipelines,revisions,seals}/**/*.test.ts',
  'test/xlsx/!(sandbox).test.ts',
  'test/alerts/*.test.ts',
  'test/{dirty,fuzz,kept,package,prove,province,scenarios}/**/*.test.ts',
  'test/{about-warehouse,brief,decide,form,json-outcome,listen,terminal,versions,workers}.test.ts',
  'test/{clickhouse/{silent,statement},deliver/{home,kept,needs,pack},doctor/examine,entering/saving,erasure/due}.test.ts',
  'test/replicate/{accounts,door,follow,hostile}.test.ts',
];

/** What takes long from its first test to its last: `npm run test:full` alone has these files. */
const full = [
  'test/cli-{killed,older}.test.ts',
  'test/office/*.test.ts',
  'test/bench/{loads,pages,readers,server}.test.ts',
  'test/attacks/*.test.ts',
  'test/browser/{audit,counts,decisions,entering,keyboard,office,provinces,readers,replay,revisions,scenarios,sign-in,tasks,upload,versions,waking}.test.ts',
  'test/changes/{because,property}.test.ts',
  'test/package/prove.test.ts',
  'test/{compare,forget,recipes}/*.test.ts',
  'test/api/{compared-defects,replays}.test.ts',
  'test/notices/{open-notice,third-notice,two-notices}.test.ts',
  'test/pipeline/{kept-versions,rebuild,watch,diff/{closed,rules}}.test.ts',
  'test/prove/drawn-filters.test.ts',
  'test/xlsx/second-reading.test.ts',
  'test/province/tests/command.test.ts',
  'test/content/within.test.ts',
  'test/access/overtaken-upload.test.ts',
  'test/alerts/{given,made-briefs,scheduled-briefs,walk}.test.ts',
  'test/scale/*.test.ts',
  'test/provinces/{absent,clickhouse,panels}.test.ts',
  'test/clickhouse/{addresses,engines,filling,large}.test.ts',
  'test/entering/{killed,tried}.test.ts',
  'test/erasure/{erase,killed}.test.ts',
  'test/replicate/erased.test.ts',
  'test/clerks/{uploads/supplement,written/*}.test.ts',
  'test/serve-killed.test.ts',
  'test/guide/{empty,first-hour,follow,pictures}.test.ts',
];

/** These know the province as a dimension, as who reads across provinces does (package.json, "imports"). */
const across = ['test/provinces/**/*.test.ts'];

/** What the tests start, they start hundreds of times: Node keeps what it made of the program. */
const compiled = resolve('node_modules/.cache/compiled');

/** Each project reads this file again, in a mode of its own: the first reading says the size for all. */
const sizeOf = (mode: string): string => (process.env.TIER ??= mode);

export default defineConfig(({ mode }) => ({
  test: {
    root: '.',
    // The tests import what Node runs, as Node runs it: nothing is made of it first.
    experimental: { viteModuleRunner: false },
    // What takes long waits half of the time for programs that it started: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    env: { NODE_COMPILE_CACHE: compiled, TIER: sizeOf(mode), ...scratchOfRun() },
    testTimeout: 240_000,
    hookTimeout: 300_000,
    retry: process.env.CI ? 1 : 0,
    projects: [
      // What these rooms import they only read: one reading of it serves them all.
      { extends: true as const, test: { name: 'rooms', include: fast, isolate: false } },
      {
        extends: true as const,
        test: {
          name: 'sharing',
          include: sharing,
          exclude: mode === 'full' ? [] : full,
          isolate: false,
          globalSetup: ['test/sample.ts'],
        },
      },
      {
        extends: true as const,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: [...fast, ...sharing, ...across, ...(mode === 'full' ? [] : full)],
          globalSetup: ['test/sample.ts'],
        },
      },
      {
        extends: true as const,
        test: {
          name: 'provinces',
          include: across,
          exclude: mode === 'full' ? [] : full,
          execArgv: ['--conditions=provinces'],
          globalSetup: ['test/sample.ts'],
        },
      },
    ].slice(0, mode === 'fast' ? 1 : 4),
  },
}));
