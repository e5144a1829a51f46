import type { ChangedFigure } from '#spec';
import type { MetricChange } from './metric.ts';
import { sayChange } from './table.ts';

/** What a number changed by, as it is printed; so many lines move it. */
export const figureJson = (
  change: Omit<MetricChange, 'lines' | 'printed'>,
  lines: number,
  said = sayChange(change)
): ChangedFigure => ({
  metric: change.metric,
  title: change.title,
  format: change.format,
  status: change.status,
  reason: change.reason?.says ?? null,
  lines,
  said: { ...said, steps: Object.fromEntries(Object.entries(said.steps).map(([step, text]) => [step, text ?? null])) },
});
