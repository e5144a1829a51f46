import type { TurnedAway } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { scopedRelations, type View } from '../relations.ts';

/** How many doubtful amounts are told one by one. */
const told = 3;

/**
 * What has to be said beside the figures of what the filters leave: what has not come by the as-of day and counts in
 * none, and amounts that count as they are written and are likely of another unit.
 */
export async function readCaveats(
  context: QueryContext,
  catalog: Catalog,
  view: View
): Promise<Pick<TurnedAway, 'notYet' | 'doubted'>> {
  const ask = (sql: string) => rowsOf(context, 'caveats', scopedRelations(catalog, ['caveats'], view, sql));
  const notYet = await ask(
    `select source_title as title, count(*)::integer as rows from caveats where kind = 'not_yet' group by all order by all`
  );
  const doubted = await ask(
    `select project_id || ' ' || said as said from caveats where kind = 'doubted' order by project_id, said`
  );
  return {
    notYet: notYet.map(({ title, rows }) => ({ title: String(title), rows: Number(rows) })),
    doubted: { cells: doubted.length, first: doubted.slice(0, told).map(({ said }) => String(said)) },
  };
}
