import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { disable } from '#access';
import { noticesAtHand } from '#pipeline';
import type { Begin } from '#spec';
import { first, publishVersion } from '../published.ts';
import { commandOf, factsOf } from '../../src/routes/begin/words.ts';
import { openEmpty, type EmptyOffice } from './empty-office.ts';

let office: EmptyOffice;
beforeEach(async () => {
  office = await openEmpty();
});
afterEach(() => office.close());

const begin = async (account: string | null, of = office): Promise<Begin> =>
  JSON.parse((await of.as(account, '/api/begin')).body) as Begin;
const statesIn = ({ steps }: Begin) => Object.fromEntries(steps.map(({ step, state }) => [step, state]));
const allCities = readFileSync('data/reference/cities.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',')[1]!);

test('an empty office begins with its accounts, says what comes next, and says it of what there is now', async () => {
  await office.add('root', 'administrator');
  const empty = await begin('root');
  expect([empty.mode, empty.next, empty.accounts?.administrators]).toEqual(['office', 'loaders', { all: 1, ready: 1 }]);
  expect(statesIn(empty)).toEqual({
    administrator: 'done',
    loaders: 'open',
    notice: 'open',
    divided: 'open',
    files: 'open',
  });
  await office.add('division', 'division', {}, true);
  const begun = await begin('root');
  expect([begun.next, begun.accounts?.loaders]).toEqual(['notice', { all: 1, ready: 0 }]);
  // What was done and is not any more is not done: nothing remembers that it was.
  disable(office.desk, 'root', 'division');
  expect((await begin('root')).next).toBe('loaders');
});

test('nobody who never changed the password that they were given counts as there', async () => {
  await office.add('root', 'administrator');
  await office.add('other', 'administrator', {}, true);
  expect((await begin('root')).accounts?.administrators).toEqual({ all: 2, ready: 1 });
});

test('cities without an account are told by name; who is of a part of one, or cannot sign in, is not of it', async () => {
  await office.add('root', 'administrator');
  await office.add('jinan', 'city', { city: ['济南市', '青岛市'] });
  await office.add('lixia', 'county', { city: ['淄博市'], county: ['张店区'] });
  await office.add('gone', 'city', { city: ['烟台市'] });
  disable(office.desk, 'root', 'gone');
  const [divided] = (await begin('root')).accounts!.divided;
  expect(divided).toMatchObject({ dimension: 'city', title: '市', all: allCities.length });
  expect(divided!.without).toEqual(allCities.filter((city) => !['济南市', '青岛市'].includes(city)));
});

test('who does not tend accounts is told of no account, and of no step that it is theirs which is not', async () => {
  await office.add('root', 'administrator');
  await office.add('jinan', 'city', { city: ['济南市'] });
  await office.add('audit', 'reviewer');
  await office.add('division', 'division');
  const yours = async (account: string) =>
    (await begin(account)).steps.filter(({ isYours }) => isYours).map(({ step }) => step);
  for (const account of ['jinan', 'audit']) {
    expect((await begin(account)).accounts).toBeNull();
    expect(await yours(account)).toEqual([]);
  }
  expect(await yours('division')).toEqual(['notice', 'files']);
  expect(await yours('root')).toEqual(['administrator', 'loaders', 'notice', 'divided']);
  expect((await office.as(null, '/api/begin')).status).toBe(403);
});

describe('files', () => {
  beforeEach(() => office.add('division', 'division'));

  test('there are none, then invented ones: neither is the first folder of an office', async () => {
    expect((await begin('division')).data).toEqual({ version: null, isSample: false, files: null, fault: null });
    await publishVersion(office.folder, first);
    await office.warehouse.refresh();
    expect((await begin('division')).data).toMatchObject({ version: first, fault: null });
  });

  test('what cannot be read is not none: nobody is sent to begin anew', async () => {
    const apart = mkdtempSync(join(tmpdir(), 'damaged-'));
    await publishVersion(apart, first);
    writeFileSync(join(apart, `${first}.duckdb`), 'no database');
    cpSync(apart, office.folder, { recursive: true });
    rmSync(apart, { recursive: true });
    await office.warehouse.refresh();
    const told = await begin('division');
    expect(told.data.fault).toEqual(expect.any(String));
    expect(statesIn(told).files).toBe('unknown');
  });

  test('of another format neither', async () => {
    await publishVersion(office.folder, first, [], {}, { format: 0 });
    await office.warehouse.refresh();
    expect((await begin('division')).data.fault).toContain('需另建');
  });
});

test('notices that cannot be read are not known to be entered', async () => {
  await office.close();
  office = await openEmpty({ notices: () => Promise.reject(new Error('gone')) });
  await office.add('division', 'division');
  const told = await begin('division');
  expect([told.notices, statesIn(told).notice]).toEqual([null, 'unknown']);
});

test('one seat has no accounts to begin with', async () => {
  await office.close();
  office = await openEmpty({ isSeat: true });
  const told = await begin(null);
  expect([told.mode, told.accounts, told.steps.map(({ step }) => step)]).toEqual(['seat', null, ['notice', 'files']]);
});

describe('the notice at hand', () => {
  const content = { pipelines: 'pipelines', reference: 'data/reference' };

  test('is the last that was issued by the day; the next one is told beside it', async () => {
    const { inForce, coming } = await noticesAtHand(content, '2025-12-31');
    expect(inForce).toMatchObject({ notice: '2025', isSample: false, open: 0 });
    expect(coming).toMatchObject({ notice: '2026-示例', isSample: true });
    const last = await noticesAtHand(content, '2026-06-30');
    expect(last.inForce).toMatchObject({ notice: '2026-示例', isSample: true });
    // Those of long ago of which no day is known are not to come.
    expect(last.coming).toBeNull();
    expect((await noticesAtHand(content, '2023-01-01')).inForce).toBeNull();
  });

  test('one whose day is not entered is to come, whatever today is, and what it lacks is counted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'notice-'));
    const reference = join(folder, 'reference');
    cpSync('data/reference', reference, { recursive: true });
    const path = join(reference, 'notices/2026-示例/notice.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('2026-02-10', '?'));
    const { inForce, coming } = await noticesAtHand({ pipelines: 'pipelines', reference }, '2027-01-01');
    expect([inForce?.notice, coming?.notice]).toEqual(['2025', '2026-示例']);
    expect(coming!.open).toBeGreaterThan(0);
    rmSync(folder, { recursive: true });
  });
});

test('before anything was done the record is empty; once something was published, a record that is missing is a loss', async () => {
  await office.add('root', 'administrator');
  expect(JSON.parse((await office.as('root', '/api/record')).body)).toMatchObject({ total: 0, head: null, rows: [] });
  await publishVersion(office.folder, first);
  expect((await office.as('root', '/api/record')).body).toContain('record_unreadable');
});

test('a command says which data it is about, where they are not those that it means; of the example notice the real one is begun', () => {
  const told = {
    mode: 'office',
    program: './baijing',
    warehouse: '/var/lib/baijing/warehouse',
    data: { version: null, isSample: true, files: null, fault: null },
    notices: { inForce: { notice: '2026-示例', title: '', isSample: true, open: 0 }, coming: null },
  } as unknown as Begin;
  expect(commandOf('files', told)).toBe('./baijing load 交来的表 --warehouse /var/lib/baijing/warehouse');
  expect(commandOf('files', { ...told, warehouse: null, program: null })).toBe('npm run load -- 交来的表');
  expect(commandOf('notice', told)).toBe('./baijing notice new 年份 --from 2026-示例');
  expect(factsOf('notice', told)).toContain('真的要另录一份');
});
