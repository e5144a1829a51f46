import { Refusal, type ColumnInfo } from '#spec';
import { dimensionNames, readSubject, severalOf, type Catalog } from '#query';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { quoted } from './quoted.ts';

/** The mart of one row a project: the parts of most numbers lie in it. */
export const projects = 'projects';

/** What filters and scopes tell rows apart by. */
export const telling: readonly string[] = dimensionNames.flatMap((name) => [name, severalOf(name) ?? []].flat());

const summed = new WeakMap<Catalog, readonly string[]>();

/** The columns of projects that any number is a sum of. */
export function summedOf(catalog: Catalog): readonly string[] {
  const known = summed.get(catalog);
  if (known !== undefined) return known;
  const columns = Array.from(catalog.metrics.keys()).flatMap((metric) => {
    try {
      const { terms } = readSubject(catalog, metric, { isOfOne: false });
      return terms.flatMap(({ mart, column }) => (mart === projects ? [column] : []));
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  });
  const own = [...new Set(columns)];
  summed.set(catalog, own);
  return own;
}

/**
 * The projects of which anything is another, from one world to the next, that a number, a filter or a scope looks at,
 * or that one of them alone has: whatever is asked, all others are the same in it. Found once for all questions;
 * `is_apart` tells those that a filter or a scope may leave on one side alone.
 */
export const differingProjects = (open: OpenWorlds): Promise<string> =>
  open.once('differing projects', async () => {
    const name = 'differing_projects';
    const { worlds } = open;
    const pairs = worlds.slice(1).map((world, at) => differingQuery(worlds[at]!, world));
    await open.read(
      worlds.at(-1)!,
      'differing',
      `create or replace temp table ${name} as
       select project_id, bool_or(is_apart) as is_apart
       from (${pairs.join(' union all ') || 'select null::varchar as project_id, false as is_apart where false'})
       group by project_id`
    );
    return name;
  });

function differingQuery(from: OpenWorld, to: OpenWorld): string {
  const others = (names: readonly string[], said: (world: OpenWorld, alias: string, name: string) => string) =>
    names.map((name) => `${said(from, 'o', name)} is distinct from ${said(to, 'n', name)}`);
  const apart = ['o.project_id is null', 'n.project_id is null', ...others(telling, text)];
  const sums = [...new Set([...summedOf(from.catalog), ...summedOf(to.catalog)])];
  return `
    select coalesce(o.project_id, n.project_id) as project_id, ${apart.join(' or ')} as is_apart
    from ${from.alias}.marts.${projects} as o
    full join ${to.alias}.marts.${projects} as n on n.project_id = o.project_id
    where ${[...apart, ...others(sums, part)].join(' or ')}`;
}

const text = ({ catalog }: OpenWorld, alias: string, name: string): string =>
  catalog.marts.get(projects)?.has(name) ? `${alias}.${quoted(name)}::varchar` : 'null';

function part({ catalog }: OpenWorld, alias: string, name: string): string {
  const column = catalog.marts.get(projects)?.get(name);
  return column === undefined ? 'null' : partOf(column, `${alias}.${quoted(name)}`);
}

/** A column as a part of a number: whether something is so counts. */
export const partOf = ({ type }: Pick<ColumnInfo, 'type'>, column: string): string =>
  type === 'boolean' ? `${column}::integer` : column;
