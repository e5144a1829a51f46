import type { ColumnType } from '#spec';
import type { Build, Cell } from '#warehouse';
import type { Content } from './build.ts';
import { findingTitles } from './findings.ts';
import { readModels, type Model } from './models.ts';

type Row = Readonly<Record<string, Cell>>;

/** Writes what readers need to explain a number: catalog.metrics, catalog.marts and their columns, catalog.rules, catalog.assertions. */
export async function writeCatalog(build: Build, { pipelines }: Pick<Content, 'pipelines'>): Promise<void> {
  await build.run('catalog', 'create schema catalog');
  const metrics = (await readModels(pipelines, 'metrics')).map(({ name, sql, header }) => ({
    name,
    ...pick(header, parts),
    sql,
  }));
  await write(build, 'metrics', ['name', ...parts, 'sql'], metrics);
  const rules = (await readModels(pipelines, 'rules')).map(({ name, sql, header }) => ({
    name,
    ...pick(header, said),
    subject: header.subject ?? 'project',
    evidence: JSON.stringify(
      Object.fromEntries(Object.entries(header).filter(([key]) => key !== 'subject' && !said.includes(key)))
    ),
    sql,
  }));
  await write(build, 'rules', ['name', ...said, 'subject', 'evidence', 'sql'], rules);
  const assertions = (await readModels(pipelines, 'assertions')).map(({ name, sql, header }) => ({
    name,
    ...pick(header, ['title', 'left', 'right']),
    sql,
  }));
  await write(build, 'assertions', ['name', 'title', 'left', 'right', 'sql'], assertions);
  const marts = await readModels(pipelines, 'marts');
  await write(
    build,
    'marts',
    ['name', ...ofMart],
    marts.map(({ name, header }) => ({ name, ...pick(header, ofMart) }))
  );
  await write(
    build,
    'columns',
    ['mart', 'name', 'title', 'unit', 'type', 'definition', 'formula'],
    await columnsOf(build, marts)
  );
}

/** What the header of a rule says of it; its other lines are the titles of its evidence. */
const said = ['title', 'clause', 'quotation', 'severity', 'reads', 'settle'];
/** What the header of a mart says of the whole; its other lines are the titles of its columns. */
const ofMart = ['title', 'grain', 'rows'];
const parts = ['title', 'unit', 'definition', 'clause', 'numerator', 'denominator', 'n'];

const pick = (header: Model['header'], keys: readonly string[]): Row =>
  Object.fromEntries(keys.map((key) => [key, header[key] ?? null]));

/** `题名 (单位) — 口径 = 算式`, of which the title alone must be there. */
async function columnsOf(build: Build, marts: readonly Model[]): Promise<Row[]> {
  const titles = new Map([...marts.map(({ name, header }) => [name, header] as const), ['findings', findingTitles]]);
  const found = await build.read(
    'catalog.columns',
    `select table_name, column_name, data_type from duckdb_columns() where schema_name = 'marts' order by table_name, column_index`
  );
  return (found.getRowsJson() as [string, string, string][]).map(([mart, name, type]) => {
    const line = titles.get(mart)?.[name] ?? name;
    const [, said = line, formula = null] = /^(.*) = (.*)$/.exec(line) ?? [];
    const [, head = said, definition = null] = /^(.*?) — (.*)$/.exec(said) ?? [];
    const [, title = head, unit = null] = /^(.*) \(([^()]*)\)$/.exec(head) ?? [];
    return { mart, name, title, unit, type: typeOf(type), definition, formula };
  });
}

function typeOf(type: string): ColumnType {
  if (/^(tiny|small|big|huge|u.*)?int(eger)?$|^(decimal|double|float)/i.test(type)) return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'DATE') return 'date';
  if (type.startsWith('TIMESTAMP')) return 'timestamp';
  return type === 'VARCHAR' ? 'string' : 'json';
}

async function write(build: Build, table: string, columns: readonly string[], rows: readonly Row[]): Promise<void> {
  await build.run(
    `catalog.${table}`,
    `create table catalog."${table}" (${columns.map((name) => `"${name}" varchar`).join(', ')})`
  );
  const appender = await build.append('catalog', table);
  for (const row of rows) appender.row(columns.map((name) => row[name] ?? null));
  appender.close();
}
