import { afterEach, expect, test, vi } from 'vitest';
import { join } from 'node:path';
import { isPastItsDay, judgeNewDay, load, rebuild } from '#pipeline';
import { readCurrent } from '#warehouse';
import { followDay } from '#server/follow-day.ts';
import { folderOf, trees } from './content.ts';

afterEach(() => vi.useRealTimers());

/** What was loaded at half past three in the afternoon of that day in Greenwich: half past eleven at night there. */
async function loadedOn(day: string, asOf: string | null = null) {
  const root = await folderOf(trees);
  const options = {
    warehouse: join(root, 'warehouse'),
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: '1.0.0',
  };
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T15:30:00Z`) });
  const folder = await folderOf({ 'trees.csv': '编号,树高\nA,1\n' });
  const { receipt, reasons } = await load({ ...options, folder, asOf });
  if (receipt === null) throw new Error(reasons.join());
  return { options, receipt };
}

const setClock = (time: string) => vi.setSystemTime(new Date(time));

test('a load without an as-of day is judged by the civil day in Shandong, and anew when that day has turned', async () => {
  const { options, receipt } = await loadedOn('2026-11-26');
  expect(receipt).toMatchObject({ asOf: '2026-11-26', givenAsOf: null });
  setClock('2026-11-26T15:59:00Z');
  expect(await judgeNewDay(options)).toMatchObject({ status: 'unchanged' });
  setClock('2026-11-26T16:01:00Z');
  expect(await isPastItsDay(options.warehouse)).toBe(true);
  expect(await judgeNewDay(options)).toMatchObject({
    status: 'published',
    receipt: { asOf: '2026-11-27', givenAsOf: null, rebuildOf: receipt.version },
  });
  expect((await readCurrent(options.warehouse))?.receipt.asOf).toBe('2026-11-27');
  expect(await isPastItsDay(options.warehouse)).toBe(false);
});

test('a day that was given stays, whatever the clock says', async () => {
  const { options } = await loadedOn('2026-11-26', '2026-06-30');
  setClock('2027-01-01T00:00:00Z');
  expect(await isPastItsDay(options.warehouse)).toBe(false);
  expect(await judgeNewDay(options)).toMatchObject({ status: 'unchanged' });
});

test('a version that is built again keeps the day that it was judged by', async () => {
  const { options, receipt } = await loadedOn('2026-11-26');
  setClock('2026-12-24T00:00:00Z');
  const rebuilt = await rebuild({ ...options, version: null });
  expect(rebuilt?.outcome.receipt).toMatchObject({
    asOf: '2026-11-26',
    givenAsOf: null,
    fingerprint: receipt.fingerprint,
  });
  expect(rebuilt?.marts?.every(({ isSame }) => isSame)).toBe(true);
});

test('a server has the new day judged once, and tells why it was not', async () => {
  const { options } = await loadedOn('2026-11-26');
  setClock('2026-11-28T00:00:00Z');
  const said: string[] = [];
  let asked = 0;
  const results = [{ status: 'refused', reasons: ['磁盘空间不够。'] }, null];
  const worker = async () => {
    asked += 1;
    return results.shift() ?? judgeNewDay(options);
  };
  const stop = followDay(options.warehouse, worker, { log: (line) => said.push(line), every: 1 });
  await vi.waitFor(() => expect(said).toHaveLength(2), { timeout: 60_000 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop();
  expect(said).toEqual(['the new day is not judged: 磁盘空间不够。', 'the new day is judged: published']);
  expect(asked).toBe(2);
});
