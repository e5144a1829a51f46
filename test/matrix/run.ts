import type { Pages } from '#api';
import { recordFile } from '#pipeline';
import { repliesIn } from '#store';
import { harvestAll, type Canary } from './canaries.ts';
import { deedsOf } from './deeds.ts';
import { differencesOf } from './differences.ts';
import { doorsOf, type Door, type DrawOptions } from './doors.ts';
import { foreignOf } from './foreign.ts';
import { keepNumbers, type Told } from './isolating.ts';
import { openMatrix, type Opened } from './open.ts';
import { pagesOf } from './pages.ts';
import { askers, type Asker } from './readers.ts';
import { createScan, type Scan } from './scan.ts';
import { timesOf, type Timed } from './timing.ts';
import { twinsOf } from './twins.ts';
import { probesOf, type Leak, type Probe } from './walk.ts';

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
  timed: readonly (Timed & { asker: string })[];
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
  const opened = await openMatrix(warehouse, pages);
  const { canaries, passedOver } = await harvestAll([opened.reading, ...opened.earlier], {
    decided: opened.decided(),
    replies: repliesIn(recordFile(warehouse)),
    loaders: opened.loaders,
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
    ...probesOf(asker, doors, looking),
    ...twinsOf(opened.version, asker, foreign),
    ...deedsOf(opened, asker, foreign, looking),
  ];
}

/** Lets every asker ask at every door of a warehouse of canaries. */
export async function runMatrix(options: MatrixOptions): Promise<Matrix> {
  const { only, tell, rounds = 0 } = options;
  const prepared = await prepare(options);
  const { opened, canaries, passedOver, doors } = prepared;
  try {
    const walked = new Map<Asker, Walked>();
    const timed: Matrix['timed'][number][] = [];
    let twins = 0;
    for (const asker of askers.filter(({ name }) => only === undefined || only.includes(name))) {
      const probes = await allOf(prepared, asker, options);
      const one = await walk(opened, probes);
      one.leaks.push(...(await differencesOf(opened, asker, one.numbers)));
      if (rounds > 0 && asker.name === timedAsker) {
        const times = await timesOf(opened, asker, await foreignOf(opened, asker, canaries, 1), rounds);
        timed.push(...times.map((each) => ({ ...each, asker: asker.name })));
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

/** Asks one question after another, and keeps what was seen. */
export async function walk(opened: Opened, probes: readonly Probe[]): Promise<Walked> {
  const walked: Walked = {
    asked: 0,
    answered: 0,
    seen: new Set(),
    doors: new Map(),
    leaks: [],
    numbers: new Map(),
  };
  for (const probe of probes) {
    const { door, asker, address } = probe;
    const { isAnswered, leaks, mine, foreign, told } = await probe.ask(opened);
    walked.asked += 1;
    if (isAnswered) walked.answered += 1;
    if (leaks.length > 0) walked.leaks.push({ door, asker: asker.name, address, seen: leaks });
    const ofDoor = walked.doors.get(door) ?? new Set();
    walked.doors.set(door, ofDoor);
    for (const canary of [...mine, ...foreign]) {
      walked.seen.add(canary);
      ofDoor.add(canary);
    }
    if (told !== null) keepNumbers(walked.numbers, address, told);
  }
  return walked;
}

/** One with a part of everything. */
const timedAsker = '济南市';

/** Times that a stranger could tell apart: far from mixed, and by more than a machine's own unrest. */
const isTold = ({ z, there, absent }: Timed): boolean => Math.abs(z) > 4 && Math.abs(there - absent) > 0.1 * absent;

const leakOfTime = (asker: Asker, { door, there, absent, z, rounds }: Timed): Leak => ({
  door,
  asker: asker.name,
  address: `timed ${rounds} times`,
  seen: [`${there.toFixed(1)} ms of what is there, ${absent.toFixed(1)} ms of what is not, z ${z.toFixed(1)}`],
});
