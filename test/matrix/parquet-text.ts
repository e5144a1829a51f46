import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface ParquetReader {
  /** Every cell of a file, and what stands in its foot: packed as they are, its bytes show neither. */
  textOf(bytes: Buffer): Promise<string>;
  close(): Promise<void>;
}

/** Reads Parquet by a DuckDB of its own. */
export async function openParquet(): Promise<ParquetReader> {
  const folder = await mkdtemp(join(tmpdir(), 'parquet-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  let count = 0;
  return {
    async textOf(bytes) {
      const path = join(folder, `${count++}.parquet`);
      await writeFile(path, bytes);
      const cells = `select to_json(t)::varchar as line from read_parquet('${path}') as t`;
      const foot = `select concat_ws(' ', decode(key), decode(value)) as line from parquet_kv_metadata('${path}')`;
      const read = await connection.runAndReadAll(`${cells} union all ${foot}`);
      await unlink(path);
      return read.getRowsJson().flat().join('\n');
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true });
    },
  };
}
