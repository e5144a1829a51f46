import type { Notices } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import type { Filters } from '../filters.ts';
import { noticesInView } from '../notices.ts';

/** The notices of the batches that filters leave, and what each of them leaves unsaid. */
export async function openOf(context: QueryContext, catalog: Catalog, filters: Filters): Promise<Notices> {
  const notices = noticesInView(catalog, filters);
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
  };
}
