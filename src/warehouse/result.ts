import {
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { ColumnType, Row, Value } from '#spec';

export interface ResultColumn {
  name: string;
  type: ColumnType;
  /** A number without a fraction that fits 32 bits. */
  isInteger: boolean;
  /** Of a decimal: how many digits stand behind the point. */
  digits?: number;
}

/** What one query answered. Its rows are made into JavaScript as they are taken, and they are taken once. */
export interface Result {
  columns: ResultColumn[];
  /** About 2,000 rows at a time. */
  chunks(): AsyncGenerator<Row[], void, undefined>;
  rows(): Promise<Row[]>;
  /** Lets go of the rows that nobody takes any more, once the ones that are being read have come. */
  close(): Promise<void>;
}

type Column = ResultColumn & { isJson: boolean };

export function columnsOf(result: DuckDBResult): Column[] {
  const types = result.columnTypes();
  return result.deduplicatedColumnNames().map((name, index) => {
    const type = types[index] as DuckDBType;
    return { name, ...kindOf(type), isJson: type.alias === 'JSON' };
  });
}

/** Every row that a query answers, at once. */
export async function readAll<T extends object = Row>(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, DuckDBValue> = {}
): Promise<T[]> {
  const result = await connection.run(sql, values);
  const fetch = () => result.fetchChunk();
  const rows = await rowsIn(columnsOf(result), await fetch(), fetch, () => undefined).rows();
  return rows as unknown[] as T[];
}

/** The column of the row that stands behind the last one of a stream. */
const endOfRows = 'end of rows';

/**
 * The same rows and one behind them: a stream that fails on its way ends as if it were whole, without a word from
 * DuckDB's client.
 */
export const withEnd = (sql: string): string =>
  `select *, false as "${endOfRows}" from (\n${sql}\n) union all by name select true as "${endOfRows}"`;

/** The rows from a first chunk on. `end` is told when the last one was taken, or that the rest is not wanted. */
export function rowsIn(
  given: Column[],
  first: DuckDBDataChunk | null,
  fetch: () => Promise<DuckDBDataChunk | null>,
  end: (isWhole: boolean) => void
): Result {
  const isMarked = given.at(-1)?.name === endOfRows;
  const columns = isMarked ? given.slice(0, -1) : given;
  let isEnded = !isMarked;
  let chunk = first;
  let fetching: Promise<unknown> = Promise.resolve();
  const isOver = () => chunk === null || chunk.rowCount === 0;
  if (isOver()) end(true);
  async function* chunks(): AsyncGenerator<Row[], void, undefined> {
    try {
      while (chunk !== null && chunk.rowCount > 0) {
        const rows = rowsOf(columns, chunk);
        if (isMarked && chunk.getColumnValues(columns.length).at(-1) === true) isEnded = rows.pop() !== undefined;
        // What a chunk holds is DuckDB's and weighs nothing to Node,
        // which would let hundreds of megabytes wait for its collector.
        chunk.reset();
        const coming = fetch();
        fetching = coming;
        chunk = await coming;
        if (isOver() && !isEnded) throw new Error('the rows broke off before their end');
        if (rows.length > 0) yield rows;
      }
    } finally {
      end(isOver());
    }
  }
  return {
    columns: columns.map(({ isJson: _isJson, ...column }) => column),
    chunks,
    async rows() {
      const all: Row[] = [];
      for await (const rows of chunks()) for (const row of rows) all.push(row);
      return all;
    },
    close: () =>
      fetching.then(
        () => end(isOver()),
        () => end(false)
      ),
  };
}

/** The one place where DuckDB's values become ours: no BigInt, no decimal object, no Date, no NaN goes beyond it. */
function rowsOf(columns: readonly Column[], chunk: DuckDBDataChunk): Row[] {
  const rows = Array.from({ length: chunk.rowCount }, (): Row => ({}));
  for (const [index, { name, isJson }] of columns.entries()) {
    chunk.visitColumnValues(index, (value, at) => {
      (rows[at] as Row)[name] = isJson && typeof value === 'string' ? (JSON.parse(value) as Value) : plain(value);
    });
  }
  return rows;
}

const integers = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
]);
const types: Partial<Record<DuckDBTypeId, ColumnType>> = {
  [DuckDBTypeId.BOOLEAN]: 'boolean',
  [DuckDBTypeId.UINTEGER]: 'number',
  [DuckDBTypeId.BIGINT]: 'number',
  [DuckDBTypeId.UBIGINT]: 'number',
  [DuckDBTypeId.HUGEINT]: 'number',
  [DuckDBTypeId.UHUGEINT]: 'number',
  [DuckDBTypeId.FLOAT]: 'number',
  [DuckDBTypeId.DOUBLE]: 'number',
  [DuckDBTypeId.DECIMAL]: 'number',
  [DuckDBTypeId.DATE]: 'date',
  [DuckDBTypeId.TIMESTAMP]: 'timestamp',
  [DuckDBTypeId.STRUCT]: 'json',
  [DuckDBTypeId.LIST]: 'json',
  [DuckDBTypeId.ARRAY]: 'json',
  [DuckDBTypeId.MAP]: 'json',
};

function kindOf(type: DuckDBType): Omit<ResultColumn, 'name'> {
  if (integers.has(type.typeId)) return { type: 'number', isInteger: true };
  if (type instanceof DuckDBDecimalType) return { type: 'number', isInteger: false, digits: type.scale };
  return { type: type.alias === 'JSON' ? 'json' : (types[type.typeId] ?? 'string'), isInteger: false };
}

function plain(value: DuckDBValue): Value {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue || value instanceof DuckDBTimestampValue) return value.toString();
  if (value instanceof DuckDBListValue) return value.items.map(plain);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, plain(entry)]));
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map(({ key, value: entry }) => [String(plain(key)), plain(entry)]));
  }
  return String(value);
}
