import { parseExact, type Exact, type Formula } from '#spec';
import { computeFormula, readSubject, scopedRelations, unfitFilters, type Subject, type View } from '#query';
import { fractionOf, none, over, plus, times, type Fraction } from './fraction.ts';
import { differingProjects, partOf, projects, summedOf } from './differing.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { quoted } from './quoted.ts';
import { shapeOf, type Shape, type Weights } from './shape.ts';

/** A number in one world: what it is, what it is made of, and where its parts by subject lie. */
export interface Side {
  of: OpenWorld;
  subject: Subject;
  shape: Shape;
  /** null where it is unknown. */
  value: Fraction | null;
  sums: ReadonlyMap<string, Exact | null>;
  /** By mart, the temporary table of its parts: `subject`, the dimensions asked, a column a sum. */
  tables: ReadonlyMap<string, PartTable>;
}

export interface PartTable {
  name: string;
  columns: readonly string[];
  /** Of a table of what differs alone: makes one of all, and tells what it is called. */
  all?: () => Promise<string>;
  /** Of such a table, what it is of, and all columns that it has: it serves every number that is asked of that. */
  shared?: { stamp: string; columns: readonly string[] };
}

/** Works a metric out in one world, under filters and a scope, and lays the parts of its subjects ready. */
export async function readSide(
  open: OpenWorlds,
  of: OpenWorld,
  metric: string,
  view: View,
  /** Whether all worlds are asked the same: what is the same in all of them is the same in what is asked, then. */
  isAlike: boolean
): Promise<Side> {
  const { catalog } = of;
  const subject = readSubject(catalog, metric, { isOfOne: false });
  const byMart = Map.groupBy(subject.terms, ({ mart }) => mart);
  const tables = new Map<string, PartTable>();
  const sums = new Map<string, Exact | null>();
  for (const [mart, terms] of byMart) {
    const columns = terms.map(({ column }) => column);
    if (mart === projects) {
      const shared = await sharedParts(open, of, view, isAlike);
      const { name, stamp, all } = shared;
      const serves = all === null ? {} : { all, shared: { stamp, columns: [...shared.sums.keys()] } };
      tables.set(mart, { name, columns, ...serves });
      for (const column of columns) sums.set(column, shared.sums.get(column) ?? null);
      continue;
    }
    const name = `parts_${of.alias}_${mart}`;
    const { sql, values } = scopedRelations(catalog, ['cube', mart], view, partsQuery(of, mart, columns, view));
    await open.read(of, 'parts', `create or replace temp table ${name} as ${sql}`, values);
    const listed = columns.map((column) => `sum(${quoted(column)})::varchar as ${quoted(column)}`);
    const [row = {}] = await open.read<Record<string, string | null>>(
      of,
      'parts',
      `select ${listed.join(', ')} from temp.${name}`
    );
    for (const column of columns) sums.set(column, typeof row[column] === 'string' ? parseExact(row[column]) : null);
    tables.set(mart, { name, columns });
  }
  const shape = shapeOf(subject.formula, subject.formulaOf);
  return { of, subject, shape, sums, tables, value: valueOf(subject, shape, sums) };
}

interface Shared {
  name: string;
  stamp: string;
  all: (() => Promise<string>) | null;
  sums: ReadonlyMap<string, Exact | null>;
}

const kept = new WeakMap<OpenWorlds, Map<string, Shared>>();

/**
 * The parts of projects in every number of a world under one view, read once for all numbers that are asked of it, and
 * what they come to. Where all worlds are asked the same, only the projects are laid ready that differ between them.
 */
