import { everything, isWhole, Refusal, type Scope } from '#spec';
import type { Catalog } from './catalog.ts';
import { releasedBy } from './released/measures.ts';
import { releasedAs, releasedSums, unknownWhereWithheld } from './released/sums.ts';
import { scopeIn, scopeValues } from './scope.ts';
import { elsewhere, sharedRows, withheldIn, withoutOthers, type Shared } from './withheld.ts';
import { boundIn, conditionsIn, type Condition } from './conditions.ts';
import { decidedFindings, decidedTo, nothingDecided, standingDecisions } from './decisions/relation.ts';
import {
  cubeOf,
  dimensionLines,
  dimensionsIn,
  isOfDays,
  lineRelation,
  severalOf,
  withinOf,
  type Dimension,
} from './dimensions.ts';
import { isQualified, qualified, type Filters } from './filters.ts';
import { narrowedReference, saidInView } from './provinces.ts';

/** Which rows of the marts a query may read: by filters, by the reader's scope and by conditions. */
export interface View {
  filters: Filters;
  scope: Scope;
  /** Only sums that are released for all: who asks may see no row. */
  isReleased?: boolean;
  /** Not of the current version: sums of others are told of that one alone. */
  isPast?: boolean;
  /** Conditions on the rows of the relations that are narrowed. */
  only?: readonly Condition[];
  /** The relations that `only` narrows; `projects` where none are named. */
  narrows?: readonly string[];
  /** Ledgers, of which rows are told too that others have a part in. */
  shares?: Readonly<Record<string, Shared>>;
}

/** SQL that answers from the marts as one reader may see them, and what is to be bound to it. */
export interface BoundSql {
  sql: string;
  values: Record<string, string | number>;
}

/** The cube of the whole province. Relations named `province_…` obey the filters and not the reader's scope. */
const province = 'province_cube';

/**
 * The names that a query may read: every mart as its reader may see it, the sums of the province, and what values are
 * called later on, of those that the filters leave.
 */
export function relationNames(catalog: Catalog): string[] {
  return [...catalog.marts.keys(), province, ...catalog.lines.keys()];
}

/**
 * The one place where filters and scope are laid over the marts. A filter holds for each relation that has its column;
 * one that has not, but knows its project, keeps the rows of the projects that pass. Under a scope, a relation that
 * knows neither city nor project is empty; so is one that knows no projects where only some of them are meant.
 */
export function scopedRelations(catalog: Catalog, names: Iterable<string>, view: View, asked: string): BoundSql {
  const { sql, relations: ofReference } = narrowedReference(catalog, view, asked);
  const wanted = new Set(names);
  const lines = lineRelations(catalog, wanted, view);
  const read = relationNames(catalog).filter((name) => wanted.has(name) && !catalog.lines.has(name));
  for (const name of read) {
    refuseUnlessObeyed(catalog, name, view);
    refuseUnlessReleased(name, view);
  }
  const parts = read.map((name) => ({ name, ...conditionsOf(catalog, name, view, sql) }));
  if (parts.some(({ isOfProjects }) => isOfProjects) && !wanted.has('projects')) {
    parts.unshift({ name: 'projects', ...conditionsOf(catalog, 'projects', view, sql) });
  }
  if (parts.length + lines.length + ofReference.length === 0) return { sql, values: {} };
  // DuckDB lets a relation of `with` read those before it: projects comes first.
  const ordered = parts.toSorted((a, b) => Number(b.name === 'projects') - Number(a.name === 'projects'));
  const text = ordered.some(({ name }) => areReleased(name, view)) ? unknownWhereWithheld(catalog, sql) : sql;
  const withheld: Record<string, string> = {};
  const relations = ordered.map(({ name, mart, columns, where }) => {
    const condition = where.length > 0 ? ` where ${where.join(' and ')}` : '';
    const shared = sharedIn(mart, view);
    const sums = areReleased(name, view)
      ? releasedSums(catalog, {
          sql: text,
          by: releasedAs(catalog, sql, view.filters),
          ...(view.isPast === true ? { isPast: true } : {}),
        })
      : null;
    Object.assign(withheld, sums?.values);
    const rows = sums
      ? sums.sql
      : mart === decided
        ? withheldIn(catalog, view.scope, decidedFindings, { evidence: 'evidence', words })
        : shared
          ? sharedRows(catalog, mart, shared, view.scope)
          : withoutOthers(catalog.marts.get(mart), view.scope, `marts.${mart}`);
    return `${name} as not materialized (select ${columns} from ${rows}${condition})`;
  });
  if (ordered.some(({ mart }) => mart === decided)) relations.unshift(decisionsOf(catalog));
  return {
    sql: `with\n  ${[...ofReference, ...relations, ...lines].join(',\n  ')}\n${text}`,
    values: { ...valuesOf(view), ...withheld, [decidedTo]: catalog.decided.position },
  };
}

