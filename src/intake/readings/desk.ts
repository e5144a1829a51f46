import { mkdir, rm } from 'node:fs/promises';
import { openBuild } from '#warehouse';
import type { Contract } from '../contracts.ts';
import { landFile } from '../land-file.ts';
import { writeFiles } from '../receipts.ts';
import { besideSources, createLandingTables } from '../tables.ts';
import type { HashedFile } from '../walk.ts';
import { takeOut, writeList } from './list.ts';

/** Reads files, one after the other. */
export interface Desk {
  /**
   * Writes all that comes of a file to a new folder, as tables. It may be kept where it is whole: that a file was
   * refused may be the machine's doing (a workbook has its time and its memory), and another time it may be read.
   */
  read(found: HashedFile, folder: string): Promise<{ isWhole: boolean }>;
  close(): Promise<void>;
}

/** What a desk stands on. */
export interface DeskOptions {
  contracts: readonly Contract[];
  /** Mebibytes of rows that DuckDB may hold there; what is more lies on the disk meanwhile. */
  memory: number;
}

/** Opens a desk whose rows lie at `path` while it reads. */
export async function openDesk(path: string, { contracts, memory }: DeskOptions): Promise<Desk> {
  const scratch = `${path}.csv`;
  const build = await openBuild(path, { threads: 1, memory: `${memory}MiB` });
  await createLandingTables(build, contracts);
  return {
    async read(found, folder) {
      const landed = await landFile(build, found, { order: 0, contracts, scratch });
      await writeFiles(build, landed);
      await mkdir(folder, { recursive: true });
      const tables: Record<string, string> = {};
      for (const table of new Set([...landed.flatMap(({ source }) => source ?? []), ...besideSources])) {
        const sha256 = await takeOut(build, table, folder);
        if (sha256 !== null) tables[table] = sha256;
      }
      await writeList({ folder, tables });
      return { isWhole: landed.length > 0 && landed.every(({ sheetRead }) => sheetRead !== null) };
    },
    async close() {
      build.close();
      for (const each of [path, `${path}.tmp`, scratch]) await rm(each, { recursive: true, force: true });
    },
  };
}
