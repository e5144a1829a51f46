import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBMaterializedResult,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { ColumnType, Row, Value } from '#spec';

export interface ResultColumn {
  name: string;
  type: ColumnType;
  /** A number without a fraction that fits 32 bits. */
  isInteger: boolean;
}

/** What one query answered. DuckDB keeps the rows; they are made into JavaScript as they are asked for. */
export interface Result {
  columns: ResultColumn[];
  rowCount: number;
  /** About 2,000 rows at a time. */
  chunks(): AsyncGenerator<Row[], void, undefined>;
  rows(): Promise<Row[]>;
}

/** The one place where DuckDB's values become ours: no BigInt, no decimal object, no Date, no NaN goes beyond it. */
export function resultOf(result: DuckDBMaterializedResult): Result {
  const names = result.deduplicatedColumnNames();
  const types = result.columnTypes();
  async function* chunks(): AsyncGenerator<Row[], void, undefined> {
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      const rows = Array.from({ length: chunk.rowCount }, (): Row => ({}));
      for (const [index, name] of names.entries()) {
        const isJson = types[index]?.alias === 'JSON';
        chunk.visitColumnValues(index, (value, at) => {
          (rows[at] as Row)[name] = isJson && typeof value === 'string' ? (JSON.parse(value) as Value) : plain(value);
        });
      }
      yield rows;
    }
  }
  return {
    columns: names.map((name, index) => ({ name, ...kindOf(types[index] as DuckDBType) })),
    rowCount: Number(result.rowCount),
    chunks,
    async rows() {
      const all: Row[] = [];
      for await (const rows of chunks()) for (const row of rows) all.push(row);
      return all;
    },
  };
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

function kindOf(type: DuckDBType): { type: ColumnType; isInteger: boolean } {
  if (integers.has(type.typeId)) return { type: 'number', isInteger: true };
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
