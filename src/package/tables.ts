import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { scopedRelations, type Catalog } from '#query';
import { parquetRows, type Build } from '#warehouse';
import type { Figure } from './figures.ts';
import { named } from './named.ts';
import { decimals, fileOf } from './recipe.ts';
import { isOfAll, rowsView, type Selection } from './selected.ts';
import { literal, original, quoted, withoutNumbers, type LaidTable } from './texts.ts';

/** Writes the answer of a query as Parquet, in its order. */
export async function writeParquet(
  build: Build,
  folder: string,
  table: Pick<LaidTable, 'schema' | 'name'>,
  sql: string
) {
  const path = join(folder, fileOf(table));
  await mkdir(dirname(path), { recursive: true });
  await build.run(
    table.name,
    `copy (${sql}) to ${literal(path)} (format parquet, compression zstd, compression_level 1)`
  );
}

/** Writes the answer of a query as a table for people; the title of its first column begins with the mark of UTF-8. */
export async function writeCsv(build: Build, path: string, sql: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await build.run(path, `copy (${sql}) to ${literal(path)} (format csv, header true)`);
}

/** What is told of the province alone is not of a part of it. */
const ofProvince = /^province_/;

/**
 * Writes the marts as their readers may see them, and what the rules found; answers which there are. Of all what lies
 * in the version, of a part what filters and scope leave.
 */
export async function writeMarts(
  build: Build,
  folder: string,
  catalog: Catalog,
  selection: Selection,
  numbers: readonly string[]
): Promise<LaidTable[]> {
  const laid: LaidTable[] = [];
  const lay = async (schema: string, name: string, sql: string) => {
    const described = await build.read<{ column_name: string; column_type: string }>(name, `describe ${sql}`);
    const huge = described.flatMap(({ column_name, column_type }) => (column_type === 'HUGEINT' ? [column_name] : []));
    const texts = described.filter(({ column_type }) => /VARCHAR|JSON/.test(column_type));
    const replaced = [
      ...decimals(huge),
      ...(numbers.length === 0 ? [] : texts).map(
        ({ column_name, column_type }) =>
          `${withoutNumbers(textOf(column_name, column_type), numbers)}${isText(column_type) ? '' : '::json'}::${column_type} as ${quoted(column_name)}`
      ),
    ];
    const columns = replaced.length === 0 ? '*' : `* replace (${replaced.join(', ')})`;
    await writeParquet(build, folder, { schema, name }, `select ${columns} from (${sql})`);
    const [{ rows } = { rows: 0 }] = await build.read<{ rows: number }>(
      name,
      `select count(*) as rows from ${parquetRows(join(folder, fileOf({ schema, name })))}`
    );
    laid.push({ schema, name, rows, huge });
  };
  for (const name of [...catalog.marts.keys()].sort()) {
    if (isOfAll(selection)) {
      if (name === 'findings') continue;
      await lay('marts', name, `select * from ${original}.marts.${quoted(name)}`);
      continue;
    }
    if (ofProvince.test(name)) continue;
    await selected(build, catalog, name, selection);
    await lay('marts', name, 'from temp.selected');
  }
  if (isOfAll(selection))
    for (const name of ['findings', 'passes', 'said'])
      await lay('rules', name, `select * from ${original}.rules.${name}`);
  return laid;
}

const isText = (type: string): boolean => /^(?:VARCHAR|JSON)$/.test(type);

/** A list or a structure is looked through as JSON, which it is made of again. */
const textOf = (column: string, type: string): string =>
  isText(type) ? `${quoted(column)}::varchar` : `to_json(${quoted(column)})::varchar`;

/** Lays the rows of a mart that filters and scope leave in temp.selected. */
export async function selected(build: Build, catalog: Catalog, name: string, selection: Selection): Promise<void> {
  const { sql, values } = scopedRelations(catalog, [name], rowsView(selection), `select * from ${name}`);
  await build.run(name, `create or replace temp table selected as ${sql}`, named(sql, values));
}

/** Writes the figures: for the recipe to hold its own against. */
export async function writeFigures(build: Build, folder: string, figures: readonly Figure[]): Promise<void> {
  await build.run(
    'figures',
    'create or replace table memory.figures (metric varchar, grouping varchar, batch varchar, city varchar, value varchar, is_untold boolean)'
  );
  await build.run('figures', 'use memory');
  const appender = await build.append('main', 'figures');
  for (const { metric, grouping, batch, city, value, isUntold } of figures)
    appender.row([metric, grouping, batch, city, value, isUntold]);
  appender.close();
  await build.run(
    'figures',
    `copy (from memory.figures) to ${literal(join(folder, 'tables/figures.parquet'))} (format parquet, compression zstd)`
  );
  await build.run('figures', `use ${original}`);
}
