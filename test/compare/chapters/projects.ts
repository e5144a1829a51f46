import { draw } from '../draw.ts';
import { objectsIn, textOf } from '../json.ts';
import { askPages, type Chapter } from '../chapter.ts';
import { drawFilters } from './filters.ts';

/** The list of projects, and each project with its audit. */
export const projects: Chapter = async (ask, known, { seed, many }) => {
  const [first = null] = await askPages(ask, '/api/projects?');
  const columns = objectsIn(first, 'columns').map(({ name }) => textOf(name));
  const sorts = columns.flatMap((name) => [`sort=${name}`, `sort=-${name}`]);
  const searches = ['市', '有限公司', '2025', known.projects[0] ?? '', '没有这样的项目'];
  await Promise.all([
    ...['csv', 'arrow'].map((format) => ask(`/api/projects?format=${format}`)),
    ask('/api/projects?format=csv&links=true'),
    ...draw(`${seed} sorts`, sorts, many(40)).map((sort) => ask(`/api/projects?limit=20&${sort}`)),
    ...searches.map((search) => ask(`/api/projects?${new URLSearchParams({ search })}`)),
    ...drawFilters(known, `${seed} projects`, { each: many(8), pairs: many(20) }).map((filter) =>
      ask(`/api/projects?${filter}`)
    ),
  ]);
  const some = draw(`${seed} projects`, known.projects, many(known.projects.length));
  await Promise.all(
    some.flatMap((id) => [
      ask(`/api/projects/${encodeURIComponent(id)}`),
      ask(`/api/projects/${encodeURIComponent(id)}/audit`),
    ])
  );
};
