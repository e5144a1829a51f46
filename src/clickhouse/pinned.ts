import type { Reading } from '#warehouse';
import type { Pin } from './current.ts';
import { of, type Place } from './ddl.ts';
import { isNode, quoted, textOf, Unported, type Relation, type TableName } from './node.ts';
import { copied, nameOf } from './shape.ts';
import { statementOf } from './statement.ts';

/** The tables of a version, as they are read from ClickHouse: none without whose and of when. */
export interface PinnedTables {
  table(name: TableName): Relation;
  /** Whether a query reads rows that lie there. */
  isAsked(tree: unknown): boolean;
}

/**
 * `(select … from marts_projects where tenant = … and version = …)` for `marts.projects`. This is the one way from a
 * name to rows, so that no query can read another version, or one that nothing points to. A view of the version is
 * read as what it says. `pins` are by the name of the attached file that a table is of, '' for the version's own.
 */
export async function tablesOf(local: Reading, place: Place, pins: ReadonlyMap<string, Pin>): Promise<PinnedTables> {
  const rows = async (sql: string) => (await local.read('tables', sql)).rows();
  const columns = Map.groupBy(
    await rows(
      `select if(database_name = current_database(), '', database_name) as catalog, schema_name as schema, table_name as name, column_name as column
      from duckdb_columns() where not internal order by column_index`
    ),
    ({ catalog, schema, name }) => keyOf({ catalog: String(catalog), schema: String(schema), name: String(name) })
  );
  const views = new Map<string, unknown>();
  const found = await rows(
    `select schema_name as schema, view_name as name, sql from duckdb_views() where not internal and schema_name = 'marts' and database_name = current_database()`
  );
  for (const { schema, name, sql } of found) {
    const body = String(sql)
      .replace(/^create view .*? as /is, '')
      .replace(/;\s*$/, '');
    const read = await local.read('views', 'select json_serialize_sql($sql::varchar)::varchar as tree', {
      values: { sql: body },
    });
    const [row] = await read.rows();
    views.set(keyOf({ catalog: '', schema: String(schema), name: String(name) }), JSON.parse(String(row?.tree)));
  }

  function table({ catalog, schema, name, hasRowid }: TableName): Relation {
    const key = keyOf({ catalog, schema, name });
    const known = columns.get(key)?.map(({ column }) => String(column)) ?? null;
    const view = views.get(key);
    if (view !== undefined) return { sql: `(${statementOf(view, { table })})`, columns: known };
    const pin = pins.get(catalog);
    if (known === null || pin === undefined || !copied.includes(schema)) throw new Unported('the table', key);
    const told = [...(hasRowid ? ['rowid'] : []), ...known].map(quoted).join(', ');
    return {
      sql: `(select ${told} from ${of(place, nameOf(schema, name))} where tenant = ${text(pin.tenant)} and version = ${text(pin.version)})`,
      columns: known,
    };
  }

  return { table, isAsked: (tree) => readsMarts(tree) };
}

const keyOf = ({ catalog, schema, name }: Pick<TableName, 'catalog' | 'schema' | 'name'>): string =>
  [catalog, schema, name].filter((part) => part !== '').join('.');

function readsMarts(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(readsMarts);
  if (!isNode(part)) return false;
  return (part.type === 'BASE_TABLE' && textOf(part.schema_name) === 'marts') || Object.values(part).some(readsMarts);
}

/** Names of tenants and versions are those of folders and files; they stand in the query, which is kept by its text. */
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
