import { maskPersonal, personalIn, type Reach } from '#query';
import { literal, type Build } from '#warehouse';

/** A table that lies beside the recipe: `sources.applications` in tables/sources/applications.parquet. */
export interface LaidTable {
  schema: string;
  name: string;
  rows: number;
  /** Columns of whole numbers that may be too large for Parquet: they lie in it as decimals. */
  huge?: readonly string[];
}

interface Column {
  table: string;
  name: string;
  kind: string | null;
  isPrivate: boolean;
}

/** What the build that is copied from is attached as. */
export const original = 'v';

/** What stands in the place of something personal: the same for the same value of a column, and nothing else of it. */
const token = '〔遮盖〕';

/** What may hold a number of a telephone or an identity card, or an address of mail: JavaScript looks at it closely. */
const suspect = '[0-9][0-9 -]{9,}|@';

/**
 * Copies the texts that a version was made of into a build, without what is personal, and only the rows that may be
 * given: `sources`, `raw` and the one row of `loads.load`. Equal values stay equal, so that what compares cells finds
 * the same. Answers what it laid.
 */
export async function layTexts(build: Build, reach: Reach | null): Promise<LaidTable[]> {
  const tables = await build.read<{ schema: string; name: string }>(
    'tables',
    `select schema_name as schema, table_name as name from duckdb_tables()
    where database_name = '${original}' and (schema_name in ('sources', 'raw') or (schema_name, table_name) = ('loads', 'load'))
    order by all`
  );
  const columns = await build.read<Column>('columns', columnsQuery);
  await build.run('swaps', 'create temp table swaps (name varchar, header varchar, value varchar, token varchar)');
  if (reach !== null) await build.run('reach', `create temp table reach as ${reach.rows}`, reach.values);
  const laid: LaidTable[] = [];
  for (const { schema } of tables) await build.run(schema, `create schema if not exists memory.${schema}`);
  for (const { schema, name } of tables) {
    const own = columns.filter(({ table }) => table === name);
    const sql =
      schema === 'sources'
        ? await sourceQuery(build, name, own, reach)
        : `select * from ${original}.${schema}.${quoted(name)} as t${schema === 'raw' ? await ofOthers(build, name, reach) : ''}`;
    await build.run(name, `create table memory.${schema}.${quoted(name)} as ${sql}`);
    const [{ rows } = { rows: 0 }] = await build.read<{ rows: number }>(
      name,
      `select count(*) as rows from memory.${schema}.${quoted(name)}`
    );
    laid.push({ schema, name, rows });
  }
  return laid;
}

const columnsQuery = `
  select c.table_name as "table", c.column_name as name, k.kind, coalesce(k.is_private, false) as "isPrivate"
  from duckdb_columns() as c
  left join ${original}.sources.contracts as k on k.source = c.table_name and k.header = c.column_name
  where c.database_name = '${original}' and c.schema_name = 'sources'
  order by c.table_name, c.column_index`;

/** How many values of which column were masked, of the rows that are given. */
export async function maskedIn(
  build: Build,
  laid: readonly LaidTable[]
): Promise<{ name: string; header: string; count: number }[]> {
  const names = new Set(laid.flatMap(({ schema, name }) => (schema === 'sources' ? [name] : [])));
  const columns = await build.read<{ name: string; header: string }>(
    'swaps',
    "select distinct name, header from swaps where name <> 'defects' order by all"
  );
  const masked = [];
  for (const { name, header } of columns) {
    if (!names.has(name)) continue;
    const [{ count } = { count: 0 }] = await build.read<{ count: number }>(
      'swaps',
      `select count(distinct ${quoted(header)}) as count from memory.sources.${quoted(name)}
      where ${quoted(header)} in (select token from swaps where name = ${literal(name)} and header = ${literal(header)})`
    );
    if (count > 0) masked.push({ name, header, count });
  }
  return masked;
}

/** The numbers and addresses that were masked in texts: what is made of these holds them too. */
export async function maskedNumbers(build: Build): Promise<string[]> {
  const found = await build.read<{ value: string }>(
    'swaps',
    `select distinct value from swaps where not starts_with(token, '${token}')`
  );
  return [...new Set(found.flatMap(({ value }) => personalIn(value)))].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1)
  );
}

/** Puts in their place what maskPersonal does, in SQL and in a text. */
export const withoutNumbers = (expression: string, numbers: readonly string[]): string =>
  numbers.reduce((inner, each) => `replace(${inner}, ${literal(each)}, '•••')`, expression);
export const textWithoutNumbers = (text: string, numbers: readonly string[]): string =>
  numbers.reduce((inner, each) => inner.replaceAll(each, '•••'), text);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export { literal };

/** Tables of reference data about one firm or project are given with all rows or, of a part, with none. */
async function ofOthers(build: Build, name: string, reach: Reach | null): Promise<string> {
  if (reach === null) return '';
  const found = await build.read(
    name,
    `from duckdb_columns() where database_name = '${original}' and schema_name = 'raw' and table_name = ${literal(name)}
      and column_name in ('project_id', 'applicant_id', 'organisation_id')`
  );
  return found.length > 0 ? ' where false' : '';
}

