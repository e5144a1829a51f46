import type { Pages } from '#api';
import { recordFile } from '#pipeline';
import { repliesIn } from '#store';
import { alertsFor } from './alert-probes.ts';
import { harvestAll, type Canary } from './canaries.ts';
import { deedsOf } from './deeds.ts';
import { differencesOf } from './differences.ts';
import { doorsOf, type Door, type DrawOptions } from './doors.ts';
import { foreignOf } from './foreign.ts';
import { keepNumbers, type Told } from './isolating.ts';
import { keepIn, programDigest, type Keep } from './keep.ts';
import { openMatrix, type Opened } from './open.ts';
import { pagesOf } from './pages.ts';
import { askers, type Asker } from './readers.ts';
import { momentFor } from './moment-probe.ts';
import { packageFor } from './package-probes.ts';
import { papersFor } from './paper-probes.ts';
import { papersOf, revisionsOf } from './papers-of.ts';
import { createScan, type Scan } from './scan.ts';
import { areTimed, isTold, timesOf, type Timed } from './timing.ts';
import { twinsOf } from './twins.ts';
import { probesOf, type Found, type Leak, type Probe } from './walk.ts';

export interface MatrixOptions extends DrawOptions {
  warehouse: string;
  pages?: Pages;
  /** How much out of scope is asked for by name: 1 for one of each kind. */
  foreign?: number;
  /** These askers alone, by name. */
  only?: readonly string[];
  /** Is told of one asker when they are through. */
  tell?: (asker: string, walked: Walked) => void;
  /** Files are handed in too, and read: a preview each. */
  isHandingIn?: boolean;
  /** And tried: a build each. */
  isLong?: boolean;
  /** How often it is timed what is somebody else's and what is nowhere. Default: not. */
  rounds?: number;
  /** Nothing else is asked. */
  isTimedAlone?: boolean;
  /** So many questions that change nothing are asked at a time. Default: one. */
  atATime?: number;
  /** What was found by now, and where what is found is kept. Default: nothing is. */
  keep?: Keep;
}

/** What one asker was told. */
export interface Walked {
  asked: number;
  answered: number;
  /** The canaries that were found, in and out of scope. */
  seen: Set<Canary>;
  /** The same by door. */
  doors: Map<string, Set<Canary>>;
  leaks: Leak[];
  numbers: Told;
  /** How many questions there are: more than were asked where the time was over. */
  of: number;
  /** Those that an earlier program was asked. */
  ofOthers: number;
}

export interface Matrix {
  canaries: readonly Canary[];
  passedOver: ReadonlyMap<string, number>;
  doors: readonly Door[];
  asked: number;
  answered: number;
  /** What does not exist beside what is out of scope. */
  twins: number;
  walked: ReadonlyMap<Asker, Walked>;
  leaks: Leak[];
  timed: readonly Timed[];
}

/** A warehouse of canaries with its doors open, and what is looked for in what they say. */
export interface Prepared {
  opened: Opened;
  canaries: readonly Canary[];
  passedOver: ReadonlyMap<string, number>;
  scan: Scan;
  doors: readonly Door[];
}

export async function prepare({ warehouse, pages, ...draw }: MatrixOptions): Promise<Prepared> {
  const opened = await openMatrix(warehouse, { pages });
  const { canaries, passedOver } = await harvestAll([opened.reading, ...opened.earlier], {
    decided: opened.decided(),
    replies: repliesIn(recordFile(warehouse)),
    loaders: opened.loaders,
    papers: papersOf(warehouse),
    revisions: revisionsOf(warehouse),
  });
  const doors = [
    ...(await doorsOf(opened.app, opened.pools, draw)),
    ...(pages ? pagesOf(opened.pools, draw.most) : []),
  ];
  return { opened, canaries, passedOver, scan: createScan(canaries), doors };
}

/** All that one asker is let ask, in order: every address, what is nowhere beside what is not theirs, what they do. */
export async function allOf(
  { opened, canaries, scan, doors }: Prepared,
  asker: Asker,
  { foreign: count = 4, isLong = false, isHandingIn = true }: Pick<MatrixOptions, 'foreign' | 'isLong' | 'isHandingIn'>
): Promise<Probe[]> {
  const foreign = await foreignOf(opened, asker, canaries, count);
  const looking = { scan, seat: askers.at(-1)!, isLong, isHandingIn };
  return [
    // What is kept of a paper is asked once: first by who looks at what it says.
    ...papersFor(opened.folder, asker),
    ...momentFor(asker),
    ...alertsFor(asker, looking),
    ...probesOf(asker, doors, looking),
    ...twinsOf(opened.version, asker, foreign),
    ...deedsOf(opened, asker, foreign, looking),
    ...(isLong && isPacked(asker) ? [packageFor(asker, looking)] : []),
  ];
}

/** Whoever takes files and sees nothing personal. */
const isPacked = ({ capabilities }: Asker): boolean => capabilities.has('files') && !capabilities.has('personal');

