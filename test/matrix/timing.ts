import type { Opened } from './open.ts';
import { nowhere } from './pools.ts';
import type { Asker } from './readers.ts';
import type { Foreign } from './twins.ts';

/** How long it took to be told that something is not there: what is somebody else's, and what is nowhere. */
export interface Timed {
  door: string;
  rounds: number;
  /** Milliseconds, of half of the answers at most. */
  there: number;
  absent: number;
  /** How far the ranks of one kind lie from those of the other, in standard deviations. */
  z: number;
}

/**
 * Times what is refused, in turn: whoever is first alternates. One cannot be told from the other where their ranks are
 * mixed: of the same times |z| is above 4 once in 16,000 runs. A machine that is busy makes both slower.
 */
export async function timesOf(
  opened: Opened,
  asker: Asker,
  { projects, hashes }: Foreign,
  rounds: number
): Promise<Timed[]> {
  const pairs = [
    ...projects
      .slice(0, 1)
      .flatMap((id) =>
        ['', '/audit', '/moments'].map(
          (end) =>
            [`/api/projects/{id}${end}`, `/api/projects/${id}${end}`, `/api/projects/${nowhere.project}${end}`] as const
        )
      ),
    ...hashes.slice(0, 1).map((hash) => {
      const address = (one: string) => `/api/loads/${opened.version}/files/${one}/rows.json`;
      return ['/api/loads/{load}/files/{hash}/rows.{ending}', address(hash), address(nowhere.hash)] as const;
    }),
  ];
  const timed: Timed[] = [];
  for (const [door, there, absent] of pairs) {
    const times: Record<'there' | 'absent', number[]> = { there: [], absent: [] };
    for (let round = -3; round < rounds; round++)
      for (const which of round % 2 === 0 ? (['there', 'absent'] as const) : (['absent', 'there'] as const)) {
        const begun = performance.now();
        await opened.ask(asker, which === 'there' ? there : absent);
        if (round >= 0) times[which].push(performance.now() - begun);
      }
    timed.push({ door, rounds, there: median(times.there), absent: median(times.absent), z: rankSum(times) });
  }
  return timed;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

/** The rank sum of Wilcoxon, as a normal deviate. */
function rankSum({ there, absent }: Record<'there' | 'absent', readonly number[]>): number {
  const all = [...there.map((time) => ({ time, isThere: true })), ...absent.map((time) => ({ time, isThere: false }))];
  const ranks = all.toSorted((a, b) => a.time - b.time).flatMap(({ isThere }, at) => (isThere ? [at + 1] : []));
  const [n, m] = [there.length, absent.length];
  const mean = (n * (n + m + 1)) / 2;
  return (ranks.reduce((sum, rank) => sum + rank, 0) - mean) / Math.sqrt((n * m * (n + m + 1)) / 12);
}
