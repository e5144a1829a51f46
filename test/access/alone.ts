import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSummaries } from '#pipeline';
import { readCatalog, type Catalog } from '#query';
import { openBuild, openFile, readCurrent, type OpenFile } from '#warehouse';

export interface Opened {
  reading: OpenFile;
  catalog: Catalog;
}

/**
 * A published province, and the same one in which no other city
 * than this ever handed anything in: the marts hold its rows alone.
 */
export async function openWholeAndAlone(
  warehouse: string,
  city: string
): Promise<{ whole: Opened; alone: Opened; close(): Promise<void> }> {
  const current = await readCurrent(warehouse);
  if (!current) throw new Error(`there is nothing published in ${warehouse}`);
  const folder = await mkdtemp(join(tmpdir(), 'alone-'));
  const copy = join(folder, 'alone.duckdb');
  await copyFile(current.path, copy);
  const build = await openBuild(copy, { threads: 1 });
  const views = await build.read<{ view: string }>(
    'views',
    `select view_name as view from duckdb_views() where schema_name = 'marts' and not internal`
  );
  // Rows are taken out of tables alone.
  for (const { view } of views) {
    await build.run(view, `create table marts."${view}_rows" as from marts."${view}"`);
    await build.run(view, `drop view marts."${view}"`);
    await build.run(view, `alter table marts."${view}_rows" rename to "${view}"`);
  }
  const marts = await build.read(
    'marts',
    `select table_name as mart, bool_or(column_name = 'city') as has_city, bool_or(column_name = 'project_id') as has_project
    from duckdb_columns()
    where schema_name = 'marts'
    group by all`
  );
  for (const { mart, has_city, has_project } of marts) {
    const own = has_city
      ? `city = '${city}'`
      : has_project
        ? `project_id in (select project_id from marts.projects where city = '${city}')`
        : 'false';
    await build.run(String(mart), `delete from marts."${String(mart)}" where (${own}) is distinct from true`);
  }
  await writeSummaries(build);
  build.close();
  const open = async (path: string): Promise<Opened> => {
    const reading = await openFile(path, path);
    return { reading, catalog: await readCatalog(reading) };
  };
  const [whole, alone] = [await open(current.path), await open(copy)];
  return {
    whole,
    alone,
    async close() {
      whole.reading.close();
      alone.reading.close();
      await rm(folder, { recursive: true });
    },
  };
}
