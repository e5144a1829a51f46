import type { DimensionSpec } from '#spec';
import { literal, type Build } from '#warehouse';
import { martAcross, quoted, toldIn, type MartColumn } from './across.ts';
import type { Attached } from './attached.ts';

type Dimensions = Readonly<Record<string, DimensionSpec>>;

/**
 * The marts that hold verdicts: what was decided on them lies beside each province and not in its version, so that they
 * would be told here as if nothing had been decided.
 */
const judged = ['findings', 'repeats'];

/** Writes what readers ask of a version, of all provinces: marts as views, and what is small as tables. */
export async function writeAcross(
  build: Build,
  provinces: readonly Attached[],
  { dimensions, listed }: { dimensions: Dimensions; listed: readonly string[] }
): Promise<void> {
  const [lead] = provinces;
  if (lead === undefined) throw new Error('there is no province to read');
  await build.run('marts', 'create schema marts');
  for (const [mart, columns] of await columnsIn(build, lead.alias, 'marts'))
    if (!judged.includes(mart))
      await build.run(
        `marts.${mart}`,
        `create view marts.${quoted(mart)} as\n${martAcross(columns, provinces, dimensions, ({ alias }) => `${alias}.marts.${quoted(mart)}`)}`
      );
  await build.run('reference', 'create schema reference');
  // Those that are not read are listed too: who asks for one of them is told why.
  await build.run('reference.provinces', 'create table reference.provinces (province varchar)');
  for (const title of listed)
    await build.run('reference.provinces', 'insert into reference.provinces values ($title)', { title });
  await writeReference(build, provinces, dimensions);
  await writeCatalog(build, lead);
}

async function columnsIn(build: Build, alias: string, schema: string): Promise<Map<string, MartColumn[]>> {
  const found = await build.read<{ relation: string; name: string; type: string }>(
    schema,
    `select table_name as relation, column_name as name, data_type as type from duckdb_columns()
    where database_name = ${literal(alias)} and schema_name = ${literal(schema)} order by table_name, column_index`
  );
  return new Map(
    Array.from(
      Map.groupBy(found, ({ relation }) => relation),
      ([relation, columns]) => [relation, columns.map(({ name, type }) => ({ name, type }))]
    )
  );
}

/**
 * What the notices of all say, and the provinces in their order. Where values of several provinces are the same thing,
 * there is one row for it, and what they do not say alike is unknown in it: else whatever is joined to it would count
 * twice, or by the words of one for all. `of_provinces` are those that say a row.
 */
async function writeReference(build: Build, provinces: readonly Attached[], dimensions: Dimensions): Promise<void> {
  const keys = await keysOf(build, provinces[0]!.alias, dimensions);
  const there = await Promise.all(provinces.map(({ alias }) => columnsIn(build, alias, 'reference')));
  for (const table of new Set(there.flatMap((each) => [...each.keys()]))) {
    const columns = there.find((each) => each.has(table))!.get(table)!;
    const having = provinces.filter((_, at) => sameColumns(there[at]!.get(table), columns));
    await build.run(
      `reference.${table}`,
      tableAcross(`reference.${quoted(table)}`, columns, having, dimensions, keys.get(table))
    );
  }
  await build.run('sources', 'create schema sources');
  const lead = provinces[0]!.alias;
  await build.run('sources.contracts', `create table sources.contracts as from ${lead}.sources.contracts`);
  const open = (await columnsIn(build, lead, 'sources')).get('open_items') ?? [];
  await build.run('sources.open_items', tableAcross('sources.open_items', open, provinces, dimensions, undefined));
}

const sameColumns = (found: readonly MartColumn[] | undefined, columns: readonly MartColumn[]): boolean =>
  found !== undefined && JSON.stringify(found) === JSON.stringify(columns);