/** Whoever sees a number may see what it is called: the scope is not laid over these. */
function lineRelations(catalog: Catalog, wanted: ReadonlySet<string>, view: View): string[] {
  return dimensionLines
    .filter(({ table }) => wanted.has(lineRelation(table)) && catalog.lines.has(lineRelation(table)))
    .map(({ table, by }) => {
      const columns = catalog.lines.get(lineRelation(table))!;
      const named = view.filters.get(by)?.map((_, index) => `$${by}_${index}`) ?? [];
      const isAcross = catalog.provinces.length > 0;
      const where = [
        ...filterConditions(columns, view),
        ...(named.length > 0 ? [`shown_in in (${named.join(', ')})`] : []),
        ...(isAcross ? [saidInView(columns, view)] : []),
      ];
      return `${lineRelation(table)} as not materialized (select ${isAcross ? '* exclude (of_provinces)' : '*'} from ${table}${where.length > 0 ? ` where ${where.join(' and ')}` : ''})`;
    });
}

/** The mart that is read with what was decided of its rows. */
const decided = 'findings';

/** What its words are, where they are about what its reader may not see. */
const words = { message: elsewhere, today: null, changed: elsewhere };

/** Where decisions cannot be read, nobody is told that there are none. */
function decisionsOf({ decided: { position, fault } }: Catalog): string {
  if (fault !== null) throw new Refusal(503, 'decisions_unreadable', fault);
  return `decisions as not materialized ${position === 0 ? nothingDecided : standingDecisions}`;
}

/** `name in (…)` for each filter on one of the columns, with the names that `valuesOf` binds. */
function filterConditions(columns: { has(name: string): boolean }, { filters }: View): string[] {
  return [...filters].flatMap(([name, values]) => {
    const bound = values.map((_, index) => `$${name}_${index}`).join(', ');
    const several = severalOf(name);
    if (several !== null && columns.has(several)) return [`list_has_any(string_split(${several}, '、'), [${bound}])`];
    if (!columns.has(name)) return [];
    // They stand in their order: the first and the last day.
    if (isOfDays(name)) return [`${name}::varchar between $${name}_0 and $${name}_${values.length - 1}`];
    const own = cubeOf(name) === null ? name : `${name}::varchar`;
    const parent = withinOf(name);
    const isTold = parent !== null && columns.has(parent) && values.some(isQualified);
    return [isTold ? `(${own} in (${bound}) or ${qualified(name, parent)} in (${bound}))` : `${own} in (${bound})`];
  });
}

/** What the filters and the scope leave of the values of one column, in SQL. */
export const conditionsOn = (column: string, view: View): string[] => conditionsOver(new Set([column]), view);

/** The same of rows that have these columns. */
export const conditionsOver = (columns: ReadonlySet<string>, view: View): string[] => [
  ...filterConditions(columns, view),
  ...scopeIn(view.scope, columns),
];

interface ScopedRelation {
  mart: string;
  columns: string;
  where: string[];
  isOfProjects: boolean;
}

function conditionsOf(catalog: Catalog, name: string, view: View, sql: string): ScopedRelation {
  if (areReleased(name, view)) return releasedOf(catalog, name, view, sql);
  const mart = martOf(catalog, name, view);
  const columns = catalog.marts.get(mart) ?? new Map<string, unknown>();
  const where = filterConditions(columns, view);
  const hidden = catalog.hidden.get(mart) ?? [];
  const told = hidden.length > 0 ? `* exclude (${hidden.join(', ')})` : '*';
  if (sharedIn(mart, view)) return { mart, columns: told, where, isOfProjects: false };
  const { only = [], narrows = ['projects'] } = view;
  const isNarrowed = narrows.includes(name);
  if (isNarrowed) where.push(...conditionsIn(only));
  const scope = name.startsWith('province_') ? everything : view.scope;
  where.push(...scopeIn(scope, columns));
  const isOutOfScope = Object.keys(scope).some((column) => !columns.has(column));
  const isLacking =
    [...view.filters.keys()].some((filter) => !columns.has(filter) && !columns.has(severalOf(filter) ?? filter)) ||
    isOutOfScope ||
    (only.length > 0 && !isNarrowed);
  const isOfProjects = isLacking && name !== 'projects' && columns.has('project_id');
  if (isOfProjects) where.push('project_id in (select project_id from projects)');
  else if (isOutOfScope || (only.length > 0 && !isNarrowed)) where.push('false');
  return { mart, columns: told, where, isOfProjects };
}