async function sharedParts(open: OpenWorlds, of: OpenWorld, view: View, isAlike: boolean): Promise<Shared> {
  const known = kept.get(open) ?? new Map<string, Shared>();
  kept.set(open, known);
  const stamp = JSON.stringify([[...view.filters], view.scope, view.isReleased ?? false, isAlike]);
  const there = known.get(of.alias);
  if (there?.stamp === stamp) return there;
  const columns = summedOf(of.catalog);
  const mart = of.catalog.marts.get(projects);
  const value = (column: string) => partOf(mart?.get(column) ?? { type: 'number' }, `p.${quoted(column)}`);
  const told = columns.map((column) => `, ${value(column)} as ${quoted(column)}`).join('');
  const lay = async (name: string, where: string): Promise<string> => {
    const select = `select 'project:' || p.project_id as subject${told} from ${projects} as p${where}`;
    const { sql, values } = scopedRelations(of.catalog, [projects], view, select);
    await open.read(of, 'parts', `create or replace temp table ${name} as ${sql}`, values);
    return name;
  };
  const listed = columns.map((column) => `sum(${value(column)})::varchar as ${quoted(column)}`).join(', ');
  const { sql, values } = scopedRelations(
    of.catalog,
    [projects],
    view,
    `select ${listed || 'null as none'} from ${projects} as p`
  );
  const [row = {}] = await open.read<Record<string, string | null>>(of, 'parts', sql, values);
  const sums = new Map(
    columns.map((column) => {
      const text = row[column];
      return [column, typeof text === 'string' ? parseExact(text) : null] as const;
    })
  );
  const name = `parts_${of.alias}_${projects}`;
  const all = () => lay(`all_${name}`, '');
  const shared: Shared = isAlike
    ? {
        name: await lay(name, ` where p.project_id in (select project_id from temp.${await differingProjects(open)})`),
        stamp,
        all,
        sums,
      }
    : { name: await all(), stamp, all: null, sums };
  known.set(of.alias, shared);
  return shared;
}

/** The filters that a metric cannot be asked of in a world. */
export const deafTo = ({ catalog }: OpenWorld, metric: string, { filters }: View): string[] =>
  unfitFilters(catalog, metric, filters);

/**
 * Whose part it is: a project, where the rows know one, else what the mart is by, as the quota of a batch and city. Of
 * quotas those are meant that the sums hold.
 */
function partsQuery(
  { catalog }: OpenWorld,
  mart: string,
  columns: readonly string[],
  { filters, scope }: View
): string {
  const known = catalog.marts.get(mart);
  const isOfProjects = known?.has('project_id') === true;
  const subject = isOfProjects
    ? `'project:' || p.project_id`
    : `concat_ws(':', '${mart.replace(/s$/, '')}', p.batch, p.city)`;
  const own = [...new Set([...filters.keys(), ...Object.keys(scope)])].filter((name) => known?.has(name));
  const dimensions = own.map((name) => `any_value(p.${quoted(name)}) as ${quoted(`by_${name}`)}, `).join('');
  const sums = columns.map((column) => `sum(p.${quoted(column)}) as ${quoted(column)}`).join(', ');
  const inSums = columns.filter((column) => catalog.marts.get('cube')?.has(column));
  const held =
    isOfProjects || inSums.length === 0
      ? ''
      : ` where (p.batch, p.city) in (select (c.batch, c.city) from cube as c where ${inSums.map((column) => `c.${quoted(column)} is not null`).join(' or ')})`;
  return `select ${subject} as subject, ${dimensions}${sums} from ${mart} as p${held} group by subject`;
}

/** Exact, where the shape tells how; whether it is known at all the formula says. */
function valueOf(subject: Subject, shape: Shape, sums: ReadonlyMap<string, Exact | null>): Fraction | null {
  const given = {
    sumOf: (column: string) => sums.get(column) ?? null,
    formulaOf: (name: string): Formula => subject.formulaOf(name),
  };
  if (shape.kind === 'other' || computeFormula(subject.formula, given) === null) return null;
  const sumOf = (weights: Weights): Fraction =>
    Array.from(weights, ([column, weight]) =>
      times(weight, fractionOf(sums.get(column) ?? { digits: 0n, decimals: 0 }))
    ).reduce(plus, none);
  return shape.kind === 'sum' ? sumOf(shape.of) : over(sumOf(shape.above), sumOf(shape.below));
}
