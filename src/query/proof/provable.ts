import type { ColumnInfo, Provable } from '#spec';
import type { Catalog } from '../catalog.ts';
import { isDimension } from '../dimensions.ts';
import { isAdditive } from './subject.ts';

/** Which numbers of a table can be followed to their rows, and which of its columns say what a row is about. */
export function provableOf(catalog: Catalog, columns: readonly ColumnInfo[], { marts = [], panel }: { marts?: readonly string[]; panel?: string } = {}): Provable {
  const projects = catalog.marts.get('projects');
  const isOfProjects = columns.some(({ name }) => name === 'project_id');
  const isMeasure = ({ name, type }: ColumnInfo) => type === 'number' && (catalog.metrics.has(name) || isAdditive(catalog, name) || (isOfProjects && projects?.get(name)?.type === 'number'));
  const isKey = ({ name, type }: ColumnInfo) => isDimension(name) || (type !== 'number' && marts.includes('projects') && (projects?.has(name) ?? false));
  return {
    columns: columns.filter(isMeasure).map(({ name }) => name),
    keys: isOfProjects ? ['project_id'] : columns.filter(isKey).map(({ name }) => name),
    ...(panel === undefined ? {} : { panel }),
  };
}