function tableAcross(
  table: string,
  columns: readonly MartColumn[],
  provinces: readonly Attached[],
  dimensions: Dimensions,
  key: readonly string[] | undefined
): string {
  const rows = provinces.map((province, at) => {
    const told = columns.map((column) => `${toldIn(province, column, dimensions)} as ${quoted(column.name)}`);
    return `select ${told.join(', ')}, ${literal(province.title)} as said_by, ${at} as of_province, rowid as of_row from ${province.alias}.${table}`;
  });
  const keyed = key?.filter((name) => columns.some((column) => column.name === name)) ?? [];
  const one = columns.map(({ name }) => {
    const column = quoted(name);
    return keyed.length === 0 || keyed.includes(name)
      ? column
      : `case when count(distinct ${column}) = 1 and count(${column}) = count(*) then any_value(${column}) end as ${column}`;
  });
  return `create table ${table} as
  select ${columns.map(({ name }) => quoted(name)).join(', ')}, of_provinces
  from (
    select ${one.join(', ')}, '、' || string_agg(distinct said_by, '、' order by said_by) || '、' as of_provinces, min((of_province, of_row)) as place
    from (${rows.join('\nunion all\n')})
    group by ${(keyed.length === 0 ? columns.map(({ name }) => name) : keyed).map(quoted).join(', ')}
  )
  order by place`;
}

/**
 * By table, the columns that tell a row from another: of the values of dimensions, of what they are called later, and
 * of what notices fix.
 */
async function keysOf(build: Build, alias: string, dimensions: Dimensions): Promise<Map<string, readonly string[]>> {
  const keys = new Map<string, readonly string[]>();
  const notices = Object.keys(dimensions).find((name) => dimensions[name]?.since !== undefined);
  const isFixed = (await columnsIn(build, alias, 'catalog')).has('reference');
  const fixed = isFixed
    ? await build.read<{ name: string; key: string }>(
        'catalog.reference',
        `select name, key from ${alias}.catalog.reference`
      )
    : [];
  for (const { name, key } of fixed)
    keys.set(
      name,
      key.split(',').map((each) => (each.trim() === 'notice' && notices !== undefined ? notices : each.trim()))
    );
  const tableOf = (relation: string) => relation.slice(relation.indexOf('.') + 1);
  for (const [name, { values, lines, isOfNotice }] of Object.entries(dimensions)) {
    if (isOfNotice !== true) continue;
    keys.set(tableOf(values), lines === undefined ? [name] : [lines.by, name]);
    if (lines !== undefined) keys.set(tableOf(lines.table), [lines.by, name, 'shown_in']);
  }
  return keys;
}

/** What the numbers are called and mean: all provinces say it alike. Rules judge in each by its own notice. */
async function writeCatalog(build: Build, { alias }: Attached): Promise<void> {
  await build.run('catalog', 'create schema catalog');
  const there = await columnsIn(build, alias, 'catalog');
  for (const table of ['metrics', 'reference', 'assertions'].filter((name) => there.has(name)))
    await build.run(`catalog.${table}`, `create table catalog.${table} as from ${alias}.catalog.${table}`);
  await build.run('catalog.rules', `create table catalog.rules as from ${alias}.catalog.rules where false`);
  const listed = judged.map(literal).join(', ');
  await build.run(
    'catalog.marts',
    `create table catalog.marts as from ${alias}.catalog.marts where name not in (${listed})`
  );
  await build.run(
    'catalog.columns',
    `create table catalog.columns as
    with own as (select *, rowid as position from ${alias}.catalog.columns where mart not in (${listed}))
    select * exclude (position) from (
      from own
      union all by name
      select mart, 'province' as name, '省' as title, 'string' as type, min(position) - 0.5 as position from own group by mart
    ) order by position`
  );
  await build.run('metrics', 'create schema metrics');
  let waiting = await build.read<{ name: string; sql: string }>(
    'catalog.metrics',
    'select name, sql from catalog.metrics'
  );
  while (waiting.length > 0) {
    const left: typeof waiting = [];
    let fault: unknown = null;
    for (const { name, sql } of waiting)
      await build
        .run(`metrics.${name}`, `create macro metrics.${quoted(name)}(p) as (\n${sql}\n)`)
        .catch((error: unknown) => {
          fault = error;
          left.push({ name, sql });
        });
    if (left.length === waiting.length) throw fault;
    waiting = left;
  }
}
