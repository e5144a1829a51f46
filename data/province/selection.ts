import type { Project } from './project.ts';
import { projectsOf } from './cohort.ts';
import type { Cohort, Province } from './province.ts';
import { random } from './random.ts';

export interface Selection {
  quota: number;
  /** The rank of a recommended project by its serial, from 1, one list for counted and exempt ones. */
  ranks: ReadonlyMap<number, number>;
}

/** Where the project leaves before its city judges it: 候选 is judged. */
export function entryOf(province: Province, { batch, city, serial, fate }: Project): NonNullable<Project['fate']['entry']> {
  if (fate.entry) return fate.entry;
  return random(province.seed, 'entry', batch.id, city.code, serial).weighted({ 填报: 2, 撤回: 2, 退回: 3, 未推荐: 7, 候选: 86 });
}

export function quotaOf({ city, size }: Cohort): number {
  return Math.max(1, Math.round((size * city.quotaShare) / 100));
}

/** What the city recommends: the best of those that its quota counts, as far as it will go, and all exempt ones but the worst. */
export function select(province: Province, cohort: Cohort): Selection {
  const quota = quotaOf(cohort);
  const isOver = cohort.city.appetite > 1 && cohort.batch.hasAnnexTasks;
  const places = isOver ? Math.max(quota + 1, Math.round(quota * cohort.city.appetite)) : Math.round(quota * Math.min(1, cohort.city.appetite));
  const counted: { serial: number; merit: number }[] = [];
  const exempt: { serial: number; merit: number }[] = [];
  for (const project of projectsOf(province, cohort)) {
    if (entryOf(province, project) !== '候选') continue;
    const { serial, merit } = project;
    if (!project.isExempt) counted.push({ serial, merit });
    else if (merit > -1.3) exempt.push({ serial, merit });
  }
  const byMerit = (a: { serial: number; merit: number }, b: { serial: number; merit: number }) => b.merit - a.merit || a.serial - b.serial;
  const best = counted.sort(byMerit).slice(0, places);
  const ranks = [...best, ...exempt].sort(byMerit).map(({ serial }, i) => [serial, i + 1] as const);
  return { quota, ranks: new Map(ranks) };
}
