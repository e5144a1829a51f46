import type { OpenWorlds } from './pair.ts';

/** The columns of all tables of the worlds, in the order of their names, by table: `w0.validated.applications`. */
export const columnsIn = (open: OpenWorlds): Promise<ReadonlyMap<string, ReadonlySet<string>>> =>
  open.once('columns', async () => {
    const rows = await open.read<{ place: string; names: string }>(
      open.worlds[0]!,
      'columns',
      `select
        concat_ws('.', database_name, schema_name, table_name) as place,
        to_json(list(column_name order by column_name))::varchar as names,
      from duckdb_columns()
      where not internal
      group by all`
    );
    return new Map(rows.map(({ place, names }) => [place, new Set(JSON.parse(names) as string[])]));
  });
