/** Whatever JSON says of one cell of a table; null is unknown. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Row = Record<string, Value>;
