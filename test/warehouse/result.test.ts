import { tableFromIPC, type Table } from 'apache-arrow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFile, toArrow, warehouseFile, type OpenFile } from '#warehouse';
import { first, publishVersion, warehouseFolder } from '../published.ts';

let file: OpenFile;
let dispose: () => Promise<void>;
beforeAll(async () => {
  const made = await warehouseFolder();
  dispose = made.dispose;
  await publishVersion(made.folder, first);
  file = await openFile(warehouseFile(made.folder, first), first);
});
afterAll(async () => {
  file.close();
  await dispose();
});

const everyType = `select
  42::integer as whole, 7::smallint as small, 9007199254740991::bigint as big, sum(x) as summed, 12345678.91::decimal(18, 2) as money,
  0.5::double as ratio, 'nan'::double as nan, 'inf'::double as infinite, true as yes, date '2025-04-24' as day, timestamp '2025-04-24 17:00:00' as time,
  '济南市' as city, '{"a": [1, null]}'::json as parsed, {'quota': 3::bigint, 'on': date '2025-01-02'} as packed, [1, 2] as list, null::integer as unknown
from (values (1), (2)) t (x)`;

const arrow = async (sql: string): Promise<Table> =>
  tableFromIPC(await toArrow(await file.read('test', sql)).toArray());

test('every type becomes what JSON can say, once', async () => {
  const result = await file.read('test', everyType);
  expect(await result.rows()).toEqual([
    {
      whole: 42,
      small: 7,
      big: 9007199254740991,
      summed: 3,
      money: 12345678.91,
      ratio: 0.5,
      nan: null,
      infinite: null,
      yes: true,
      day: '2025-04-24',
      time: '2025-04-24 17:00:00',
      city: '济南市',
      parsed: { a: [1, null] },
      packed: { quota: 3, on: '2025-01-02' },
      list: [1, 2],
      unknown: null,
    },
  ]);
  expect(Object.fromEntries(result.columns.map(({ name, type }) => [name, type]))).toMatchObject({
    whole: 'number',
    summed: 'number',
    money: 'number',
    yes: 'boolean',
    day: 'date',
    time: 'timestamp',
    city: 'string',
    parsed: 'json',
    packed: 'json',
  });
});

const types = {
  whole: 'Int32',
  small: 'Int32',
  big: 'Float64',
  summed: 'Float64',
  money: 'Float64',
  ratio: 'Float64',
  nan: 'Float64',
  infinite: 'Float64',
  yes: 'Bool',
  day: 'Date32<DAY>',
  time: 'Timestamp<MICROSECOND>',
  city: 'Utf8',
  parsed: 'Utf8',
  packed: 'Utf8',
  list: 'Utf8',
  unknown: 'Int32',
};
const typesOf = (table: Table) => Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, String(type)]));

test('an Arrow stream has the types of its columns, all nullable', async () => {
  const table = await arrow(everyType);
  expect(typesOf(table)).toEqual(types);
  expect(table.schema.fields.every(({ nullable }) => nullable)).toBe(true);
  const row = table.get(0)?.toJSON();
  expect(row).toMatchObject({
    whole: 42,
    summed: 3,
    money: 12345678.91,
    nan: null,
    yes: true,
    city: '济南市',
    parsed: '{"a":[1,null]}',
    unknown: null,
  });
  expect(new Date(row?.day as number).toISOString()).toBe('2025-04-24T00:00:00.000Z');
  expect(new Date(row?.time as number).toISOString()).toBe('2025-04-24T17:00:00.000Z');
});

test('an Arrow stream without rows has the same types', async () => {
  const table = await arrow(`${everyType} having false`);
  expect(table.numRows).toBe(0);
  expect(typesOf(table)).toEqual(types);
});

test('a large result goes out in several batches and keeps its order', async () => {
  const table = await arrow('select range::integer as n from range(10000)');
  expect(table.numRows).toBe(10_000);
  expect(table.batches.length).toBeGreaterThan(2);
  expect(table.getChild('n')?.get(9999)).toBe(9999);
});

test('two columns of one name are told apart', async () => {
  const result = await file.read('test', 'select 1 as a, 2 as a');
  expect(await result.rows()).toEqual([{ [result.columns[0]!.name]: 1, [result.columns[1]!.name]: 2 }]);
});
