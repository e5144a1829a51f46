import type { Catalog } from '../catalog.ts';
import type { Filters } from '../filters.ts';
import { noticesInView, sayClauses } from './notices.ts';

/** The catalog as it is for these filters: each metric with the clauses of the notices in view. */
export function catalogInView(catalog: Catalog, filters: Filters): Catalog {
  const inView = noticesInView(catalog, filters);
  const clauseOf = (metric: string) =>
    sayClauses(
      inView.flatMap(({ notice }) => {
        const clause = catalog.clauses.get(notice)?.get(metric);
        return clause === undefined ? [] : [{ notice, clause }];
      })
    );
  const metrics = Array.from(catalog.metrics, ([name, metric]) => {
    const clause = clauseOf(name);
    return [name, clause === undefined ? metric : { ...metric, clause }] as const;
  });
  return { ...catalog, metrics: new Map(metrics) };
}
