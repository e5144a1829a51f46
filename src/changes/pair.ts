import { readCatalog, type Catalog } from '#query';
import { literal, openBuild, type Build, type Reading } from '#warehouse';
import type { World } from './worlds.ts';

/** A world that can be read: its tables are those of the catalog of its name. */
export interface OpenWorld {
  world: World;
  /** What its tables are found under: `w0`. */
  alias: string;
  catalog: Catalog;
}

/** Worlds beside each other in one database of nothing, so that their rows can be joined where they lie. */
export interface OpenWorlds {
  worlds: readonly OpenWorld[];
  build: Build;
  /** What a world holds, as if it lay alone. */
  reading(of: OpenWorld): Reading;
  /** Answers one query whose tables are those of a world, unless it names another's. */
  read<T extends object>(
    of: OpenWorld,
    name: string,
    sql: string,
    values?: Record<string, string | number>
  ): Promise<T[]>;
  /** Whoever asks several things of it asks one after another: one connection serves all. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** What several questions need, worked out once under a name; what failed is tried again. */
  once<T>(name: string, work: () => Promise<T>): Promise<T>;
  close(): void;
}

/** Opens worlds, each for reading alone. */
export async function openWorlds(worlds: readonly World[]): Promise<OpenWorlds> {
  const build = await openBuild(':memory:', { threads: 2, memory: '800MB' });
  const made = new Map<string, Promise<unknown>>();
  let turn: Promise<unknown> = Promise.resolve();
  try {
    const open: OpenWorld[] = [];
    for (const [at, world] of worlds.entries()) {
      const alias = `w${at}`;
      await build.run('world', `attach ${literal(world.path)} as ${alias} (read_only)`);
      await build.run('world', `use ${alias}`);
      open.push({ world, alias, catalog: await readCatalog(build.reading(world.version)) });
    }
    const reading = ({ alias, world: { version } }: OpenWorld): Reading => ({
      version,
      async read(...asked) {
        await build.run('world', `use ${alias}`);
        return build.reading(version).read(...asked);
      },
    });
    return {
      worlds: open,
      build,
      reading,
      async read<T extends object>(
        of: OpenWorld,
        name: string,
        sql: string,
        values: Record<string, string | number> = {}
      ) {
        const isRead = !/^\s*create\b/i.test(sql);
        const result = await reading(of).read(name, sql, { values, isStreamed: isRead });
        return (await result.rows()) as T[];
      },
      inTurn<T>(work: () => Promise<T>): Promise<T> {
        const next = turn.then(work);
        turn = next.catch(() => undefined);
        return next;
      },
      once<T>(name: string, work: () => Promise<T>) {
        const known = made.get(name) as Promise<T> | undefined;
        if (known !== undefined) return known;
        const making = work();
        made.set(name, making);
        making.catch(() => made.delete(name));
        return making;
      },
      close: () => build.close(),
    };
  } catch (error) {
    build.close();
    throw error;
  }
}
