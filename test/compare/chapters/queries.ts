import { draw } from '../draw.ts';
import { objectsIn } from '../json.ts';
import type { Chapter } from '../chapter.ts';
import { drawFilters } from './filters.ts';

/** Every metric by every dimension and by project, and drawn metrics by two dimensions under drawn filters. */
export const queries: Chapter = async (ask, known, { seed, many }) => {
  const { filters, metrics, versions } = known;
  const dimensions = filters.map(({ name }) => name);
  await Promise.all(['/api/metrics', '/api/filters', '/api/health', '/api/query'].map((address) => ask(address)));
  for (const version of versions) await ask(`/api/filters?version=${version}`);
  const fitting = new Map<string, string[]>();
  for (const metric of metrics) {
    await Promise.all(
      ['', ...dimensions, 'project_id'].map(async (by) => {
        const address = addressOf([metric], by);
        const [answer] = await Promise.all([ask(address), ask(`${address}&format=csv`)]);
        if (objectsIn(answer, 'columns').length > 0) fitting.set(by, [...(fitting.get(by) ?? []), metric].sort());
      })
    );
  }
  const together = (by: string) =>
    metrics.filter((metric) => by.split(',').every((name) => fitting.get(name)?.includes(metric)));
  const pairs = dimensions.flatMap((one, at) => dimensions.slice(at + 1).map((other) => `${one},${other}`));
  const drawn = drawFilters(known, `${seed} queries`, { each: many(12), pairs: many(60) });
  await Promise.all([
    ...['', ...dimensions, 'project_id'].map((by) => ask(`${addressOf(together(by), by)}&format=arrow`)),
    ...['', ...dimensions, ...pairs].map((by) => ask(addressOf(together(by), by))),
    ...dimensions.map((by) => ask(`${addressOf(together(by), by)}&sort=-${together(by)[0] ?? by}`)),
    ...drawn.flatMap((filter) =>
      draw(`${seed} ${filter}`, ['', ...dimensions, ...pairs], 3).map((by) =>
        ask(`${addressOf(together(by), by)}&${filter}`)
      )
    ),
  ]);
};

const addressOf = (metrics: readonly string[], by: string): string =>
  `/api/query?metrics=${metrics.join(',')}${by === '' ? '' : `&by=${by}`}`;
