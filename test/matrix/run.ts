import type { Pages } from '#api';
import { recordFile } from '#pipeline';
import { repliesIn } from '#store';
import { alertsFor } from './alert-probes.ts';
import { harvestAll, type Canary } from './canaries.ts';
import { deedsOf } from './deeds.ts';
import { differencesOf } from './differences.ts';
import { doorsOf, type Door, type DrawOptions } from './doors.ts';
import { foreignOf } from './foreign.ts';
import { keepIn, type Keep } from './keep.ts';
import { keptFor } from './kept-probe.ts';
import { keysFor } from './key-probes.ts';
import { openMatrix, type Opened } from './open.ts';
import { pagesOf } from './pages.ts';
import { askers, type Asker } from './readers.ts';
import { momentFor } from './moment-probe.ts';
import { packageFor } from './package-probes.ts';
import { papersFor } from './paper-probes.ts';
import { papersOf, revisionsOf } from './papers-of.ts';
import { sealingFor } from './sealing-probes.ts';
import { createScan, type Scan } from './scan.ts';
import { areTimed, isTold, timesOf, type Timed } from './timing.ts';
import { twinsOf } from './twins.ts';
import { probesOf, type Leak, type Probe } from './walk.ts';
import { walkOn, type Walked } from './walking.ts';

export interface MatrixOptions extends DrawOptions {
  warehouse: string;
  pages?: Pages;
  /** How much out of scope is asked for by name: 1 for one of each kind. */
  foreign?: number;
  /** These askers alone, by name. */
  only?: readonly string[];
  /** At doors that are called so in part alone. */
  door?: readonly string[];
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
  { foreign: count = 4, isLong = false, isHandingIn = true, door: wanted = [''] }: Omit<MatrixOptions, 'warehouse'>
): Promise<Probe[]> {
  const foreign = await foreignOf(opened, asker, canaries, count);
  const looking = { scan, seat: askers.at(-1)!, isLong, isHandingIn };
  const all = [
    // What is kept of a paper is asked once: first by who looks at what it says.
    ...papersFor(opened.folder, asker),
    ...momentFor(asker),
    ...keptFor(asker, looking),
    ...alertsFor(asker, looking),
    ...keysFor(asker, looking),
    ...probesOf(asker, doors, looking),
    ...twinsOf(opened.version, asker, foreign),
    ...deedsOf(opened, asker, foreign, looking),
    ...sealingFor(asker, looking),
    ...(isLong && isPacked(asker) ? [packageFor(asker, looking)] : []),
  ];
  return all.filter(({ door }) => wanted.some((part) => door.includes(part)));
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
      const one = await walkOn(prepared, probes, { keep, name: `walk-${asker.name}`, atATime });
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

const leakOfTime = (asker: Asker, { door, there, absent, z, rounds }: Timed): Leak => ({
  door,
  asker: asker.name,
  address: `timed ${rounds} times`,
  seen: [`${there.toFixed(1)} ms of what is there, ${absent.toFixed(1)} ms of what is not, z ${z.toFixed(1)}`],
});
