import { projectsOf } from '../cohort.ts';
import { lifeOf, type Life } from '../life.ts';
import type { Project } from '../project.ts';
import type { Province } from '../province.ts';

/** Projects that nobody else has, one city after the other: the errors are planted in rows of their own. */
export interface Stock {
  /** A project of 2025 with both days of its period. */
  next(): Project;
  /** A listed one, accepted and paid, whole. */
  lifeOf(project: Project): Life & { review: NonNullable<Life['review']>; acceptance: NonNullable<Life['acceptance']> };
  cities: Province['cities'];
  batches: Province['batches'];
}

/** Stories end long before this number. */
const FROM = 100;

export function openStock(province: Province): Stock {
  const batch = province.batches.find(({ hasAnnexTasks }) => hasAnnexTasks);
  if (!batch) throw new Error('test/province: no batch has the tasks of the annex');
  const queues = province.cities.map((city) => {
    const cohort = province.cohort(batch, city);
    const from = Math.max(cohort.size, FROM);
    return projectsOf(province, { ...cohort, size: from + 1000 }).filter(
      ({ serial, start, end, total }) => serial > from && start !== null && end !== null && total < 5_000_00
    );
  });
  let turn = 0;
  return {
    cities: province.cities,
    batches: province.batches,
    next() {
      const { value, done } = (queues[turn++ % queues.length] as (typeof queues)[number]).next();
      if (done) throw new Error('test/province: too few projects to plant errors in');
      return { ...value, fate: { entry: '候选', review: '揭榜', ending: '通过', money: '全额' } };
    },
    lifeOf(project) {
      const life = lifeOf(province, project, 1);
      const { review, acceptance } = life;
      if (!review || !acceptance || life.subsidies.length === 0)
        throw new Error(`test/province: ${project.id} has no whole life`);
      return { ...life, review, acceptance };
    },
  };
}
