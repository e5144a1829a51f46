/** Of the values that a query may bind those that it names: DuckDB refuses any other. */
export const named = (
  sql: string,
  values: Readonly<Record<string, string | number>>
): Record<string, string | number> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)));
