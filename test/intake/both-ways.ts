import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openBuild } from '#warehouse';
import { hashFiles, readContracts, walkFolder, type Contract } from '../../src/intake/index.ts';
import { landFile } from '../../src/intake/land-file.ts';
import { writeFiles } from '../../src/intake/receipts.ts';
import { createLandingTables } from '../../src/intake/tables.ts';

/** What came of a folder, and which of its files DuckDB read. */
export interface Read {
  /** Of every table and file the rows, in order. */
  tables: Record<string, string>;
  plain: string[];
  /** Bytes of all texts, and of those that are plain. */
  bytes: { all: number; plain: number };
}

let known: Promise<Contract[]> | undefined;

/** Lands a folder the careful way, or with a place where plain texts may lie meanwhile. */
export async function readFolder(folder: string, { isPlain }: { isPlain: boolean }): Promise<Read> {
  const contracts = await (known ??= readContracts('pipelines'));
  const scratch = await mkdtemp(join(tmpdir(), 'both-ways-'));
  const build = await openBuild(join(scratch, 'landed.duckdb'), { threads: 1, memory: '1GB' });
  const read: Read = { tables: {}, plain: [], bytes: { all: 0, plain: 0 } };
  try {
    await createLandingTables(build, contracts);
    for (const [i, found] of (await hashFiles(await walkFolder(folder))).entries()) {
      const landed = await landFile(build, found, {
        order: i + 1,
        contracts,
        scratch: isPlain ? join(scratch, 'plain.csv') : null,
      });
      await writeFiles(build, landed);
      for (const { sheetRead, file, bytes } of landed) {
        if (/\.xlsx$/.test(file)) continue;
        read.bytes.all += bytes;
        if (!sheetRead?.isPlain) continue;
        read.bytes.plain += bytes;
        read.plain.push(file);
      }
    }
    const tables = await build.read<{ name: string }>(
      'tables',
      `select distinct table_name as name from duckdb_columns() where schema_name = 'sources' and column_name = 'source_file' order by all`
    );
    for (const { name } of tables) {
      const found = await build.read<{ file: string; rows: number; hash: string }>(
        name,
        `select file, count(*) as rows, sum(hash(t, place)::hugeint)::varchar as hash from (
          select t, source_file as file, row_number() over (partition by source_file order by rowid) as place from sources."${name}" t)
        group by all order by all`
      );
      for (const { file, rows, hash } of found) read.tables[`${name}: ${file}`] = `${rows} ${hash}`;
    }
    return read;
  } finally {
    build.close();
    await rm(scratch, { recursive: true });
  }
}

/** Lands files in both ways; what differs is named by its table and file. */
export async function readBoth(
  files: Readonly<Record<string, string | Uint8Array>>
): Promise<{ differing: string[]; plain: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'both-ways-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return await compareFolder(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function compareFolder(folder: string): Promise<{ differing: string[] } & Omit<Read, 'tables'>> {
  const careful = await readFolder(folder, { isPlain: false });
  const { tables, ...plain } = await readFolder(folder, { isPlain: true });
  const names = new Set([...Object.keys(careful.tables), ...Object.keys(tables)]);
  return { ...plain, differing: [...names].filter((name) => careful.tables[name] !== tables[name]) };
}
