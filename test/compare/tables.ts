import { readFileSync } from 'node:fs';
import { openBuild, type Build } from '#warehouse';

/** A table that two versions need not have in common, or the columns of it that they need not. */
export interface MeantTable {
  table: string;
  columns?: readonly string[];
  because: string;
}

export interface ComparedTable {
  table: string;
  /** What differs, in words; null: nothing. */
  differs: string | null;
  /** Why it may. */
  because: string | null;
}

/** Compares two versions table by table, views of marts too, whatever the order of rows. Both are only read. */
export async function compareTables(
  before: string,
  after: string,
  meant: readonly MeantTable[] = []
): Promise<ComparedTable[]> {
  const build = await openBuild(':memory:', { memory: '2GB' });
  try {
    for (const [name, path] of Object.entries({ before, after }))
      await build.run(name, `attach '${path.replaceAll("'", "''")}' as ${name} (read_only)`);
    const [one, other] = [await tablesIn(build, 'before'), await tablesIn(build, 'after')];
    const compared: ComparedTable[] = [];
    for (const table of [...new Set([...one.keys(), ...other.keys()])].sort()) {
      const of = meant.find((each) => each.table === table);
      const left = (names: readonly string[] | undefined) => names?.filter((name) => !of?.columns?.includes(name));
      const [columns, others] = [left(one.get(table)), left(other.get(table))];
      const isWhole = of !== undefined && of.columns === undefined;
      const differs = !columns
        ? 'only after'
        : !others
          ? 'only before'
          : columns.join() !== others.join()
            ? `columns ${columns.join()} → ${others.join()}`
            : isWhole
              ? null
              : await rowsDiffer(build, table, columns);
      compared.push({ table, differs, because: isWhole ? of.because : null });
    }
    return compared;
  } finally {
    build.close();
  }
}

/** Tables, and the views of marts. */
async function tablesIn(build: Build, database: string): Promise<Map<string, string[]>> {
  const found = await build.read<{ name: string; column: string }>(
    'tables',
    `select schema_name || '.' || table_name as name, column_name as "column"
    from duckdb_columns() as c
    where database_name = '${database}'
      and (schema_name = 'marts' or exists (
        from duckdb_tables() as t
        where t.database_name = c.database_name and t.schema_name = c.schema_name and t.table_name = c.table_name
      ))
    order by all`
  );
  return new Map(
    [...Map.groupBy(found, ({ name }) => name)].map(([name, of]) => [name, of.map(({ column }) => column)])
  );
}

async function rowsDiffer(build: Build, table: string, columns: readonly string[]): Promise<string | null> {
  const quoted = (name: string) => `"${name}"`;
  const sums = ['before', 'after'].map(
    (database) =>
      `(select concat(count(*), ' rows, ', sum(hash(${columns.map(quoted).join(', ')})::hugeint)) from ${database}.${table.split('.').map(quoted).join('.')}) as ${database}`
  );
  const [found] = await build.read<{ before: string; after: string }>(table, `select ${sums.join(', ')}`);
  return found?.before === found?.after ? null : `${found?.before} → ${found?.after}`;
}

export const readMeantTables = (path: string): MeantTable[] => JSON.parse(readFileSync(path, 'utf8')) as MeantTable[];

export const tableLines = (compared: readonly ComparedTable[]): string[] => [
  ...compared.flatMap(({ table, differs, because }) =>
    differs === null ? [] : [`${table}: ${differs}${because === null ? '' : ` (meant: ${because})`}`]
  ),
  `${compared.filter(({ differs }) => differs === null).length} of ${compared.length} tables are equal`,
];
