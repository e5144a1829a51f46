import type { ColumnInfo, Provable } from '#spec';
import type { Catalog } from '../catalog.ts';
import { isDimension } from '../dimensions.ts';
import { readStatistic } from '../metrics/statistics.ts';
import { isAdditive } from './subject.ts';

/** The marts whose numbers are told of projects, and of the quotas that they use. */
const ofProjects = ['projects', 'cube', 'county_cube', 'province_cube', 'quotas'];

interface ReadFrom {
  /** What the columns were read from. */
  marts?: readonly string[];
  panel?: string;
  /** What a row is about, where its query says so. */
  keys?: readonly string[] | undefined;
}

/** Which numbers of a table can be followed to their rows, and which of its columns say what a row is about. */
export function provableOf(
  catalog: Catalog,
  columns: readonly ColumnInfo[],
  { marts = [], panel, keys }: ReadFrom = {}
): Provable {
  const [of] = marts.some((mart) => ofProjects.includes(mart)) ? [] : marts.filter((mart) => catalog.marts.has(mart));
  if (of !== undefined) return provableOfMart(catalog, columns, of, keys);
  const projects = catalog.marts.get('projects');
  const isOfProjects = columns.some(({ name }) => name === 'project_id');
  const isMeasure = ({ name, type }: ColumnInfo) =>
    type === 'number' &&
    (catalog.metrics.has(name) ||
      readStatistic(catalog, name) !== null ||
      isAdditive(catalog, name) ||
      (isOfProjects && projects?.get(name)?.type === 'number'));
  const isKey = ({ name, type }: ColumnInfo) =>
    isDimension(name) || (type !== 'number' && marts.includes('projects') && (projects?.has(name) ?? false));
  return {
    columns: columns.filter(isMeasure).map(({ name }) => name),
    keys: isOfProjects ? ['project_id'] : columns.filter(isKey).map(({ name }) => name),
    ...(panel === undefined ? {} : { panel }),
  };
}

/** The same of the numbers of another mart: those that have a unit. */
export function provableOfMart(
  catalog: Catalog,
  columns: readonly ColumnInfo[],
  of: string,
  keys?: readonly string[]
): Provable {
  const known = catalog.marts.get(of);
  const isKey = ({ name }: ColumnInfo) =>
    ['string', 'date'].includes(known?.get(name)?.type ?? '') && !name.startsWith('source_');
  return {
    columns: columns.flatMap(({ name }) =>
      known?.get(name)?.type === 'number' && known.get(name)?.unit !== null ? [name] : []
    ),
    keys: keys ? [...keys] : columns.filter(isKey).map(({ name }) => name),
    of,
    ...(catalog.rows.has(of) ? { isLedger: true as const } : {}),
  };
}
