import { Readable } from 'node:stream';
import {
  AsyncByteQueue,
  Bool,
  DateDay,
  Field,
  Float64,
  Int32,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  makeData,
  vectorFromArray,
  type DataType,
} from 'apache-arrow';
import type { Row, Value } from '#spec';
import type { Result, ResultColumn } from './result.ts';

/**
 * A result as an Arrow IPC stream, a batch at a time. Every column may be null; days are dates, times are timestamps
 * without a zone, small whole numbers int32, every other number a double, what is nested is its JSON text. `metadata`
 * goes into its schema.
 */
export function toArrow(result: Result, metadata: Readonly<Record<string, string>> = {}): Readable {
  const fields = result.columns.map((column) => new Field(column.name, arrowType(column), true));
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  return Readable.from(bytesOf(result, schema), { objectMode: false, highWaterMark: 1 });
}

/** Written batch by batch: Arrow's own stream for Node ends the process where its rows break off. */
async function* bytesOf(result: Result, schema: Schema): AsyncGenerator<Uint8Array> {
  const written: Uint8Array[] = [];
  const sink = Object.assign(new AsyncByteQueue(), { write: (chunk: Uint8Array) => void written.push(chunk) });
  const writer = new RecordBatchStreamWriter().reset(sink, schema);
  writer.write(batchOf(schema, result.columns, []));
  yield* written.splice(0);
  for await (const rows of result.chunks()) {
    writer.write(batchOf(schema, result.columns, rows));
    yield* written.splice(0);
  }
  writer.close();
  yield* written;
}

function batchOf(schema: Schema, columns: readonly ResultColumn[], rows: readonly Row[]): RecordBatch {
  const children = columns.map((column) => {
    const values = rows.map((row) => arrowValue(column, row[column.name] ?? null));
    const [data] = vectorFromArray(values, arrowType(column)).data;
    return data ?? makeData({ type: arrowType(column), length: 0 } as Parameters<typeof makeData>[0]);
  });
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows.length, children }));
}

function arrowType({ type, isInteger }: ResultColumn): DataType {
  switch (type) {
    case 'number':
      return isInteger ? new Int32() : new Float64();
    case 'boolean':
      return new Bool();
    case 'date':
      return new DateDay();
    case 'timestamp':
      return new TimestampMicrosecond();
    default:
      return new Utf8();
  }
}

function arrowValue({ type }: ResultColumn, value: Value): unknown {
  if (value === null) return null;
  if (type === 'date') return new Date(`${String(value)}T00:00:00Z`);
  if (type === 'timestamp') return Date.parse(`${String(value).replace(' ', 'T')}Z`);
  return type === 'json' ? JSON.stringify(value) : value;
}
