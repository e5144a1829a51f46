import type { Project } from './project.ts';
import { projectsOf } from './cohort.ts';
import type { Cohort, Province } from './province.ts';
import { random } from './random.ts';
import { takenBackOf } from './review.ts';

export interface Selection {
  quota: number;
  /**
   * The serials of the city's summary, best first: what is
   * recommended and stays so, counted and exempt ones in one list.
   */
  summary: readonly number[];
  /**
   * A project's place among all that were recommended by its serial,
   * from 1; 0: it was not. In a row, since a cohort may be large.
   */
  ranks: Uint32Array;
}

/** Exempt projects below this a city does not send. */
const WORST = -1.3;

/** Where the project leaves before its city judges it: 候选 is judged. */
export function entryOf(
  province: Province,
  { batch, city, serial, fate }: Project
): NonNullable<Project['fate']['entry']> {
  if (fate.entry) return fate.entry;
  return random(province.seed, 'entry', batch.id, city.code, serial).weighted({
    填报: 2,
    撤回: 2,
    退回: 3,
    未推荐: 7,
    候选: 86,
  });
}

export function quotaOf({ city, size }: Cohort): number {
  return Math.max(1, Math.round((size * city.quotaShare) / 100));
}

/**
 * What the city recommends: the best of those that its quota
 * counts, as far as it will go, and all exempt ones but the worst.
 */
export function select(province: Province, cohort: Cohort): Selection {
  const quota = quotaOf(cohort);
  const isOver = cohort.city.appetite > 1 && cohort.batch.hasAnnexTasks;
  const places = isOver
    ? Math.max(quota + 1, Math.round(quota * cohort.city.appetite))
    : Math.round(quota * Math.min(1, cohort.city.appetite));
  const merits = new Float64Array(cohort.size + 1);
  const [counted, exempt]: [number[], number[]] = [[], []];
  const gone = new Set<number>();
  for (const project of projectsOf(province, cohort)) {
    const { serial, merit } = project;
    if (entryOf(province, project) !== '候选') continue;
    if (takenBackOf(province, project)) gone.add(serial);
    merits[serial] = merit;
    if (!project.isExempt) counted.push(serial);
    else if (merit > WORST) exempt.push(serial);
  }
  const byMerit = (a: number, b: number) => (merits[b] ?? 0) - (merits[a] ?? 0) || a - b;
  const list = [...counted.sort(byMerit).slice(0, places), ...exempt].sort(byMerit);
  const ranks = new Uint32Array(cohort.size + 1);
  list.forEach((serial, i) => {
    ranks[serial] = i + 1;
  });
  return { quota, summary: list.filter((serial) => !gone.has(serial)), ranks };
}
