import { objectsIn, textOf } from '../json.ts';
import { askPages, type Chapter } from '../chapter.ts';
import { drawFilters } from './filters.ts';

/** What the rules found, page by page, by what it can be searched for, and the notice as an index. */
export const findings: Chapter = async (ask, known, { seed, many }) => {
  await askPages(ask, '/api/findings?');
  const notice = await ask('/api/compliance');
  const clauses = objectsIn(notice, 'clauses');
  const rules = clauses.flatMap((clause) => objectsIn(clause, 'rules')).map(({ rule }) => textOf(rule));
  const searches = [
    ...rules.map((rule) => ['rule', rule]),
    ...clauses.filter((clause) => objectsIn(clause, 'rules').length > 0).map(({ id }) => ['clause', textOf(id)]),
    ...['pass', 'fail', 'review'].map((verdict) => ['verdict', verdict]),
    ...['error', 'warning', 'info'].map((severity) => ['severity', severity]),
    ...['open', 'decided', 'reopened'].map((decision) => ['decision', decision]),
  ];
  const filters = drawFilters(known, `${seed} findings`, { each: many(16), pairs: many(30) });
  await Promise.all([
    ...['csv', 'arrow'].map((format) => ask(`/api/findings?format=${format}`)),
    ...searches.map((search) => ask(`/api/findings?${new URLSearchParams([search])}`)),
    ...known.versions.map((version) => ask(`/api/findings?version=${version}`)),
    ...known.versions.map((version) => ask(`/api/compliance?version=${version}`)),
    ...filters.flatMap((filter) => [ask(`/api/findings?${filter}`), ask(`/api/compliance?${filter}`)]),
  ]);
};
