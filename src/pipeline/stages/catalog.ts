import type { ColumnType } from '#spec';
import type { Build, Cell } from '#warehouse';
import type { Content } from './build.ts';
import { findingTitles } from './findings.ts';
import { readModels, type Model } from './models.ts';

type Row = Readonly<Record<string, Cell>>;

/** Writes what readers need to explain a number: catalog.metrics, catalog.columns of the marts, catalog.rules, catalog.identities. */
export async function writeCatalog(build: Build, { pipelines }: Pick<Content, 'pipelines'>): Promise<void> {
  await build.run('catalog', 'create schema catalog');
  const metrics = (await readModels(pipelines, 'metrics')).map(({ name, sql, header }) => ({ name, ...pick(header, parts), sql }));
  await write(build, 'metrics', ['name', ...parts, 'sql'], metrics);
  const rules = (await readModels(pipelines, 'rules')).map(({ name, sql, header }) => ({
    name,
    ...pick(header, said),
    subject: header.subject ?? 'project',
    evidence: JSON.stringify(Object.fromEntries(Object.entries(header).filter(([key]) => key !== 'subject' && !said.includes(key)))),
    sql,
  }));
  await write(build, 'rules', ['name', ...said, 'subject', 'evidence', 'sql'], rules);
  const identities = (await readModels(pipelines, 'identities')).map(({ name, sql, header }) => ({ name, ...pick(header, ['title', 'left', 'right']), sql }));
  await write(build, 'identities', ['name', 'title', 'left', 'right', 'sql'], identities);
  await write(build, 'columns', ['mart', 'name', 'title', 'unit', 'type'], await columnsOf(build, await readModels(pipelines, 'marts')));
}

/** What the header of a rule says of it; its other lines are the titles of its evidence. */
const said = ['title', 'clause', 'quotation', 'severity', 'reads', 'settle'];
const parts = ['title', 'unit', 'definition', 'clause', 'numerator', 'denominator', 'n'];

const pick = (header: Model['header'], keys: readonly string[]): Row => Object.fromEntries(keys.map((key) => [key, header[key] ?? null]));

async function columnsOf(build: Build, marts: readonly Model[]): Promise<Row[]> {
  const titles = new Map([...marts.map(({ name, header }) => [name, header] as const), ['findings', findingTitles]]);
  const found = await build.read(
    'catalog.columns',
    `select table_name, column_name, data_type from duckdb_columns() where schema_name = 'marts' order by table_name, column_index`
  );
  return (found.getRowsJson() as [string, string, string][]).map(([mart, name, type]) => {
    const line = titles.get(mart)?.[name] ?? name;
    const [, title = line, unit = null] = /^(.*) \(([^()]*)\)$/.exec(line) ?? [];
    return { mart, name, title, unit, type: typeOf(type) };
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
  await build.run(`catalog.${table}`, `create table catalog."${table}" (${columns.map((name) => `"${name}" varchar`).join(', ')})`);
  const appender = await build.append('catalog', table);
  for (const row of rows) appender.row(columns.map((name) => row[name] ?? null));
  appender.close();
}
