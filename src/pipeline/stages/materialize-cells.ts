import type { Build } from '#warehouse';

/** So many rows handed in, some 900,000 cells, are held in a hundred megabytes, or written down for a while. */
const few = 100_000;

/**
 * Holds the cells of a small load in memory while checks, links and warnings read them, several at a time, and
 * answers how to let go. `sources.cells` has a branch a column: whatever a check does with a
 * value is planned for each of them, and with few rows planning is what takes the time. With
 * many it is reading, and each check had better read only the columns it is about.
 */
export async function materializeCells(build: Build): Promise<() => Promise<void>> {
  if ((await build.read('sources.cells', fewQuery)).length === 0) return async () => {};
  await build.run('sources.cells', "attach ':memory:' as held");
  await build.run('sources.cells', 'create table held.main.cells as from sources.cells');
  await build.run('sources.cells', 'alter view sources.cells rename to all_cells');
  await build.run('sources.cells', 'create view sources.cells as from held.main.cells');
  return async () => {
    await build.run('sources.cells', 'drop view sources.cells');
    await build.run('sources.cells', 'alter view sources.all_cells rename to cells');
    await build.run('sources.cells', 'detach held');
  };
}

const fewQuery = `select 1 as few
  where exists (from duckdb_views() where schema_name = 'sources' and view_name = 'cells')
    and (select sum(estimated_size) from duckdb_tables() where schema_name = 'sources') < ${few}`;
