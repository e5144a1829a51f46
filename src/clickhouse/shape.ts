import type { CopyOut } from '#warehouse';
import { typeOf } from './types.ts';

/** A table of a version, as it stands in ClickHouse too. */
export interface Shape {
  schema: string;
  table: string;
  columns: readonly Column[];
}

export interface Column {
  name: string;
  /** As DuckDB calls it; what is nested is copied as the text of its JSON. */
  duck: string;
  /** As ClickHouse calls it, without Nullable. */
  type: string;
}

/** The schemas that are copied: what readers ask of, what the notices fix, and what the view of findings is made of. */
export const copied = ['marts', 'reference', 'rules'];

/** What a table of a version is called in ClickHouse. */
export const nameOf = (schema: string, table: string): string => `${schema}_${table}`;

/** The tables of a version that are copied, with their columns. */
export async function shapesOf(version: Pick<CopyOut, 'rows'>): Promise<Shape[]> {
  const rows = await version.rows(
    `select c.schema_name, c.table_name, c.column_name, c.data_type
    from duckdb_columns() as c
    join duckdb_tables() as t using (database_name, schema_name, table_name)
    where c.schema_name in (${copied.map((each) => `'${each}'`).join(', ')}) and c.database_name = current_database()
    order by c.schema_name, c.table_name, c.column_index`
  );
  const tables = Map.groupBy(rows, ({ schema_name, table_name }) => `${String(schema_name)}.${String(table_name)}`);
  return Array.from(tables.values(), (columns) => ({
    schema: String(columns[0]!.schema_name),
    table: String(columns[0]!.table_name),
    columns: columns.map(({ column_name, data_type }) => columnOf(String(column_name), String(data_type))),
  }));
}

function columnOf(name: string, duck: string): Column {
  const isNested = /[[(]/.test(duck) && !duck.startsWith('DECIMAL');
  return { name, duck, type: isNested ? 'String' : typeOf(duck) };
}