/** Lets every asker ask at every door of a warehouse of canaries. */
export async function runMatrix(options: MatrixOptions): Promise<Matrix> {
  const { only, tell, rounds = 0, isTimedAlone = false, atATime = 1, keep = keepIn(null, Infinity) } = options;
  const prepared = await prepare(options);
  const { opened, canaries, passedOver, doors } = prepared;
  try {
    const walked = new Map<Asker, Walked>();
    const timed: Timed[] = [];
    let twins = 0;
    for (const asker of askers.filter(({ name }) => only === undefined || only.includes(name))) {
      const probes = isTimedAlone ? [] : await allOf(prepared, asker, options);
      const one = await walkOn(prepared, probes, { keep, asker, atATime });
      one.leaks.push(...(await differencesOf(opened, asker, one.numbers)));
      if (rounds > 0 && areTimed(asker) && !keep.isOver()) {
        const times = await timesOf(opened, asker, await foreignOf(opened, asker, canaries, 1), rounds);
        timed.push(...times);
        one.leaks.push(...times.filter(isTold).map((each) => leakOfTime(asker, each)));
      }
      twins += probes.filter(({ address }) => address.includes(' | ')).length;
      walked.set(asker, one);
      tell?.(asker.name, one);
    }
    const all = [...walked.values()];
    return {
      canaries,
      passedOver,
      doors,
      asked: all.reduce((sum, { asked }) => sum + asked, 0),
      answered: all.reduce((sum, { answered }) => sum + answered, 0),
      twins,
      walked,
      leaks: all.flatMap(({ leaks }) => leaks),
      timed,
    };
  } finally {
    await opened.close();
  }
}

/** So many questions are asked before what they showed is kept. */
const atOnce = 50;

/** What some questions of one asker showed, as it is kept. */
interface Chunk {
  program: string;
  /** The first of them, and how many there are in all. */
  from: number;
  of: number;
  asked: number;
  answered: number;
  doors: [door: string, values: string[]][];
  leaks: Leak[];
  numbers: [column: string, told: [amount: number, address: string][]][];
}

/** Asks what was not asked by now, as long as there is time. */
async function walkOn(
  { opened, canaries }: Prepared,
  probes: readonly Probe[],
  { keep, asker, atATime }: { keep: Keep; asker: Asker; atATime: number }
): Promise<Walked> {
  const byValue = new Map(canaries.map((canary) => [canary.value, canary]));
  const program = programDigest();
  const walked = { ...nothing(), of: probes.length };
  const name = `walk-${asker.name}`;
  const kept = new Map(
    keep.lines<Chunk>(name).flatMap((chunk) => (chunk.of === probes.length ? [[chunk.from, chunk]] : []))
  );
  for (let from = 0; from < probes.length; from += atOnce) {
    const known = kept.get(from);
    if (known !== undefined) {
      add(walked, {
        ...known,
        doors: new Map(
          known.doors.map(([door, values]) => [door, new Set(values.flatMap((one) => byValue.get(one) ?? []))])
        ),
        numbers: new Map(known.numbers.map(([column, told]) => [column, new Map(told)])),
      });
      if (known.program !== program) walked.ofOthers += known.asked;
      continue;
    }
    if (keep.isOver()) continue;
    const one = await walk(opened, probes.slice(from, from + atOnce), atATime);
    add(walked, one);
    keep.add(name, {
      program,
      from,
      of: probes.length,
      asked: one.asked,
      answered: one.answered,
      doors: Array.from(one.doors, ([door, seen]) => [door, Array.from(seen, ({ value }) => value)]),
      leaks: one.leaks,
      numbers: Array.from(one.numbers, ([column, told]) => [column, [...told]]),
    } satisfies Chunk);
  }
  return walked;
}

const nothing = (): Walked => ({
  asked: 0,
  answered: 0,
  seen: new Set(),
  doors: new Map(),
  leaks: [],
  numbers: new Map(),
  of: 0,
  ofOthers: 0,
});

function add(walked: Walked, one: Pick<Walked, 'asked' | 'answered' | 'doors' | 'leaks' | 'numbers'>): void {
  walked.asked += one.asked;
  walked.answered += one.answered;
  walked.leaks.push(...one.leaks);
  for (const [door, seen] of one.doors) {
    const ofDoor = walked.doors.get(door) ?? new Set();
    walked.doors.set(door, ofDoor);
    for (const canary of seen) {
      walked.seen.add(canary);
      ofDoor.add(canary);
    }
  }
  for (const [column, told] of one.numbers)
    walked.numbers.set(column, new Map([...(walked.numbers.get(column) ?? []), ...told]));
}

/** Asks one question after another, of those that change nothing some at a time, and keeps what was seen. */
export async function walk(opened: Opened, probes: readonly Probe[], atATime = 1): Promise<Walked> {
  const walked = { ...nothing(), of: probes.length };
  const all: Found[] = [];
  for (let from = 0; from < probes.length; ) {
    const end = probes.findIndex(({ isReading }, at) => at >= from && isReading !== true);
    const run = probes.slice(from, end === from ? from + 1 : end < 0 ? undefined : end);
    const begun = all.length;
    let next = 0;
    const one = async () => {
      for (let at = next++; at < run.length; at = next++) all[begun + at] = await run[at]!.ask(opened);
    };
    await Promise.all(Array.from({ length: atATime }, one));
    from += run.length;
  }
  for (const [at, { door, asker, address }] of probes.entries()) {
    const { isAnswered, leaks, mine, foreign, told } = all[at]!;
    const numbers: Told = new Map();
    if (told !== null) keepNumbers(numbers, address, told);
    add(walked, {
      asked: 1,
      answered: isAnswered ? 1 : 0,
      doors: new Map([[door, new Set([...mine, ...foreign])]]),
      leaks: leaks.length > 0 ? [{ door, asker: asker.name, address, seen: leaks }] : [],
      numbers,
    });
  }
  return walked;
}

const leakOfTime = (asker: Asker, { door, there, absent, z, rounds }: Timed): Leak => ({
  door,
  asker: asker.name,
  address: `timed ${rounds} times`,
  seen: [`${there.toFixed(1)} ms of what is there, ${absent.toFixed(1)} ms of what is not, z ${z.toFixed(1)}`],
});
