import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { QueryError, type Build } from '#warehouse';
import { readText, Unreadable, type GridRow } from '#intake';
import { isContentFile, readContentFile } from './content-files.ts';
import { makeModels } from './make.ts';
import type { Model } from './models.ts';

/** Where each row of raw.<name> stands in its file: as a spreadsheet numbers it. */
const place = 'source_row';

/** Lands every .csv of data/reference as raw.<name>, all text but the number of the row, and says which there are; sources.reference tells the files. */
export async function landReference(build: Build, folder: string): Promise<string[]> {
  await build.run('raw', 'create schema raw');
  await build.run('sources', 'create schema if not exists sources');
  await build.run(
    'sources.reference',
    'create table sources.reference (name varchar not null, source_file varchar not null, sha256 varchar not null)'
  );
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.csv') && isContentFile(name))
    .map((name) => name.slice(0, -'.csv'.length))
    .sort();
  for (const name of names) await landTable(build, folder, name);
  return names;
}

/** Makes the reference stage; whatever fails names the file of data/reference that the model reads. */
export async function makeReference(build: Build, models: readonly Model[], landed: readonly string[]): Promise<void> {
  for (const { file, sql } of models) {
    const absent = rawTables(sql).find((name) => !landed.includes(name));
    if (absent)
      throw new Error(
        `data/reference/${absent}.csv is missing: ${file} reads it (found ${landed.join(', ') || 'no .csv'})`
      );
  }
  try {
    await makeModels(build, models);
  } catch (error) {
    const model =
      error instanceof QueryError ? models.find(({ file }) => error.message.startsWith(`${file}:`)) : undefined;
    if (!model) throw error;
    const read = rawTables(model.sql).map((name) => `data/reference/${name}.csv`);
    throw new QueryError(`${read.join(', ')} (read by ${model.file})`, model.sql, (error as Error).cause);
  }
}

function rawTables(sql: string): string[] {
  return [...new Set(Array.from(sql.matchAll(/\braw\."?(\w+)/g), ([, name]) => name as string))];
}

async function landTable(build: Build, folder: string, name: string): Promise<void> {
  const file = `data/reference/${name}.csv`;
  const path = join(folder, `${name}.csv`);
  const [header, ...rows] = await rowsOf(path, file);
  const headers = header?.cells.map((cell) => cell.trim()) ?? [];
  if (headers.length === 0 || headers.includes(''))
    throw new Error(`${file}: the first row must name every column (found ${headers.join(', ') || 'none'})`);
  if (headers.includes(place))
    throw new Error(`${file}: no column may be called ${place}, which tells where a row stands`);
  await build.run(
    file,
    `create table raw."${name}" (${headers.map((each) => `"${each}" varchar`).join(', ')}, ${place} integer)`
  );
  const { sha256 } = await readContentFile(path);
  await build.run(file, 'insert into sources.reference values ($name, $file, $sha256)', { name, file, sha256 });
  const appender = await build.append('raw', name);
  for (const { row, cells } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (cells.length !== headers.length) {
      throw new Error(
        `${file}: row ${row} has ${cells.length} cell${cells.length === 1 ? '' : 's'} where the header has ${headers.length}: ${cells.join(',')}`
      );
    }
    appender.row([...cells.map((cell) => cell.trim() || null), row]);
  }
  appender.close();
}

/** One column of a .csv of data/reference, from the top down. */
export async function readColumn(folder: string, name: string, column: string): Promise<string[]> {
  const [header, ...rows] = await rowsOf(join(folder, `${name}.csv`), `data/reference/${name}.csv`);
  const at = header?.cells.findIndex((cell) => cell.trim() === column) ?? -1;
  if (at < 0)
    throw new Error(
      `data/reference/${name}.csv: has no column ${column} (found ${header?.cells.join(', ') ?? 'none'})`
    );
  return rows.flatMap(({ cells }) => cells[at]?.trim() || []);
}

async function rowsOf(path: string, file: string): Promise<GridRow[]> {
  const handle = await open(path, 'r');
  const rows: GridRow[] = [];
  try {
    for await (const sheet of readText(handle, { extension: 'csv', judge: () => 0 })) {
      for await (const block of sheet.rows) rows.push(...block);
    }
  } catch (error) {
    throw error instanceof Unreadable ? new Error(`${file}: ${error.message}`, { cause: error }) : error;
  } finally {
    await handle.close();
  }
  const broken = rows.find(({ troubles }) => troubles !== undefined);
  if (broken) throw new Error(`${file}: row ${broken.row}: ${broken.troubles?.[0]?.problem}`);
  return rows;
}
