/** Says which SQL failed, in DuckDB's own words. */
export class QueryError extends Error {
  readonly sql: string;

  constructor(name: string, sql: string, cause: unknown) {
    super(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'QueryError';
    this.sql = sql;
  }
}