const sharedIn = (mart: string, { scope, shares = {} }: View): Shared | null =>
  Object.keys(scope).length > 0 ? (shares[mart] ?? null) : null;

/** Whether a relation holds the sums of all as they are told to those who may not see the rows of all. */
export const areReleased = (name: string, { scope, isReleased = false }: View): boolean =>
  (name === province && (isReleased || !isWhole(scope))) || (name === 'cube' && isReleased);

/** They are told by what a quota has: what is asked below it is not told at all. */
function releasedOf(catalog: Catalog, name: string, view: View, sql: string): ScopedRelation {
  const known = new Set(releasedBy(catalog));
  const where = filterConditions(known, view);
  const isBelow =
    [...view.filters.keys(), ...(name === province ? [] : dimensionsIn(sql))].some((filter) => !known.has(filter)) ||
    (view.only ?? []).length > 0;
  return { mart: name, columns: '*', where: isBelow ? ['false'] : where, isOfProjects: false };
}

/** Who may see sums alone is told of nothing else that is there. */
function refuseUnlessReleased(name: string, view: View): void {
  if (view.isReleased !== true || areReleased(name, view) || name.startsWith('province_')) return;
  throw new Refusal(403, 'not_allowed', '您的账号只能看公开的合计，这里有逐个项目、单位的内容。');
}

/** The mart that sums by a dimension which no project has, where these filters or groups ask for one. */
export const cubeAsked = (names: Iterable<string>): string | null =>
  Array.from(names)
    .map(cubeOf)
    .find((cube) => cube !== null) ?? null;

/** The filters that a relation cannot obey: what no project has narrows the mart that sums by it, and its rows. */
export const unobeyed = (catalog: Catalog, name: string, { filters }: Pick<View, 'filters'>): Dimension[] =>
  Array.from(filters.keys()).filter((filter) => cubeOf(filter) !== null && !catalog.marts.get(name)?.has(filter));

function refuseUnlessObeyed(catalog: Catalog, name: string, view: View): void {
  const [filter] = unobeyed(catalog, name, view);
  if (filter === undefined) return;
  const title = catalog.marts.get(cubeOf(filter) ?? '')?.get(filter)?.title ?? filter;
  const said = `这里不分${title}（${filter}）：它只是${titlesIn(catalog, cubeOf(filter))}的。`;
  throw new Refusal(400, 'no_meaning', said, { parameter: filter });
}

/** What the numbers of a mart are called: a few of them. */
const titlesIn = (catalog: Catalog, mart: string | null): string =>
  Array.from(catalog.marts.get(mart ?? '')?.values() ?? [])
    .flatMap(({ title, type, unit }) => (type === 'number' && unit !== null ? [title] : []))
    .slice(0, 4)
    .join('、');

/** A filter that the cube has no column for is answered from the county cube, which holds no quotas. */
function martOf(catalog: Catalog, name: string, { filters, scope }: View): string {
  if (name !== 'cube' && name !== province) return name;
  const [sums, ofCounties] = [catalog.marts.get('cube'), catalog.marts.get('county_cube')];
  const asked = [...filters.keys(), ...(name === province ? [] : Object.keys(scope))];
  return asked.some((filter) => !sums?.has(filter) && ofCounties?.has(filter)) ? 'county_cube' : 'cube';
}

export function valuesOf({ filters, scope, only = [] }: View): Record<string, string | number> {
  const values: Record<string, string | number> = {
    ...boundIn(only),
    ...scopeValues(scope),
  };
  for (const [name, list] of filters) for (const [index, value] of list.entries()) values[`${name}_${index}`] = value;
  return values;
}
