import { apportion } from './apportion.ts';
import { batches, type Batch } from './batches.ts';
import { cities, type City } from './geography.ts';
import { openTasks } from './tasks.ts';

/** The projects of one batch in one city. */
export interface Cohort {
  batch: Batch;
  city: City;
  size: number;
  /** Projects that the city had in earlier batches. */
  before: number;
}

export interface Province {
  seed: string;
  cities: readonly City[];
  batches: readonly Batch[];
  tasks: ReturnType<typeof openTasks>;
  cohort(batch: Batch, city: City): Cohort;
}

/** Shares the projects out over batches and cities; everything else about the province follows from the seed. */
export function plan({ projects, seed }: { projects: number; seed: string }): Province {
  const allCities = cities();
  const allBatches = batches();
  const ofBatch = apportion(
    projects,
    allBatches.map((batch) => batch.share)
  );
  const sizes = ofBatch.map((size) =>
    apportion(
      size,
      allCities.map((city) => city.weight)
    )
  );
  return {
    seed,
    cities: allCities,
    batches: allBatches,
    tasks: openTasks(),
    cohort(batch, city) {
      const ofCity = sizes.map((row) => row[city.index] ?? 0);
      const nth = allBatches.indexOf(batch);
      return { batch, city, size: ofCity[nth] ?? 0, before: ofCity.slice(0, nth).reduce((a, b) => a + b, 0) };
    },
  };
}
