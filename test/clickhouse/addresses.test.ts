import { afterAll, beforeAll, expect, test } from 'vitest';
import { openParquet, type ParquetReader } from '../matrix/parquet-text.ts';
import { addressesOfOne, bothDoors } from './both-doors.ts';
import { compareDoors } from './doors.ts';
import { fillTenants, type Tenants } from './tenants.ts';

/** What stays with the version's own file, by what is not there or not written for ClickHouse, and why. */
const stays: Readonly<Record<string, string>> = {
  'the table summaries.judged': 'which findings a list begins with was worked out beside the findings of this file',
  'the table sources.files': 'leads to the files that were handed in, which lie here alone',
  'the table resolved.rejected': 'tells of rows that were not taken, which lie here alone',
  'the function row': 'a proof: the rows that stand behind a sum, by the keys of their cube',
  'the function from_json_strict': 'replies and decisions of the record are laid beside the rows',
  'the function list_contains': 'the findings of one project, beside its verdicts of this file',
  'the expression STAR': 'a note on columns, counted over whatever columns there are',
};

let tenants: Tenants;
let parquet: ParquetReader;
let doors: Awaited<ReturnType<typeof bothDoors>>;

beforeAll(async () => {
  tenants = await fillTenants([['37', [300, 400]]]);
  parquet = await openParquet();
  doors = await bothDoors(tenants);
}, 600_000);

afterAll(async () => {
  await doors.close();
  await parquet.close();
  await tenants.close();
});

test('every door, panel, list and file says the same, whichever engine is behind it', async () => {
  const { other, ...asked } = await compareDoors([doors.own, doors.there], await addressesOfOne(doors.own), parquet);
  console.log(`asked at both doors: ${JSON.stringify({ ...asked, questions: doors.questions() })}`);
  expect(other).toEqual([]);
  expect(asked.addresses).toBeGreaterThan(900);
  expect(doors.questions()).toBeGreaterThan(1200);
  expect(asked.statuses[200]).toBeGreaterThan(800);
  expect(Object.keys(asked.formats).length).toBeGreaterThan(5);
}, 900_000);

test('what is not asked of ClickHouse is told, by names that are known', () => {
  const told = doors.log.map(
    (line) => /^clickhouse: (.*?) is answered here: no ClickHouse for (.*)$/.exec(line) ?? [line]
  );
  const why = Object.groupBy(told, ([line = '', , what = line]) => what);
  console.log(`stay here: ${JSON.stringify(Object.entries(why).map(([what, all]) => [what, all!.length]))}`);
  expect(Object.keys(why).filter((what) => stays[what] === undefined)).toEqual([]);
  expect(Object.keys(stays).filter((what) => why[what] === undefined)).toEqual([]);
  // Panels and metrics are asked there, all of them.
  expect(told.filter(([, name = '']) => name.startsWith('dashboards/') || name === 'query')).toEqual([]);
});
