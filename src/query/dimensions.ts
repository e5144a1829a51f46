/** What figures are filtered and grouped by, everywhere, and the reference table that lists the values of each in their order. */
export const dimensions = {
  batch: 'batches',
  city: 'cities',
  county: 'counties',
  direction: 'directions',
  task: 'tasks',
  applicant_type: 'applicant_types',
  ownership: 'ownerships',
  stage: 'stages',
} as const;

export type Dimension = keyof typeof dimensions;

export const dimensionNames = Object.keys(dimensions) as Dimension[];

/** Those that only a project has: a quota is given to a city for a batch. */
export const projectDimensions: ReadonlySet<string> = new Set<Dimension>(['county', 'task', 'applicant_type', 'ownership', 'stage']);

export const isDimension = (name: string): name is Dimension => Object.hasOwn(dimensions, name);
