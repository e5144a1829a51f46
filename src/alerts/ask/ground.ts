import { putDecisions, readCatalog } from '#query';
import type { FollowedDecisions } from '#store';
import { openBuild, warehouseFile } from '#warehouse';
import type { Ground } from './ask.ts';
import type { SystemRows } from './system.ts';

/** Opens a version with the one before it beside, each for reading alone; `close` ends both. */
export async function openGround(
  warehouse: string,
  {
    version,
    before,
    decisions,
    system,
  }: { version: string; before: string | null; decisions: FollowedDecisions; system: SystemRows }
): Promise<Ground & { close(): void }> {
  const build = await openBuild(':memory:', { threads: 1, memory: '600MB' });
  try {
    const attach = async (name: string, as: string) => {
      const path = warehouseFile(warehouse, name).replaceAll("'", "''");
      await build.run('alerts', `attach '${path}' as ${as} (read_only)`);
      await build.run('alerts', `use ${as}`);
      return readCatalog(build.reading(name));
    };
    const then = before === null ? null : { catalog: await attach(before, 'before'), alias: 'before' };
    const catalog = await attach(version, 'current');
    await build.run('alerts', `attach ':memory:' as beside`);
    const decided = decisions.now();
    const beside = {
      run: async (name: string, statements: readonly { sql: string; values?: Record<string, unknown> }[]) => {
        for (const { sql, values } of statements) await build.run(name, sql, values as Record<string, string>);
      },
      close: () => undefined,
    };
    await putDecisions({ ...build.reading(version), beside }, catalog, decisions, decided);
    return {
      reading: build.reading(version),
      now: { catalog: { ...catalog, decided }, alias: null },
      then,
      system,
      close: () => build.close(),
    };
  } catch (error) {
    build.close();
    throw error;
  }
}
