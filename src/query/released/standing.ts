import { isWhole, type Scope } from '#spec';
import type { Catalog } from '../catalog.ts';
import { rowsOf, type QueryContext } from '../context.ts';
import { scopeIn, scopeValues } from '../scope.ts';
import { releasedBy, sumsOfProjects, summedTogether } from './measures.ts';

/** What stands behind the sums of one group of the finest kind that is told: in numbers of projects. */
export interface Standing {
  /** Its value of each dimension that sums are told by. */
  key: readonly (string | null)[];
  /** Its projects that are not the reader's. */
  others: number;
  /** By sum: how many stand in it, of those and of all, and the first and the last firm of those. */
  of: ReadonlyMap<string, { others: number; all: number; firms: readonly [first: string, last: string] | null }>;
  /** By two sums (`pairOf`): in how many of those projects one is not the other. */
  apart: ReadonlyMap<string, number>;
}

/** Two sums, whichever is named first. */
export const pairOf = (one: string, other: string): string => [one, other].sort().join(' ');

/** Seconds that this may take: it is asked once of a version for each scope, and all answers rest on it. */
const patience = 30;

/** What stands behind each sum, counted group by group, beside what a scope leaves to its reader. */
export function standingOf(
  catalog: Catalog,
  scope: Scope
): { sql: string; by: string[]; told: string[]; pairs: string[] } {
  const [by, told] = [releasedBy(catalog), sumsOfProjects(catalog)];
  const pairs = [
    ...new Set(
      Array.from(summedTogether(catalog, told)).flatMap(([name, mates]) =>
        [...mates].map((other) => pairOf(name, other))
      )
    ),
  ];
  // Where nobody says whose a project is, each is of a firm of its own.
  const firm = catalog.marts.get('projects')?.has('applicant_id') ? 'applicant_id' : 'project_id';
  const stands = (name: string) => (name === 'projects' ? 'true' : `p."${name}" is not null and p."${name}" <> 0`);
  const of = (name: string) => (name === 'projects' ? '1' : `coalesce(p."${name}", 0)`);
  const columns = [
    ...by.map((name) => `p."${name}"`),
    'count(*) filter (is_other) as others',
    ...told.flatMap((name, at) => [
      `count(*) filter (is_other and ${stands(name)}) as others_${at}`,
      `count(*) filter (${stands(name)}) as all_${at}`,
      ...['min', 'max'].map((end) => `${end}(p.${firm}) filter (is_other and ${stands(name)}) as ${end}_${at}`),
    ]),
    ...pairs.map((pair, at) => {
      const [one = '', other = ''] = pair.split(' ');
      return `count(*) filter (is_other and ${of(one)} <> ${of(other)}) as apart_${at}`;
    }),
  ];
  const own = isWhole(scope) ? 'false' : scopeIn(scope).join(' and ');
  const sql = `select ${columns.join(', ')}
    from (select *, not coalesce(${own}, false) as is_other from marts.projects) as p
    group by ${by.map((name) => `p."${name}"`).join(', ')}`;
  return { sql, by, told, pairs };
}

export async function readStanding(context: QueryContext, catalog: Catalog, scope: Scope): Promise<Standing[]> {
  const { sql, by, told, pairs } = standingOf(catalog, scope);
  const { reading, deadline: { isAdmitted = false } = {} } = context;
  const deadline = { seconds: patience, isAdmitted };
  const rows = await rowsOf({ reading, deadline }, 'standing', { sql, values: scopeValues(scope) });
  return rows.map((row) => ({
    key: by.map((name) => (row[name] === null ? null : String(row[name]))),
    others: Number(row.others),
    of: new Map(
      told.map((name, at) => [
        name,
        {
          others: Number(row[`others_${at}`]),
          all: Number(row[`all_${at}`]),
          firms: row[`min_${at}`] === null ? null : ([String(row[`min_${at}`]), String(row[`max_${at}`])] as const),
        },
      ])
    ),
    apart: new Map(pairs.map((pair, at) => [pair, Number(row[`apart_${at}`])])),
  }));
}
