/**
 * What conditions may ask of the machine and of the record, each as a relation `system_<name>` of these columns, in
 * DuckDB's words. One that is null cannot be said just now: what asks for it is unknown.
 */
export const systemColumns = {
  disk: { free_bytes: 'BIGINT', total_bytes: 'BIGINT' },
  version: { version: 'VARCHAR', published_at: 'TIMESTAMP', as_of: 'DATE', now: 'TIMESTAMP' },
  loads: { load: 'VARCHAR', at: 'TIMESTAMP', city: 'VARCHAR', files: 'INTEGER' },
  outbox: { message: 'VARCHAR', channel: 'VARCHAR', status: 'VARCHAR', since: 'TIMESTAMP', why: 'VARCHAR' },
  papers: {
    code: 'VARCHAR',
    title: 'VARCHAR',
    city: 'VARCHAR',
    sealed_at: 'TIMESTAMP',
    broken: 'INTEGER',
    numbers: 'INTEGER',
  },
} as const satisfies Record<string, Record<string, string>>;

export type SystemName = keyof typeof systemColumns;

/** The rows of each relation, by its columns. */
export type SystemRows = { readonly [Name in SystemName]: readonly Readonly<Record<string, unknown>>[] | null };

export const systemNames = Object.keys(systemColumns) as SystemName[];

export const relationOf = (name: SystemName): string => `system_${name}`;

/** The relations of the system that a query names. */
export const systemNamed = (sql: string): SystemName[] =>
  systemNames.filter((name) => new RegExp(`\\b${relationOf(name)}\\b`).test(sql));

/** A relation of the system as it stands in a `with`; its rows are bound under its name. */
export function systemRelation(name: SystemName): string {
  const shape = JSON.stringify([systemColumns[name]]);
  return `${relationOf(name)} as (select unnest(from_json_strict($${relationOf(name)}::json, '${shape}'), max_depth := 2))`;
}
