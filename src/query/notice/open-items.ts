import type { Notices } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import type { Filters } from '../filters.ts';
import { notFiltered } from '../unfit.ts';
import { noticesInView } from './notices.ts';

/** The notices of the batches that filters leave, what each of them leaves unsaid, and what was not handed in. */
export async function openOf(context: QueryContext, catalog: Catalog, filters: Filters): Promise<Notices> {
  const notices = noticesInView(catalog, filters);
  const deaf = [...filters.keys()].filter((name) => name !== 'batch');
  const unfit = notFiltered(catalog, deaf, (titles) => `通知和未导入的表只随批次筛选，不随${titles}筛选。`);
  const names = new Set(notices.map(({ notice }) => notice));
  const items = await rowsOf(context, 'open items', {
    sql: 'select notice, file, line, item from sources.open_items order by notice, file, line nulls first, item',
  });
  return {
    version: catalog.version,
    notices,
    open: items
      .filter(({ notice }) => names.has(String(notice)))
      .map(({ notice, file, line, item }) => ({
        notice: String(notice),
        file: String(file),
        line: line === null ? null : Number(line),
        item: String(item),
      })),
    missing: await missingIn(context, filters),
    ...(unfit.length > 0 ? { unfit } : {}),
  };
}

/** A count of what no table was handed in for is 0, and says nothing. */
async function missingIn(context: QueryContext, filters: Filters): Promise<Notices['missing']> {
  const rows = await rowsOf(context, 'tables handed in', {
    sql: `select batch, list(source_title) as tables
      from (select * from marts.handed_in where used = 0 order by rowid)
      group by batch
      order by batch`,
  });
  const chosen = filters.get('batch');
  return rows
    .map(({ batch, tables }) => ({ batch: String(batch), tables: (tables as unknown[]).map(String) }))
    .filter(({ batch }) => chosen?.includes(batch) ?? true);
}
