import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { QueryError, type Build } from '#warehouse';
import { makeModels } from './make.ts';
import type { Model } from './models.ts';

/** Lands every .csv of data/reference as raw.<name>, all text, and says which there are. */
export async function landReference(build: Build, folder: string): Promise<string[]> {
  await build.run('raw', 'create schema raw');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort();
  for (const name of names) await landTable(build, name.slice(0, -'.csv'.length), await readFile(join(folder, name)));
  return names.map((name) => name.slice(0, -'.csv'.length));
}

/** Makes the reference stage; whatever fails names the file of data/reference that the model reads. */
export async function makeReference(build: Build, models: readonly Model[], landed: readonly string[]): Promise<void> {
  for (const { file, sql } of models) {
    const absent = rawTables(sql).find((name) => !landed.includes(name));
    if (absent) throw new Error(`data/reference/${absent}.csv is missing: ${file} reads it (found ${landed.join(', ') || 'no .csv'})`);
  }
  try {
    await makeModels(build, models);
  } catch (error) {
    const model = error instanceof QueryError ? models.find(({ file }) => error.message.startsWith(`${file}:`)) : undefined;
    if (!model) throw error;
    const read = rawTables(model.sql).map((name) => `data/reference/${name}.csv`);
    throw new QueryError(`${read.join(', ')} (read by ${model.file})`, model.sql, (error as Error).cause);
  }
}

function rawTables(sql: string): string[] {
  return [...new Set(Array.from(sql.matchAll(/\braw\."?(\w+)/g), ([, name]) => name as string))];
}

async function landTable(build: Build, name: string, bytes: Uint8Array): Promise<void> {
  const file = `data/reference/${name}.csv`;
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',' });
  const [broken] = errors;
  if (broken) throw new Error(`${file}: row ${(broken.row ?? 0) + 1}: ${broken.message}`);
  const [headers = [], ...rows] = data;
  if (headers.every((header) => header.trim() === '')) throw new Error(`${file}: the first row must name the columns (found none)`);
  await build.run(file, `create table raw."${name}" (${headers.map((header) => `"${header.trim()}" varchar`).join(', ')})`);
  const appender = await build.append('raw', name);
  for (const [index, row] of rows.entries()) {
    if (row.every((cell) => cell.trim() === '')) continue;
    if (row.length !== headers.length) {
      throw new Error(`${file}: row ${index + 2} has ${row.length} cell${row.length === 1 ? '' : 's'} where the header has ${headers.length}: ${row.join(',')}`);
    }
    appender.row(row.map((cell) => cell.trim() || null));
  }
  appender.close();
}
