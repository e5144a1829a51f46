import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '#spec';
import { toParquet, type ResultColumn } from '#warehouse';

let folder: string;
let duckdb: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parquet-'));
  duckdb = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(async () => {
  duckdb.closeSync();
  await rm(folder, { recursive: true });
});

const columns: ResultColumn[] = [
  { name: '金额', type: 'number', isInteger: false, digits: 2 },
  { name: 'share', type: 'number', isInteger: false },
  { name: 'count', type: 'number', isInteger: true },
  { name: 'code', type: 'string', isInteger: false },
  { name: 'day', type: 'date', isInteger: false },
  { name: 'time', type: 'timestamp', isInteger: false },
  { name: 'is', type: 'boolean', isInteger: false },
  { name: 'nested', type: 'json', isInteger: false },
];
const rows: Row[] = [
  {
    金额: 12_345_678_901.23,
    share: 0.1,
    count: 3,
    code: '0010',
    day: '2025-04-24',
    time: '2025-04-24 17:00:00',
    is: true,
    nested: { a: [1] },
  },
  {
    金额: -0.05,
    share: 1 / 3,
    count: 0,
    code: '=1+1',
    day: '1969-12-31',
    time: '1969-12-31 23:59:59',
    is: false,
    nested: null,
  },
  { 金额: null, share: null, count: null, code: null, day: null, time: null, is: null, nested: null },
];

async function written(chunks: Row[][], metadata = {}): Promise<string> {
  const path = join(folder, `${Math.random()}.parquet`);
  const parts = await Array.fromAsync(
    toParquet(
      {
        columns,
        async *chunks() {
          yield* chunks;
        },
      },
      metadata
    )
  );
  await writeFile(path, Buffer.concat(parts));
  return path;
}
const ask = async (sql: string) => (await duckdb.runAndReadAll(sql)).getRowsJson();

describe('a Parquet file', () => {
  test('holds money exactly, days and times without a zone, codes as they are, and what is unknown as null', async () => {
    const path = await written([rows]);
    expect((await ask(`describe from '${path}'`)).map(([name, type]) => [name, type])).toEqual([
      ['金额', 'DECIMAL(18,2)'],
      ['share', 'DOUBLE'],
      ['count', 'INTEGER'],
      ['code', 'VARCHAR'],
      ['day', 'DATE'],
      ['time', 'TIMESTAMP'],
      ['is', 'BOOLEAN'],
      ['nested', 'JSON'],
    ]);
    expect(await ask(`from '${path}'`)).toEqual([
      ['12345678901.23', 0.1, 3, '0010', '2025-04-24', '2025-04-24 17:00:00', true, '{"a":[1]}'],
      ['-0.05', 1 / 3, 0, '=1+1', '1969-12-31', '1969-12-31 23:59:59', false, null],
      Array.from({ length: 8 }, () => null),
    ]);
  });

  test('of many rows is written in groups, none of them lost', async () => {
    const chunk = (at: number): Row[] =>
      Array.from({ length: 2000 }, (_, i) => ({ ...rows[0]!, count: at * 2000 + i, 金额: 0.01 }));
    const path = await written(Array.from({ length: 23 }, (_, at) => chunk(at)));
    expect(await ask(`select count(*)::int, count(distinct count)::int, sum(金额)::varchar from '${path}'`)).toEqual([
      [46_000, 46_000, '460.00'],
    ]);
    expect(await ask(`select count(distinct row_group_id)::int from parquet_metadata('${path}')`)).toEqual([[3]]);
  });

  test('without a row has its columns and what it says of itself', async () => {
    const path = await written([], { 版本: '示例' });
    expect(await ask(`select count(*)::int from '${path}'`)).toEqual([[0]]);
    expect(await ask(`select decode(key), decode(value) from parquet_kv_metadata('${path}')`)).toEqual([
      ['版本', '示例'],
    ]);
  });

  test('rather fails than says another amount', async () => {
    await expect(written([[{ ...rows[0]!, 金额: 2 ** 53 }]])).rejects.toThrow('no exact decimal');
  });
});
