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
  /** By sum: how many stand in it, of those and of all, and of which firms those are: all, or two at least. */
  of: ReadonlyMap<string, { others: number; all: number; firms: readonly string[] }>;
  /** By two sums (`pairOf`): in how many of those projects one is not the other. */
  apart: ReadonlyMap<string, number>;
}

/** Projects of one group that stand in the same sums, and between the same two they do not. */
interface Alike {
  key: readonly (string | null)[];
  isOther: boolean;
  /** By sum, then by pair: 1 or 0. */
  marks: string;
  projects: number;
  firms: readonly string[];
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
  const amount = (name: string) => (name === 'projects' ? '1' : `coalesce(p."${name}", 0)`);
  const marks = [
    ...told.map((name) => `${amount(name)} <> 0`),
    ...pairs.map((pair) => pair.split(' ').map(amount).join(' <> ')),
  ];
  const own = isWhole(scope) ? 'false' : scopeIn(scope).join(' and ');
  const keys = by.map((name) => `"${name}"`).join(', ');
  // Projects that stand in the same sums are counted together: hundreds of counts by themselves take longer to plan.
  const sql = `select ${keys}, is_other, mark, count(*) as projects, min(firm) as first, max(firm) as last
    from (
      select ${keys}, not coalesce(${own}, false) as is_other, p.${firm} as firm,
        concat(${marks.map((mark) => `if(${mark}, '1', '0')`).join(', ')}) as mark
      from marts.projects as p
    )
    group by ${keys}, is_other, mark`;
  return { sql, by, told, pairs };
}

export async function readStanding(context: QueryContext, catalog: Catalog, scope: Scope): Promise<Standing[]> {
  const { sql, by, told, pairs } = standingOf(catalog, scope);
  const { reading, deadline: { isAdmitted = false } = {} } = context;
  const deadline = { seconds: patience, isAdmitted };
  const rows = await rowsOf({ reading, deadline }, 'standing', { sql, values: scopeValues(scope) });
  const alike = rows.map((row): Alike => ({
    key: by.map((name) => (row[name] === null ? null : String(row[name]))),
    isOther: Boolean(row.is_other),
    marks: String(row.mark),
    projects: Number(row.projects),
    firms: row.first === null ? [] : [String(row.first), String(row.last)],
  }));
  return Array.from(Map.groupBy(alike, ({ key }) => JSON.stringify(key)).values(), (groups): Standing => {
    const others = groups.filter(({ isOther }) => isOther);
    const among = (some: readonly Alike[], at: number) => some.filter(({ marks }) => marks[at] === '1');
    const count = (some: readonly Alike[]) => some.reduce((sum, { projects }) => sum + projects, 0);
    return {
      key: groups[0]!.key,
      others: count(others),
      of: new Map(
        told.map((name, at) => {
          const standing = among(others, at);
          const firms = [...new Set(standing.flatMap((each) => each.firms))];
          return [name, { others: count(standing), all: count(among(groups, at)), firms }];
        })
      ),
      apart: new Map(pairs.map((pair, at) => [pair, count(among(others, told.length + at))])),
    };
  });
}
