import { literal } from '#warehouse';
import type { ColumnInfo, Unfit } from '#spec';
import type { Catalog } from '../catalog.ts';
import { unsaidOf, type Dimension } from '../dimensions.ts';
import { titlesOf, type Filters } from '../filters.ts';
import { readStatistic } from '../metrics/statistics.ts';
import { quoted } from '../proof/inline-parameters.ts';
import { isAdditive } from '../proof/subject.ts';

/** A dimension that is asked for, and the batches in view whose notice does not say yet what it is of some projects. */
export interface Unsaid {
  dimension: Dimension;
  value: string;
  batches: readonly string[];
}

/** An answer: the columns that tell its rows apart, and its numbers of projects. */
export interface Told {
  by: readonly string[];
  numbers: readonly string[];
}

/** Whether a mart holds rows of projects, each of what its project is: neither a ledger, nor what was judged of it. */
export const isOfRows = (catalog: Catalog, mart: string): boolean =>
  mart !== 'findings' && !catalog.rows.has(mart) && (catalog.marts.get(mart)?.has('project_id') ?? false);

/** What a panel of these marts tells of projects. The row of one project says what is known of it. */
export function toldBy(
  catalog: Catalog,
  columns: readonly Pick<ColumnInfo, 'name' | 'type'>[],
  marts: readonly string[] = []
): Told {
  const counted = marts.filter((mart) => isOfRows(catalog, mart)).map((mart) => catalog.marts.get(mart));
  const isNumber = (name: string) =>
    catalog.metrics.has(name) ||
    readStatistic(catalog, name) !== null ||
    isAdditive(catalog, name) ||
    counted.some((own) => own?.get(name)?.format === 'count');
  const by = columns.map(({ name }) => name);
  const numbers = by.includes('project_id')
    ? []
    : columns.filter(({ name, type }) => type === 'number' && isNumber(name));
  return { by, numbers: numbers.map(({ name }) => name) };
}

/** What is filtered or told by, and left unsaid of some projects by a notice in view: those may be any value's. */
export function unsaidInView(catalog: Catalog, filters: Filters, { by, numbers }: Told): Unsaid[] {
  if (numbers.length === 0) return [];
  return [...catalog.unsaid].flatMap(([dimension, open]) => {
    const { value, from } = unsaidOf(dimension) ?? { value: '' };
    const batches = (filters.get('batch') ?? [...open]).filter((batch) => open.has(batch));
    const isFiltered = filters.get(dimension)?.some((each) => each !== value) ?? false;
    const isAsked = (isFiltered || by.includes(dimension)) && (from === undefined || !by.includes(from));
    return batches.length > 0 && isAsked ? [{ dimension, value, batches }] : [];
  });
}

/** A query whose numbers are unknown, but in the rows of what is left unsaid and of other batches. */
export function withUnsaid(sql: string, unsaid: readonly Unsaid[], { by, numbers }: Told): string {
  if (unsaid.length === 0) return sql;
  const conditions = unsaid.map(({ dimension, value, batches }) =>
    [
      'true',
      ...(by.includes(dimension) ? [`${dimension} is distinct from ${literal(value)}`] : []),
      ...(by.includes('batch') ? [`batch in (${batches.map(literal).join(', ')})`] : []),
    ].join(' and ')
  );
  const shown = numbers.map((name) => `if(${conditions.join(' or ')}, null, ${quoted(name)}) as ${quoted(name)}`);
  return `select * replace (${shown.join(', ')})\nfrom (\n${sql}\n)`;
}

/** The same in words. */
export const sayUnsaid = (catalog: Catalog, unsaid: readonly Unsaid[], { numbers }: Told): Unfit[] =>
  unsaid.map(({ dimension, batches }) => {
    const title = titlesOf(catalog, [dimension]);
    const says = `${batches.join('、')} 批次的通知还没有录全${title}，各${title}的数未知，不是 0。`;
    return { state: 'not_applicable', filters: [dimension], columns: [...numbers], says };
  });
