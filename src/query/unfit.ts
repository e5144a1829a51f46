import { Refusal, type ColumnInfo, type Unfit } from '#spec';
import type { Catalog } from './catalog.ts';
import { cubeOf, severalOf } from './dimensions.ts';
import { titlesOf, type Filters } from './filters.ts';
import { namedIn, type Mention } from './mentions.ts';
import { unfitRules } from './notice/unfit-rules.ts';
import { isAdditive, readSubject, type Term } from './proof/subject.ts';

/** Whether the rows of a mart can be told apart by a filter. */
export function knows(catalog: Catalog, mart: string, filter: string): boolean {
  const columns = catalog.marts.get(mart);
  return columns !== undefined && (columns.has(filter) || columns.has(severalOf(filter) ?? filter));
}

const remembered = new WeakMap<Catalog['trees'], Map<string, readonly Term[]>>();

/** The sums that a metric or a measure is made of; none of what is neither, and of what cannot be taken apart. */
function termsOf(catalog: Catalog, name: string): readonly Term[] {
  const known = remembered.get(catalog.trees) ?? new Map<string, readonly Term[]>();
  remembered.set(catalog.trees, known);
  const found = known.get(name) ?? readTerms(catalog, name);
  known.set(name, found);
  return found;
}

function readTerms(catalog: Catalog, name: string): readonly Term[] {
  if (!catalog.metrics.has(name) && !isAdditive(catalog, name)) return [];
  try {
    return readSubject(catalog, name, { isOfOne: false }).terms;
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** The filters in force that a metric or a measure cannot obey: a sum of it is of rows that do not know them. */
export function unfitFilters(catalog: Catalog, name: string, filters: Filters): string[] {
  const terms = termsOf(catalog, name);
  return [...filters.keys()].filter((filter) => terms.some((term) => isDeaf(catalog, term, filter)));
}

/** What only one mart can be filtered by, every sum of it obeys. */
function isDeaf(catalog: Catalog, { column, mart }: Term, filter: string): boolean {
  const apart = cubeOf(filter);
  return apart === null ? !knows(catalog, mart, filter) : catalog.marts.get(apart)?.get(column)?.type !== 'number';
}

interface Shown {
  columns: readonly ColumnInfo[];
  /** What the answer chooses its rows by. */
  choosing?: Iterable<string>;
}

/** What of an answer over sums of projects the filters in force cannot be asked of. */
export function unfitNumbers(catalog: Catalog, { columns, choosing = [] }: Shown, filters: Filters): Unfit[] {
  const offending = (names: Iterable<string>) =>
    [...names].map((name) => ({ name, filters: unfitFilters(catalog, name, filters) })).filter(isUnfit);
  const chosen = offending(choosing);
  if (chosen.length > 0) {
    const unfit = inOrder(
      filters,
      chosen.flatMap((each) => each.filters)
    );
    const said = `按${titlesOf(catalog, unfit)}筛选，没有${baseOf(catalog, chosen[0]!)}可比。`;
    return [{ state: 'not_applicable', filters: unfit, says: said }];
  }
  const shown = offending(columns.filter(({ type }) => type === 'number').map(({ name }) => name));
  if (shown.length === 0) return [];
  const unfit = inOrder(
    filters,
    shown.flatMap((each) => each.filters)
  );
  const titles = shown.map(({ name }) => columns.find((column) => column.name === name)?.title ?? name);
  const says = `按${titlesOf(catalog, unfit)}筛选，没有${baseOf(catalog, shown[0]!)}可比：${titles.join('、')}不适用。`;
  return [{ state: 'not_applicable', filters: unfit, columns: shown.map(({ name }) => name), says }];
}

/** What is shown whatever these filters say, as a state; of no filters there is none. `says`: what it is. */
export const notFiltered = (catalog: Catalog, filters: readonly string[], says: (titles: string) => string): Unfit[] =>
  filters.length === 0
    ? []
    : [{ state: 'not_filtered', filters: [...filters], says: says(titlesOf(catalog, filters)) }];

/** What of a panel that says its own SQL the filters in force cannot be asked of. */
export function unfitOfPanel(
  catalog: Catalog,
  { tree, mentions, columns }: { tree: unknown; mentions: readonly Mention[]; columns: readonly ColumnInfo[] },
  filters: Filters
): Unfit[] {
  const marts = mentions.flatMap(({ schema, name }) => (schema === '' && catalog.marts.has(name) ? [name] : []));
  const ofProjects = marts.some((name) => name === 'cube' || catalog.marts.get(name)?.has('project_id'));
  const deaf = ofProjects || mentions.some(({ name }) => name === 'province_cube') ? [] : marts;
  const unheard = [...filters.keys()].filter((filter) => deaf.some((mart) => !knows(catalog, mart, filter)));
  const whole = notFiltered(catalog, unheard, (titles) => `各数不随${titles}筛选。`);
  return [
    ...unfitNumbers(catalog, { columns, choosing: namedIn(tree).choosing }, filters),
    ...whole,
    ...(marts.includes('findings') ? unfitRules(catalog, filters) : []),
  ];
}

const isUnfit = ({ filters }: { filters: readonly string[] }): boolean => filters.length > 0;

const inOrder = (filters: Filters, names: readonly string[]): string[] =>
  [...filters.keys()].filter((name) => names.includes(name));

/** What it is that the filters do not know: the rows that it is summed up from. */
function baseOf(catalog: Catalog, { name, filters }: { name: string; filters: readonly string[] }): string {
  const lacking = termsOf(catalog, name).find((term) => filters.some((filter) => isDeaf(catalog, term, filter)));
  return catalog.titles.get(lacking?.mart ?? '') ?? lacking?.info.title ?? name;
}
