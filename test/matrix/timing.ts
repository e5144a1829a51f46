import type { Opened } from './open.ts';
import { nowhere } from './pools.ts';
import type { Asker } from './readers.ts';
import type { Foreign } from './twins.ts';

/** How long it took to be told that something is not there: what is somebody else's, and what is nowhere. */
export interface Timed {
  asker: string;
  door: string;
  status: number;
  rounds: number;
  /** Milliseconds, of half of the answers at most. */
  there: number;
  absent: number;
  /** How far the ranks of one kind lie from those of the other, in standard deviations. */
  z: number;
}

/** One with a part of everything (404), one who may see no rows (403), and nobody (401). */
const timedAskers: readonly string[] = ['济南市', '系统管理员', '没有登录'];

export const areTimed = ({ name }: Asker): boolean => timedAskers.includes(name);

/**
 * Times a stranger could tell apart: their ranks lie further from mixed than those of the same times do once in 16,000
 * runs, and their medians differ by a tenth and by a tenth of a millisecond, which is less than a line's own unrest.
 */
export const isTold = ({ z, there, absent }: Timed): boolean =>
  Math.abs(z) > 4 && Math.abs(there - absent) > Math.max(0.1, 0.1 * absent);

/** Times what is refused, in turn: whoever is first alternates. A machine that is busy makes both slower. */
export async function timesOf(
  opened: Opened,
  asker: Asker,
  { projects: [project], hashes: [hash], papers: [paper], revisions: [revision], uploads: [upload] }: Foreign,
  rounds: number
): Promise<Timed[]> {
  const pair = (door: string, there: string | undefined, absent: string) =>
    there === undefined
      ? []
      : [{ door, addresses: [there, absent].map((each) => door.replace(/\{(?:id|hash|code)\}/, each)) }];
  const pairs = [
    ...['', '/audit', '/moments', '/changes'].flatMap((end) =>
      pair(`/api/projects/{id}${end}`, project, nowhere.project)
    ),
    ...pair('/api/findings/late_submission/{id}/2025', project, nowhere.project),
    ...pair(`/api/loads/${opened.version}/files/{hash}/rows.json`, hash, nowhere.hash),
    ...pair('/api/papers/{code}', paper, nowhere.code),
    ...pair('/api/revisions/{id}', revision, nowhere.revision),
    ...['', `/files/${nowhere.hash}/marked.xlsx`].flatMap((end) =>
      pair(`/api/uploads/{id}${end}`, upload, nowhere.upload)
    ),
    ...pair('/api/alerts/{id}', await incidentOf(opened, asker), nowhere.incident),
  ];
  const timed: Timed[] = [];
  for (const { door, addresses } of pairs) {
    const times: [there: number[], absent: number[]] = [[], []];
    let status = 0;
    for (let round = -3; round < rounds; round++)
      for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const begun = performance.now();
        ({ status } = await opened.ask(asker, addresses[which]!));
        if (round >= 0) times[which].push(performance.now() - begun);
      }
    const [there, absent] = times;
    const medians = { there: median(there), absent: median(absent) };
    timed.push({ asker: asker.name, door, status, rounds, ...medians, z: rankSum(there, absent) });
  }
  return timed;
}

/** One that there is, and that is not theirs. */
async function incidentOf({ ask, pools: { incident = [] } }: Opened, asker: Asker): Promise<string | undefined> {
  for (const id of incident) if ((await ask(asker, `/api/alerts/${id}`)).status >= 400) return id;
  return undefined;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

/** The rank sum of Wilcoxon, as a normal deviate. */
function rankSum(there: readonly number[], absent: readonly number[]): number {
  const all = [...there.map((time) => ({ time, isThere: true })), ...absent.map((time) => ({ time, isThere: false }))];
  const ranks = all.toSorted((a, b) => a.time - b.time).flatMap(({ isThere }, at) => (isThere ? [at + 1] : []));
  const [n, m] = [there.length, absent.length];
  const mean = (n * (n + m + 1)) / 2;
  return (ranks.reduce((sum, rank) => sum + rank, 0) - mean) / Math.sqrt((n * m * (n + m + 1)) / 12);
}
