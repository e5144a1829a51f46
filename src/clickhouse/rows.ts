import type { Row, Value } from '#spec';
import type { ResultColumn } from '#warehouse';

/** A row as it comes from ClickHouse, by what DuckDB says that its columns are: one answer, whoever gave it. */
export const rowOf = (columns: readonly ResultColumn[], values: readonly unknown[]): Row => {
  // An answer to something else must not be read as one to this: by their places, values would be of any column.
  if (values.length !== columns.length)
    throw new Error(`ClickHouse told ${values.length} values of a row of ${columns.length} columns`);
  const row: Row = {};
  for (const [at, column] of columns.entries()) row[column.name] = valueOf(column, values[at]);
  return row;
};

function valueOf(column: ResultColumn, value: unknown): Value {
  if (value === null || value === undefined) return null;
  switch (column.type) {
    case 'number':
      return numberOf(column, value);
    case 'boolean':
      return value === true || value === 1 || value === '1' || value === 'true';
    case 'json':
      return typeof value === 'string' ? (JSON.parse(value) as Value) : (value as Value);
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  }
}

/** What DuckDB tells in so many digits, ClickHouse may have worked out in doubles: it is told in as many. */
function numberOf({ digits }: ResultColumn, value: unknown): Value {
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  return digits !== undefined && typeof value === 'number' ? Number(number.toFixed(digits)) : number;
}