async function sourceQuery(
  build: Build,
  name: string,
  columns: readonly Column[],
  reach: Reach | null
): Promise<string> {
  const from = `from ${original}.sources.${quoted(name)} as t`;
  if (name === 'set_aside') return `${asideQuery}${reach === null ? '' : ' where false'} order by t.rowid`;
  if (name === 'defects') return defectsQuery(build, reach);
  if (['files', 'blank_rows', 'owned'].includes(name))
    return `select t.* ${from}${reach === null ? '' : ' where t.source_file in (select source_file from reach)'} order by t.rowid`;
  if (!columns.some((each) => each.name === 'source_row')) return `select t.* ${from} order by t.rowid`;
  const swapped = new Map<string, string>();
  for (const [at, column] of columns.entries()) {
    if (await swaps(build, name, column)) swapped.set(column.name, `s${at}`);
  }
  const joins = Array.from(
    swapped,
    ([header, alias]) =>
      `left join swaps as ${alias} on ${alias}.name = ${literal(name)} and ${alias}.header = ${literal(header)} and ${alias}.value = t.${quoted(header)}`
  );
  const replaced = [
    ...Array.from(swapped, ([header, alias]) => `coalesce(${alias}.token, t.${quoted(header)}) as ${quoted(header)}`),
    // What no contract asks for may hold anything.
    'null::varchar as "其他列"',
  ];
  const within =
    reach === null
      ? ''
      : ` semi join (from reach where source = ${literal(name)}) as r on r.source_file = t.source_file and r.source_sheet = t.source_sheet and r.source_row = t.source_row`;
  return `select t.* replace (${replaced.join(', ')}) ${from} ${joins.join(' ')}${within} order by t.rowid`;
}

/** Notes what is to stand for the values of a column; false where all of it may stay. */
async function swaps(build: Build, name: string, { name: header, kind, isPrivate }: Column): Promise<boolean> {
  const from = `from ${original}.sources.${quoted(name)}`;
  if (isPrivate) {
    await build.run(
      name,
      `insert into swaps select ${literal(name)}, ${literal(header)}, ${quoted(header)}, '${token}' || row_number() over (order by min(rowid))
      ${from} where ${quoted(header)} is not null group by ${quoted(header)}`
    );
    return true;
  }
  if (kind !== 'text' && kind !== 'name') return false;
  const masked = await maskedOf(build, `select distinct ${quoted(header)} as value ${from}`);
  for (const [value, token] of masked)
    await build.run(name, 'insert into swaps values ($name, $header, $value, $token)', { name, header, value, token });
  return masked.length > 0;
}

/** The values that hold something personal, each with what may be told of it. */
async function maskedOf(build: Build, values: string): Promise<(readonly [value: string, masked: string])[]> {
  const found = await build.read<{ value: string }>(
    'personal',
    `select value from (${values}) where regexp_matches(value, '${suspect}') order by value`
  );
  return found.map(({ value }) => [value, maskPersonal(value)] as const).filter(([value, masked]) => value !== masked);
}

/**
 * Of what was set aside the totals alone have a use: their cells under columns that are known and not personal. What is
 * said below a table is often signed, and in a row of too many cells any of them may be personal.
 */
const asideQuery = `
  select t.* replace (
    if(
      t.what = 'total',
      to_json(list_transform(
        t.cells::json::varchar[],
        lambda cell, place: if(l.layout[place].name is null or list_contains(l.hidden, l.layout[place].name), '', cell)
      ))::varchar,
      '[]'
    ) as cells
  )
  from ${original}.sources.set_aside as t
  left join (
    select
      f.source_file, f.source_sheet,
      f.layout::json::struct(name varchar, header varchar, unit varchar)[] as layout,
      coalesce((select list(k.name) from ${original}.sources.contracts as k where k.source = f.source and k.is_private), []) as hidden
    from ${original}.sources.files as f
  ) as l using (source_file, source_sheet)`;

/** What is wrong with a cell, without the cell where it is personal or may be. */
async function defectsQuery(build: Build, reach: Reach | null): Promise<string> {
  const from = `from ${original}.sources.defects`;
  for (const column of ['value', 'problem'])
    for (const [value, token] of await maskedOf(build, `select distinct ${column} as value ${from}`))
      await build.run('defects', 'insert into swaps values ($name, $header, $value, $token)', {
        name: 'defects',
        header: column,
        value,
        token,
      });
  const isHidden = `(t."column" is null or exists (
    from ${original}.sources.contracts as k where k.source = t.source and k.is_private and t."column" in (k.name, k.header)
  ))`;
  const masked = (column: string) =>
    `coalesce((select any_value(token) from swaps where name = 'defects' and header = '${column}' and swaps.value = t.${column}), t.${column})`;
  return `select t.* replace (
      if(${isHidden}, null, ${masked('value')}) as value,
      if(${isHidden}, regexp_replace(t.problem, '“.*”', '“•••”', 's'), ${masked('problem')}) as problem
    ) ${from} as t
    ${reach === null ? '' : 'where (t.source_file, t.source_sheet, t.source_row) in (select (source_file, source_sheet, source_row) from reach)'}
    order by t.rowid`;
}
