/** What figures are filtered and grouped by, everywhere. */
export const dimensionNames = [
  'batch',
  'city',
  'county',
  'direction',
  'task',
  'applicant_type',
  'ownership',
  'stage',
] as const;

export type Dimension = (typeof dimensionNames)[number];

/** Those that only a project has: a quota is given to a city for a batch. */
export const projectDimensions: ReadonlySet<string> = new Set<Dimension>([
  'county',
  'task',
  'applicant_type',
  'ownership',
  'stage',
]);

export const isDimension = (name: string): name is Dimension => (dimensionNames as readonly string[]).includes(name);

/** The table that lists the values of a dimension in their order: it is called by its plural. */
export const referenceOf = (dimension: Dimension): string =>
  `reference.${dimension.replace(/y$/, 'ie').replace(/ch$/, 'che')}s`;
