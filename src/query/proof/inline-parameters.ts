/** A query with the values bound to it written in, so that it runs by itself in any shell. */
export function inlineParameters(sql: string, values: Readonly<Record<string, string | number>>): string {
  return sql.replaceAll(/\$([a-z][a-z0-9_]*)/g, (whole, name: string) =>
    name in values ? literal(values[name] as string | number) : whole
  );
}

/** DuckDB knows no escape in a text but the quotation mark said twice. */
const literal = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;

/** A name as DuckDB reads it even where it is one of its own words, as limit is. */
export const quoted = (name: string): string => `"${name}"`;
