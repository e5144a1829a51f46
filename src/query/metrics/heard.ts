import type { Unfit } from '#spec';
import { isSummedBy, type Catalog } from '../catalog.ts';
import { cubeOf } from '../dimensions.ts';
import { titlesOf } from '../filters.ts';
import type { View } from '../relations.ts';
import { readStatistic } from './statistics.ts';

/** What a panel reads: its metrics, or the relations that its SQL names. */
interface Read {
  metrics?: readonly string[];
  marts?: readonly string[];
  /** The filters that do not narrow it, since it sets what they leave beside the others. */
  beside?: readonly string[];
}

/**
 * The view in which a panel is answered where a filter is of what no project has, as a budget year, or of what stands
 * beside the others: a panel that is not of that alone is answered without the filter, and says so.
 */
export function heardBy(
  catalog: Catalog,
  { metrics = [], marts = [], beside = [] }: Read,
  view: View
): { view: View; deaf: Unfit[] } {
  const columnsOf = (mart: string) => catalog.marts.get(mart === 'province_cube' ? 'cube' : mart);
  const isHeard = (name: string): boolean => {
    const cube = cubeOf(name);
    if (beside.includes(name)) return false;
    return (
      cube === null ||
      (metrics.every((metric) => isSummedBy(catalog, readStatistic(catalog, metric)?.metric.name ?? metric, cube)) &&
        marts.map(columnsOf).every((columns) => columns === undefined || columns.has(name)))
    );
  };
  const names = Array.from(view.filters.keys());
  const unheard = names.filter((name) => !isHeard(name));
  if (unheard.length === 0) return { view, deaf: [] };
  return {
    view: { ...view, filters: new Map(Array.from(view.filters).filter(([name]) => isHeard(name))) },
    deaf: [unheard.filter((name) => !beside.includes(name)), unheard.filter((name) => beside.includes(name))]
      .filter((filters) => filters.length > 0)
      .map((filters): Unfit => {
        const others = filters.some((name) => beside.includes(name)) ? '与其余的并列，' : '';
        return { state: 'not_filtered', filters, says: `${others}各数不随${titlesOf(catalog, filters)}筛选。` };
      }),
  };
}
