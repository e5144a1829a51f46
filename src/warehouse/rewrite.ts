import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { settings, type BuildOptions } from './build.ts';
import { readAll } from './result.ts';
import { literal } from './literals.ts';

export interface Rewriting {
  /** Regular expressions as DuckDB reads them: a text that none of them is found in is not looked at. */
  suspects: readonly string[];
  /** What is to stand for a text; the text itself where nothing is. */
  rewrite: (text: string) => string;
}

export interface Rewritten {
  /** Of each column how many cells are other ones: `staging.applications.contact`. */
  cells: Map<string, number>;
}

interface Column {
  schema: string;
  table: string;
  name: string;
  type: string;
}

interface Table {
  schema: string;
  name: string;
}

/** How many cells of a closed file would be rewritten, by column. Nothing is written. */
export async function countRewritten(
  path: string,
  rewriting: Rewriting,
  options: BuildOptions = {}
): Promise<Rewritten> {
  const instance = await DuckDBInstance.create(':memory:', settings(options));
  const connection = await instance.connect();
  try {
    await connection.run(`attach ${literal(path)} as old (read_only)`);
    return { cells: await swapsOf(connection, rewriting) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * Copies a closed file to a new one, with other texts in the place of some: a file that is changed in its place keeps
 * what was there in its free blocks. Every table that no text is changed in is held against the old one, cell by cell,
 * every other against what was to be written; views and macros are the same. One that is not is an Error.
 */
export async function rewriteFile(
  from: string,
  to: string,
  rewriting: Rewriting,
  options: BuildOptions = {}
): Promise<Rewritten> {
  const instance = await DuckDBInstance.create(':memory:', { ...settings(options), temp_directory: `${to}.tmp` });
  const connection = await instance.connect();
  const ask = <T extends object>(sql: string) => readAll<T>(connection, sql);
  try {
    await connection.run(`attach ${literal(from)} as old (read_only)`);
    const [{ block = 262_144 } = {}] = await ask<{ block: number }>(
      "select block_size::integer as block from pragma_database_size() where database_name = 'old'"
    );
    await connection.run(
      `attach ${literal(to)} as fresh (recovery_mode no_wal_writes, storage_version 'v1.5.0', block_size ${block})`
    );
    const cells = await swapsOf(connection, rewriting);
    await connection.run('copy from database old to fresh (schema)');
    for (const table of await tablesOf(connection)) {
      const select = await selectOf(connection, table);
      const place = `fresh.${quoted(table.schema)}.${quoted(table.name)}`;
      await connection.run(`insert into ${place} ${select}`);
      const sums = await ask<{ sum: string }>(`${sumOf(`(${select})`)} union all ${sumOf(place)}`);
      if (sums[0]?.sum !== sums[1]?.sum)
        throw new Error(
          `${to}: ${table.schema}.${table.name} reads back as ${sums[1]?.sum}, was written as ${sums[0]?.sum}`
        );
    }
    if ((await definitionsOf(connection, 'old')) !== (await definitionsOf(connection, 'fresh')))
      throw new Error(`${to}: its views and macros are not those of ${from}`);
    await connection.run('detach fresh');
    return { cells };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const sumOf = (from: string): string =>
  `select concat(count(*), ' ', coalesce(sum(hash(t)::hugeint)::varchar, 'null')) as sum from ${from} as t`;

const tablesOf = (connection: DuckDBConnection): Promise<Table[]> =>
  readAll<Table>(
    connection,
    "select schema_name as schema, table_name as name from duckdb_tables() where database_name = 'old' order by all"
  );

/** DuckDB writes the columns of a `replace` in another order each time: definitions are compared by their words. */
async function definitionsOf(connection: DuckDBConnection, database: string): Promise<string> {
  const found = await readAll<{ schema: string; name: string; said: string }>(
    connection,
    `select schema_name as schema, view_name as name, sql as said from duckdb_views() where database_name = '${database}' and not internal
    union all
    select schema_name, function_name, concat(parameters::varchar, macro_definition) from duckdb_functions() where database_name = '${database}' and not internal
    order by all`
  );
  return JSON.stringify(found.map(({ said, ...named }) => [named, said.split(/[\s,();]+/).sort()]));
}

/** Texts, and whatever holds some: lists, structs and maps are looked at as JSON. */
const isPlain = ({ type }: Pick<Column, 'type'>): boolean => type === 'VARCHAR';

/** Notes in the table `swaps` what is to stand for which text of which column; how many cells that is. */
async function swapsOf(connection: DuckDBConnection, { suspects, rewrite }: Rewriting): Promise<Map<string, number>> {
  const columns = await readAll<Column>(
    connection,
    `select c.schema_name as schema, c.table_name as "table", c.column_name as name, c.data_type as type
    from duckdb_columns() as c semi join duckdb_tables() as t using (database_name, schema_name, table_name)
    where c.database_name = 'old' and (c.data_type like '%VARCHAR%' or c.data_type = 'JSON')
    order by c.schema_name, c.table_name, c.column_index`
  );
  await connection.run('create temp table swaps (place varchar, value varchar, fresh varchar)');
  const counts = new Map<string, number>();
  for (const column of columns) {
    const text = textOf(column);
    const from = `from old.${quoted(column.schema)}.${quoted(column.table)} as t`;
    const found = new Map<string, string>();
    let cells = 0;
    for (const suspect of suspects) {
      const values = await readAll<{ value: string; count: number }>(
        connection,
        `select ${text} as value, count(*)::integer as count ${from} where regexp_matches(${text}, ${literal(suspect)}) group by 1 order by 1`
      );
      for (const { value, count } of values) {
        const fresh = isPlain(column) ? rewrite(value) : rewriteJson(value, rewrite);
        if (fresh === value || found.has(value)) continue;
        found.set(value, fresh);
        cells += count;
      }
    }
    if (found.size === 0) continue;
    const place = placeOf(column);
    counts.set(place, cells);
    const prepared = await connection.prepare('insert into swaps values ($1, $2, $3)');
    for (const [value, fresh] of found) {
      prepared.bind([place, value, fresh]);
      await prepared.run();
    }
    prepared.destroySync();
  }
  return counts;
}

const textOf = (column: Column): string =>
  isPlain(column) ? `t.${quoted(column.name)}` : `to_json(t.${quoted(column.name)})::varchar`;

const placeOf = ({ schema, table, name }: Pick<Column, 'schema' | 'table' | 'name'>): string =>
  `${schema}.${table}.${name}`;

/** The rows of a table in their order, with what stands for their texts. */
async function selectOf(connection: DuckDBConnection, { schema, name: table }: Table): Promise<string> {
  const columns = await readAll<Column>(
    connection,
    `select distinct s.place, c.schema_name as schema, c.table_name as "table", c.column_name as name, c.data_type as type
    from swaps as s join duckdb_columns() as c on s.place = c.schema_name || '.' || c.table_name || '.' || c.column_name
    where c.database_name = 'old' and c.schema_name = ${literal(schema)} and c.table_name = ${literal(table)} order by all`
  );
  const from = `from old.${quoted(schema)}.${quoted(table)} as t`;
  if (columns.length === 0) return `select * ${from}`;
  const replaced = columns.map((column, at) => {
    const fresh = isPlain(column) ? `s${at}.fresh` : `cast(s${at}.fresh::json as ${column.type})`;
    return `if(s${at}.fresh is null, t.${quoted(column.name)}, ${fresh}) as ${quoted(column.name)}`;
  });
  const joins = columns.map(
    (column, at) =>
      `left join swaps as s${at} on s${at}.place = ${literal(placeOf(column))} and s${at}.value = ${textOf(column)}`
  );
  return `select t.* replace (${replaced.join(', ')}) ${from} ${joins.join(' ')} order by t.rowid`;
}

/** Rewrites every text in a piece of JSON, names among them. */
export function rewriteJson(json: string, rewrite: (text: string) => string): string {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return rewrite(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rewrite(name), walk(inner)]));
  };
  const parsed: unknown = JSON.parse(json);
  const fresh = walk(parsed);
  return JSON.stringify(fresh) === JSON.stringify(parsed) ? json : JSON.stringify(fresh);
}
