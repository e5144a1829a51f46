import { draw } from '../draw.ts';
import { isObject, textOf } from '../json.ts';
import type { Chapter, Known } from '../chapter.ts';
import { drawFilters } from './filters.ts';

/** The addresses of all panels, without an ending. */
export const panelsOf = ({ dashboards }: Known): string[] =>
  dashboards.flatMap(({ name, panels }) =>
    Object.keys(isObject(panels) ? panels : {}).map((panel) => `/api/dashboards/${textOf(name)}/${panel}`)
  );

/** Every dashboard and panel in every format, in every version, and under drawn filters. */
export const panels: Chapter = async (ask, known, { seed, many }) => {
  const { dashboards, versions } = known;
  await ask('/api/dashboards');
  await Promise.all(dashboards.map(({ name }) => ask(`/api/dashboards/${textOf(name)}`)));
  for (const panel of panelsOf(known)) {
    const filters = drawFilters(known, `${seed} ${panel}`, { each: many(16), pairs: many(30) });
    const inFiles = draw(`${seed} ${panel} in files`, filters, many(10));
    await Promise.all([
      ...['json', 'csv', 'arrow'].map((format) => ask(`${panel}.${format}`)),
      ...versions.map((version) => ask(`${panel}.json?version=${version}`)),
      ask(`${panel}.csv?links=true`),
      ...filters.map((filter) => ask(`${panel}.json?${filter}`)),
      ...inFiles.flatMap((filter) => [ask(`${panel}.csv?${filter}`), ask(`${panel}.arrow?${filter}`)]),
    ]);
  }
};
