import { isWhole, type TurnedAway } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { dimensionNames, type Dimension } from '../dimensions.ts';
import type { View } from '../relations.ts';
import { readCaveats } from './caveats.ts';

/** A source whose rows would have changed figures, and which dimensions its rows say themselves. */
interface Counted {
  source: string;
  title: string;
  dimensions: readonly string[];
  isOfProjects: boolean;
}

/**
 * The rows that were handed in and not loaded, of the sources that figures are made of: those that the filters leave,
 * as far as it can be known of them, and apart those of which it cannot be known whether they would. Under a scope
 * these are nobody's.
 */
export async function readTurnedAway(context: QueryContext, catalog: Catalog, view: View): Promise<TurnedAway> {
  const { filters, scope } = view;
  const ofProjects = dimensionNames.filter((name) => catalog.marts.get('projects')?.has(name));
  const lost = new Map<string, { title: string; rows: number; unplaced: number }>();
  const add = (title: string, rows: number, unplaced: number) => {
    const known = lost.get(title) ?? { title, rows: 0, unplaced: 0 };
    lost.set(title, { title, rows: known.rows + rows, unplaced: known.unplaced + unplaced });
  };
  const wanted = new Map<string, readonly string[]>(filters);
  for (const [name, values] of Object.entries(scope)) {
    const asked = filters.get(name as Dimension);
    wanted.set(name, asked === undefined ? values : values.filter((value) => asked.includes(value)));
  }
  for (const source of await sourcesCounted(context)) {
    for (const row of await rowsOf(context, `rejected ${source.source}`, { sql: rejectedOf(source, ofProjects) })) {
      const told = [...wanted].map(([name, values]) => {
        const value = row[name] ?? null;
        return value === null ? null : values.includes(String(value));
      });
      if (told.includes(false)) continue;
      add(source.title, told.includes(null) ? 0 : 1, told.includes(null) ? 1 : 0);
    }
  }
  const sources = [...lost.values()].filter(({ rows, unplaced }) => rows + (isWhole(scope) ? unplaced : 0) > 0);
  const unplaced = isWhole(scope) ? sources.reduce((sum, each) => sum + each.unplaced, 0) : 0;
  return {
    version: context.reading.version,
    rows: sources.reduce((sum, each) => sum + each.rows, 0),
    unplaced,
    sources,
    ...(await readCaveats(context, catalog, view)),
  };
}

/** A source counts where its rows are of projects, or say themselves of which values they are. */
async function sourcesCounted(context: QueryContext): Promise<Counted[]> {
  const rejected = `
    select source from resolved.rejected
    union
    select source from sources.defects where effect = 'row'`;
  const found = await rowsOf<{ source: string; title: string; names: string[] }>(context, 'contracts', {
    sql: `
      select source, any_value(source_title) as title, list(name) as names
      from sources.contracts
      where source in (${rejected})
      group by source
      order by source`,
  });
  const staged = await rowsOf<{ name: string }>(context, 'staging', {
    sql: `select table_name || '.' || column_name as name from duckdb_columns() where schema_name = 'staging'`,
  });
  const known = new Set(staged.map(({ name }) => name));
  return found
    .map(({ source, title, names }) => ({
      source,
      title,
      dimensions: dimensionNames.filter((name) => names.includes(name) && known.has(`${source}.${name}`)),
      isOfProjects: known.has(`${source}.project_id`),
    }))
    .filter(({ dimensions, isOfProjects }) => isOfProjects || dimensions.length > 0);
}

/**
 * Each rejected row with what is known of it: what it says itself, else its project. Of one that was not laid out into
 * columns nothing is.
 */
function rejectedOf({ source, dimensions, isOfProjects }: Counted, ofProjects: readonly string[]): string {
  const columns = dimensionNames.map((name) => {
    const own = dimensions.includes(name) ? [`s."${name}"`] : [];
    const told = [...own, ...(isOfProjects && ofProjects.includes(name) ? [`p."${name}"`] : [])];
    return told.length === 0 ? `null::varchar as "${name}"` : `coalesce(${told.join(', ')}) as "${name}"`;
  });
  const projects = isOfProjects ? '\nleft join marts.projects as p on p.project_id = s.project_id' : '';
  return `
    with lost as (
      select source_file, source_sheet, source_row from resolved.rejected where source = '${source}'
      union
      select source_file, source_sheet, source_row from sources.defects where source = '${source}' and effect = 'row'
    )
    select ${columns.join(', ')}
    from lost
    left join staging."${source}" as s using (source_file, source_sheet, source_row)${projects}`;
}
