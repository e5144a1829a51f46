import type { Catalog, Metric } from '../catalog.ts';
import type { Filters } from '../filters.ts';
import { noticesInView, sayClauses } from './notices.ts';

/** What a metric is called where all batches in view, or some of them, are closed; undefined: as ever. */
function titleWhenClosed({ sql, title }: Metric, areAll: boolean): string | undefined {
  const closed = /^-- closed: (.+)$/m.exec(sql)?.[1];
  return closed === undefined || areAll ? closed : `${title}或${closed}`;
}

/**
 * The catalog as it is for these filters: each metric with the clauses of the notices in view, and called as it is
 * where their batches are closed.
 */
export function catalogInView(catalog: Catalog, filters: Filters): Catalog {
  const inView = noticesInView(catalog, filters);
  const clauseOf = (metric: string) =>
    sayClauses(
      inView.flatMap(({ notice }) => {
        const clause = catalog.clauses.get(notice)?.get(metric);
        return clause === undefined ? [] : [{ notice, clause }];
      })
    );
  const batches = filters.get('batch') ?? [...catalog.ofBatch.keys()];
  const closed = batches.filter((batch) => catalog.closed.has(batch)).length;
  const metrics = Array.from(catalog.metrics, ([name, metric]) => {
    const clause = clauseOf(name);
    const title = closed === 0 ? undefined : titleWhenClosed(metric, closed === batches.length);
    return [
      name,
      { ...metric, ...(clause === undefined ? {} : { clause }), ...(title === undefined ? {} : { title }) },
    ] as const;
  });
  return { ...catalog, metrics: new Map(metrics) };
}
