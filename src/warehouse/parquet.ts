import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { Row, Value } from '#spec';
import type { Result, ResultColumn } from './result.ts';

/** Rows that are held before they are written together. */
const groupSize = 20_000;

/**
 * A result as a Parquet file, a group of rows at a time. Every column may be null; days are dates, times are timestamps
 * without a zone, money is a decimal and exact, small whole numbers are int32, every other number a double, what is
 * nested is its JSON text. `metadata` stands in its foot.
 */
export async function* toParquet(
  { columns, chunks }: Pick<Result, 'columns' | 'chunks'>,
  metadata: Readonly<Record<string, string>> = {}
): AsyncGenerator<Uint8Array> {
  const buffer = new ByteWriter();
  const writer = new ParquetWriter({
    writer: buffer,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
    createdBy: 'baijing',
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  let held: Row[] = [];
  for await (const rows of chunks()) {
    held.push(...rows);
    if (held.length < groupSize) continue;
    write(held);
    held = [];
    yield taken();
  }
  write(held);
  writer.finish();
  yield taken();

  function write(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const columnData = columns.map((column): ColumnSource => ({
      name: column.name,
      data: rows.map((row) => valueOf(column, row[column.name] ?? null)),
    }));
    writer.write({ columnData, rowGroupSize: rows.length });
  }

  /** What was written since: the place in the file goes on, the bytes are let go of. */
  function taken(): Uint8Array {
    const bytes = buffer.getBytes().slice();
    buffer.index = 0;
    return bytes;
  }
}

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

function elementOf(column: ResultColumn): Element {
  return { name: column.name, repetition_type: 'OPTIONAL', ...typeOf(column) };
}

function typeOf({ type, isInteger, digits }: ResultColumn): Omit<Element, 'name'> {
  if (digits !== undefined) return { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: digits };
  switch (type) {
    case 'number':
      return { type: isInteger ? 'INT32' : 'DOUBLE' };
    case 'boolean':
      return { type: 'BOOLEAN' };
    case 'date':
      return { type: 'INT32', converted_type: 'DATE' };
    case 'timestamp':
      return { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } };
    case 'json':
      return { type: 'BYTE_ARRAY', converted_type: 'JSON' };
    default:
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  }
}

function valueOf({ name, type, digits }: ResultColumn, value: Value): unknown {
  if (value === null) return undefined;
  if (digits !== undefined) return scaled(name, Number(value), digits);
  if (type === 'date') return new Date(`${String(value)}T00:00:00Z`);
  if (type === 'timestamp') return new Date(`${String(value).replace(' ', 'T')}Z`);
  return value;
}

/** A decimal as the whole number that it is of its last digit. One that a double does not hold exactly is an Error. */
function scaled(name: string, value: number, digits: number): bigint {
  const whole = BigInt(value.toFixed(digits).replace('.', ''));
  if (whole > Number.MAX_SAFE_INTEGER || whole < Number.MIN_SAFE_INTEGER)
    throw new Error(`${name}: ${value} is no exact decimal of ${digits} digits`);
  return whole;
}
