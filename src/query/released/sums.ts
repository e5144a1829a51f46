import type { Unfit } from '#spec';
import type { Catalog, Withheld } from '../catalog.ts';
import { dimensionsIn } from '../dimensions.ts';
import { inlineMetrics } from '../metrics/inline-metrics.ts';
import { placesIn, releasedBy, sumsOfProjects } from './measures.ts';
import { fewest } from './few.ts';

/**
 * The sums of all, in the columns of the cube, as they are told to who may not see all rows: by what a quota has,
 * and of that no further than is asked (`releasedAs`). Which are withheld says `withhold`; a number is null where it
 * is, and 0 where there is nothing. Places, which a quota has, are public.
 */
export function releasedSums(catalog: Catalog, { sql, by, isPast = false }: ReleasedTo): BoundSums {
  const [cube, quotas, projects] = ['cube', 'quotas', 'projects'].map((mart) => catalog.marts.get(mart));
  const places = placesIn(catalog);
  const asked = new Set(sql.match(/\w+/g));
  const read = new Set(sumsOfProjects(catalog).filter((name) => asked.has(name)));
  const values: Record<string, string> = {};
  const key = `(${by.map((name) => `p."${name}"`).join(` || '${between}' || `)})`;
  const groups = withheldOf(catalog, by.length);
  const columns = [...(cube?.values() ?? [])];
  const ofProjects = columns.map(({ name, type }) => {
    if (by.includes(name)) return `p."${name}"`;
    if (type !== 'number') return `null::${type === 'string' ? 'varchar' : type} as "${name}"`;
    if (read.has(name)) return `${told(name)} as "${name}"`;
    return `${places.has(name) && projects?.has(name) && !quotas?.has(name) ? `sum(p."${name}")` : 'null'} as "${name}"`;
  });
  const ofQuotas = columns.map(({ name, type }) => {
    if (quotas?.has(name)) return `q."${name}"`;
    if (type !== 'number') return `null::${type === 'string' ? 'varchar' : type} as "${name}"`;
    return `${read.has(name) ? '0' : 'null'} as "${name}"`;
  });
  const grouped = by.length === 0 ? '' : ` group by ${by.map((name) => `p."${name}"`).join(', ')}`;
  return {
    sql: `(
    select ${ofProjects.join(', ')} from marts.projects as p${grouped}
    union all by name
    select ${ofQuotas.join(', ')} from marts.quotas as q
  )`,
    values,
  };

  /** A sum, in SQL, where it is told; which groups it is not told of is bound once for all sums of the same. */
  function told(name: string): string {
    const sum = `coalesce(${name === 'projects' ? 'count(*)' : `sum(p."${name}")`}, 0)`;
    const hidden = groups.filter(({ hides }) => isPast || hides.has(name));
    if (hidden.length === 0) return sum;
    if (by.length === 0) return 'null';
    const list = hidden.map((group) => group.key.join(between)).join(after);
    const same = Object.keys(values).find((each) => values[each] === list);
    const bound = same ?? `withheld_${Object.keys(values).length}`;
    values[bound] = list;
    return `if(${key} is null or list_has_any(string_split($${bound}, '${after}'), [${key}]), null, ${sum})`;
  }
}

/** Which sums of one kind of group are withheld from the reader whose catalog it is. */
function withheldOf(catalog: Catalog, by: number): readonly Withheld[] {
  const withheld = catalog.withheld?.[by];
  if (withheld === undefined) throw new Error('sums of others are asked of a catalog that says not what is withheld');
  return withheld;
}

/** What stands between the values of a group, and between groups: the symbols for separators, which no name has. */
const [between, after] = ['␟', '␞'];

interface BoundSums {
  sql: string;
  values: Record<string, string>;
}

/** What a query reads released sums for, and by which dimensions they are told to it. */
export interface ReleasedTo {
  sql: string;
  by: readonly string[];
  /** Of a version that is not the current one nothing is told but the own: what changed since is of few. */
  isPast?: boolean;
}

/**
 * By which dimensions released sums are told to a query: as many, in their order, as it names or is filtered by.
 */
export function releasedAs(catalog: Catalog, sql: string, filters: { has(name: string): boolean }): string[] {
  const all = releasedBy(catalog);
  const named = new Set(dimensionsIn(sql));
  const last = all.findLastIndex((name) => filters.has(name) || named.has(name));
  return all.slice(0, last + 1);
}

/**
 * A query over released sums in which a sum that something is withheld of is unknown: whatever its expressions make of
 * unknown parts, no 0 and no part of a whole is told for it.
 */
export function unknownWhereWithheld(catalog: Catalog, sql: string): string {
  const places = placesIn(catalog);
  const columns = catalog.marts.get('cube');
  return inlineMetrics(catalog.metrics, sql).replaceAll(
    /(coalesce\(\s*)?\bsum\(\s*((?:\w+\.)?)"?(\w+)"?\s*\)(?!\s*(?:filter|over)\b)(\s*,\s*0\s*\))?/g,
    (found: string, before: string | undefined, of: string, name: string, after: string | undefined) => {
      if (places.has(name) || columns?.get(name)?.type !== 'number') return found;
      const sum = `sum(${of}"${name}")`;
      const told = name === 'projects' || columns.get(name)?.format === 'count' ? sum : `nullif(${sum}, 0)`;
      const whole = `case when count(*) = count(${of}"${name}") then ${told} end`;
      return before !== undefined && after !== undefined ? `(${whole})` : `${before ?? ''}(${whole})${after ?? ''}`;
    }
  );
}

/** What is said beside sums of which some are not told. */
export const leavesOut = ({ isPast = false }: { isPast?: boolean }): Unfit => ({
  state: 'left_out',
  filters: [],
  says: isPast
    ? '这是以前的一版：别的市的合计只公开现在这一版的。空着的是不公开，不是 0。'
    : `不足 ${fewest.projects} 个项目、或只有一家单位的不公开，与公开的数加减会得出它们的也不公开：空着的是不公开，不是 0；有数的，是全部的数。`,
});
