import { join } from 'node:path';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Catalog } from '#query';
import type { ColumnInfo } from '#spec';
import { parquetRows, type Build } from '#warehouse';
import type { Figure } from './figures.ts';
import type { Resource } from './resources.ts';
import { fileOf } from './recipe.ts';
import { writeCsv } from './tables.ts';
import { quoted, type LaidTable } from './texts.ts';
import { recomputeBook, type WorkbookTold } from './workbook.ts';

/** Rows that a table for people has at most, besides those that the figures are sums of. */
const readable = 20_000;

/** The tables of a package as the recipe and programs read them. */
export const parquetResources = (tables: readonly LaidTable[], catalog: Catalog): Resource[] =>
  tables.map((table) => ({
    path: fileOf(table),
    typed: fileOf(table),
    name: `${table.schema}-${table.name}`.replaceAll('_', '-'),
    title: table.schema === 'marts' ? (catalog.titles.get(table.name) ?? table.name) : `${table.schema}.${table.name}`,
    ...(table.schema === 'marts' && catalog.marts.has(table.name) ? { columns: catalog.marts.get(table.name)! } : {}),
  }));

/** The marts that people read, as CSV under the titles of their columns. */
export async function layMartsAsCsv(
  build: Build,
  folder: string,
  catalog: Catalog,
  tables: readonly LaidTable[],
  summed: ReadonlySet<string>
): Promise<Resource[]> {
  const laid: Resource[] = [];
  for (const table of tables) {
    const { name, schema, rows } = table;
    if (schema !== 'marts' || (rows > readable && !summed.has(name))) continue;
    const path = `csv/${name}.csv`;
    const relation = parquetRows(join(folder, fileOf(table)));
    const described = await build.read<{ column_name: string; column_type: string }>(name, `describe from ${relation}`);
    const heads = headsOf(
      described.map(({ column_name }) => column_name),
      catalog.marts.get(name)
    );
    const columns = described.map(({ column_name }, at) => {
      const head = heads[at] as string;
      return `${quoted(column_name)} as ${quoted(at === 0 ? `\ufeff${head}` : head)}`;
    });
    await writeCsv(build, join(folder, path), `select ${columns.join(', ')} from ${relation}`);
    laid.push({
      path,
      name: `csv-${name}`.replaceAll('_', '-'),
      title: catalog.titles.get(name) ?? name,
      typed: fileOf(table),
      heads: described.map(({ column_name }, at) => [column_name, heads[at] as string] as const),
      ...(catalog.marts.has(name) ? { columns: catalog.marts.get(name)! } : {}),
    });
  }
  return laid;
}

/** What columns are called where people read them; of two of one title each says its name too. */
export function headsOf(names: readonly string[], infos: ReadonlyMap<string, ColumnInfo> | undefined): string[] {
  const titles = names.map((name) => infos?.get(name)?.title ?? name);
  return names.map((name, at) =>
    titles.filter((title) => title === titles[at]).length > 1 ? `${titles[at]}（${name}）` : (titles[at] as string)
  );
}

/** The texts of every row of every file, as they were handed in, without what is personal. */
export async function layCells(build: Build, folder: string, texts: readonly LaidTable[]): Promise<Resource[]> {
  const laid: Resource[] = [];
  for (const table of texts) {
    if (table.schema !== 'sources') continue;
    const relation = parquetRows(join(folder, fileOf(table)));
    const columns = (await build.read<{ column_name: string }>(table.name, `describe from ${relation}`)).map(
      ({ column_name }) => column_name
    );
    if (!columns.includes('file_order')) continue;
    if (table.name === 'files') continue;
    const place = [
      ['source_file', '文件'],
      ['source_sheet', '工作表'],
      ['source_row', '行'],
    ] as const;
    const own = columns.filter(
      (name) => !place.some(([each]) => each === name) && name !== 'file_order' && name !== '其他列'
    );
    const heads = [...place, ...own.map((name) => [name, name] as const)];
    const path = `cells/${table.name}.csv`;
    const told = heads.map(([name, head], at) => `${quoted(name)} as ${quoted(at === 0 ? `\ufeff${head}` : head)}`);
    await writeCsv(build, join(folder, path), `select ${told.join(', ')} from ${relation}`);
    laid.push({
      path,
      name: `cells-${table.name}`.replaceAll('_', '-'),
      title: `交来的文字：${table.name}`,
      typed: fileOf(table),
      heads,
    });
  }
  return laid;
}

/** Writes 复算.xlsx. */
export async function layBook(
  build: Build,
  folder: string,
  options: { catalog: Catalog; figures: readonly Figure[]; about: readonly string[] }
): Promise<Omit<WorkbookTold, 'bytes'>> {
  const { bytes, ...told } = await recomputeBook({
    ...options,
    build,
    relationOf: async (mart) => parquetRows(join(folder, fileOf({ schema: 'marts', name: mart }))),
  });
  await pipeline(bytes, createWriteStream(join(folder, '复算.xlsx')));
  return told;
}
