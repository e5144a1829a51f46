import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { buildSizeFor } from '#pipeline';
import { openBuild } from '#warehouse';
import { differingFigures, differingTables, type FigureDifference, type TableDifference } from './differences.ts';

/** What came out of a package when it was worked out again. */
export interface Proof {
  tables: number;
  figures: number;
  differing: { tables: TableDifference[]; figures: FigureDifference[] };
}

/**
 * Makes everything again from a package alone, by its own recipe, in a database of nothing. A recipe is a program: who
 * calls this has held the package against the record of where it was made.
 */
export async function provePackage(path: string): Promise<Proof> {
  const scratch = await mkdtemp(join(tmpdir(), 'baijing-proof-'));
  try {
    const bytes = await unpackTables(path, scratch);
    const build = await openBuild(join(scratch, 'recompute.duckdb'), { ...buildSizeFor(bytes), abreast: 1 });
    try {
      await build.run('folder', `set file_search_path = '${join(scratch, 'data').replaceAll("'", "''")}'`);
      await build.run('recompute.sql', await readFile(join(scratch, 'data/recompute.sql'), 'utf8'));
      const [counted] = await build.read<{ tables: number; figures: number }>(
        'compared',
        `select (select count(*) from audit.compared)::integer as tables, (select count(*) from audit.figures_compared)::integer as figures`
      );
      return {
        tables: counted?.tables ?? 0,
        figures: counted?.figures ?? 0,
        differing: {
          tables: await build.read<TableDifference>('compared', differingTables),
          figures: await build.read<FigureDifference>('figures', differingFigures),
        },
      };
    } finally {
      build.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Unpacks what a recipe reads, and itself; answers how many bytes of texts there are. */
async function unpackTables(path: string, scratch: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const zip = await yauzl.fromFdPromise(file.fd, { autoClose: false });
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.startsWith('data/cells/')) bytes += entry.uncompressedSize;
      if (!/^data\/(?:tables\/.*\.parquet|recompute\.sql)$/.test(entry.fileName)) continue;
      const to = join(scratch, entry.fileName);
      await mkdir(dirname(to), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(to));
    }
    return bytes;
  } finally {
    await file.close();
  }
}
