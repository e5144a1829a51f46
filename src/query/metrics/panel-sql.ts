import type { QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { standalone } from '../proof/standalone.ts';
import type { BoundSql, View } from '../relations.ts';
import { answerPanel } from './panel.ts';
import type { PanelQuery } from './panel-queries.ts';

/**
 * The query whose answer a panel shows, filters and scope laid over it, as it runs by itself in any shell on the
 * version: what was run last for it.
 */
export async function sqlOfPanel(
  context: QueryContext,
  catalog: Catalog,
  panel: PanelQuery,
  view: View
): Promise<string> {
  const { reading } = context;
  let asked: BoundSql = { sql: '', values: {} };
  const listened: QueryContext['reading'] = {
    version: reading.version,
    read(name, sql, options) {
      asked = { sql, values: (options?.values ?? {}) as BoundSql['values'] };
      return reading.read(name, sql, options);
    },
  };
  const { result } = await answerPanel({ ...context, reading: listened }, catalog, panel, view);
  await result.close();
  return standalone(context, catalog, asked, view);
}
