import { readColumnLine, type ColumnLine, type ColumnType } from '#spec';
import type { Build, Cell } from '#warehouse';
import type { Content } from './content-files.ts';
import { describeMetrics } from './catalog-metrics.ts';
import { findings } from './findings.ts';
import { columnLines, type ContractColumn } from './inherited-lines.ts';
import { readModels, type Model } from './models.ts';
import { writeSummaries } from './summaries.ts';

type Row = Readonly<Record<string, Cell>>;

/**
 * Writes what readers need to explain a number: catalog.metrics,
 * catalog.marts and their columns, catalog.rules, catalog.assertions; and what they ask of all of it at once.
 */
export async function writeCatalog(build: Build, { pipelines }: Pick<Content, 'pipelines'>): Promise<void> {
  await build.run('catalog', 'create schema catalog');
  const marts = await readModels(pipelines, 'marts');
  const columns = await columnsOf(
    build,
    marts,
    await readModels(pipelines, 'lifecycle'),
    await readModels(pipelines, 'parsers')
  );
  const measures = new Map(columns.filter(({ mart }) => mart === 'cube').map((column) => [column.name, column]));
  const metrics = await describeMetrics(build, await readModels(pipelines, 'metrics'), measures);
  await write(build, 'metrics', metricColumns, metrics);
  const rules = (await readModels(pipelines, 'rules')).map(({ name, sql, header }) => ({
    name,
    ...pick(header, ruleKeys),
    subject: header.subject ?? 'project',
    evidence: JSON.stringify(
      Object.fromEntries(Object.entries(header).filter(([key]) => !['subject', 'needs', ...ruleKeys].includes(key)))
    ),
    sql,
  }));
  await write(build, 'rules', ['name', ...ruleKeys, 'subject', 'evidence', 'sql'], rules);
  const reference = (await readModels(pipelines, 'reference')).flatMap(({ sql, header }) => {
    const [, table] = /\bfrom raw\."?(\w+)/.exec(sql) ?? [];
    return table !== undefined && header.key?.startsWith('notice,')
      ? [{ name: table, title: header.title ?? table, key: header.key }]
      : [];
  });
  await write(
    build,
    'reference',
    ['name', 'title', 'key'],
    reference.filter(({ name }) => !['clauses', 'rules', 'tables', 'metrics', 'answers'].includes(name))
  );
  const assertions = (await readModels(pipelines, 'assertions')).map(({ name, sql, header }) => ({
    name,
    ...pick(header, ['title', 'left', 'right']),
    sql,
  }));
  await write(build, 'assertions', ['name', 'title', 'left', 'right', 'sql'], assertions);
  await write(
    build,
    'marts',
    ['name', ...martKeys],
    [...marts.map(({ name, header }) => ({ name, ...pick(header, martKeys) })), { name: findings.name, ...findings.of }]
  );
  await write(
    build,
    'columns',
    ['mart', 'name', 'title', 'unit', 'format', 'type', 'definition', 'formula'],
    columns.map((column) => ({ ...column }))
  );
  await writeSummaries(build);
}

/** What the header of a rule says of it; its other lines are the titles of its evidence. */
const ruleKeys = ['title', 'reads', 'settle', 'follows', 'tallied'];
/** What the header of a mart says of the whole; its other lines are the titles of its columns. */
const martKeys = ['title', 'grain', 'rows', 'names', 'searched'];
const metricColumns = [
  'name',
  'title',
  'kind',
  'unit',
  'format',
  'definition',
  'numerator',
  'denominator',
  'n',
  'outside',
  'within',
  'each',
  'sql',
];

const pick = (header: Model['header'], keys: readonly string[]): Row =>
  Object.fromEntries(keys.map((key) => [key, header[key] ?? null]));

interface MartColumn extends ColumnLine {
  mart: string;
  name: string;
  type: ColumnType;
}

async function columnsOf(
  build: Build,
  marts: readonly Model[],
  lifecycle: readonly Model[],
  parsers: readonly Model[]
): Promise<MartColumn[]> {
  const lineOf = await describeColumns(build, { marts, lifecycle, parsers });
  const found = await build.read<{ mart: string; name: string; type: string }>(
    'catalog.columns',
    `select table_name as mart, column_name as name, data_type as type from duckdb_columns() where schema_name = 'marts' order by table_name, column_index`
  );
  return found.map(({ mart, name, type }) => {
    const line = readColumnLine(`pipelines/marts/${mart}.sql: ${name}`, lineOf('marts', mart, name) ?? name);
    return { mart, name, ...line, type: typeOf(type) };
  });
}

/** The line that tells of a column of a mart, wherever it stands. */
export async function describeColumns(
  build: Build,
  { marts, lifecycle, parsers }: { marts: readonly Model[]; lifecycle: readonly Model[]; parsers: readonly Model[] }
): Promise<ReturnType<typeof columnLines>> {
  return columnLines([...[...lifecycle, ...marts].map(ofColumns), findings], await contractColumns(build, parsers));
}

/** A model whose header tells of its columns alone. */
function ofColumns({ header, ...model }: Model): Model {
  return { ...model, header: Object.fromEntries(Object.entries(header).filter(([key]) => !martKeys.includes(key))) };
}

async function contractColumns(build: Build, parsers: readonly Model[]): Promise<ContractColumn[]> {
  const formats = new Map(parsers.map(({ name, header }) => [name, header.format ?? null]));
  const query = 'select source, name, header, kind from sources.contracts';
  const found = await build.read<Omit<ContractColumn, 'format'> & { kind: string }>('sources.contracts', query);
  return found.map(({ kind, ...column }) => ({ ...column, format: formats.get(kind) ?? null }));
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
