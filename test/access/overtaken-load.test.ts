import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disable, grant } from '../../src/access/administer.ts';
import type { AddedAccount } from '#access';
import { addressesOf } from '#api';
import type { RecordedEvent } from '#store';
import { workersOf } from '#server/workers.ts';
import { addWith, openTested, phrase, type TestedDesk } from '../accounts/desk.ts';
import { application, applications, openUploads, type Json, type Uploading } from '../api/uploading.ts';

let desk: TestedDesk;
let door: Uploading;
/** Uploads whose loads were begun. */
const begun: string[] = [];
/** What happens at a step of a load that runs. */
let meanwhile: (step: string) => void = () => undefined;
const told: RecordedEvent[] = [];
beforeAll(async () => {
  desk = await openTested();
  for (const [account, city] of [
    ['jinan', '济南市'],
    ['qingdao', '青岛市'],
    ['yantai', '烟台市'],
    ['chu', null],
  ] as const) {
    const of: Pick<AddedAccount, 'role' | 'scope'> =
      city === null ? { role: 'division', scope: {} } : { role: 'city', scope: { city: [city] } };
    const given = { account, title: account, office: '', ...of };
    await addWith(desk, { ...given, password: phrase, mustChange: false });
  }
  const isProxy = addressesOf(['127.0.0.1']);
  const warehouse = join(await mkdtemp(join(tmpdir(), 'overtaken-')), 'warehouse');
  const work = workersOf(warehouse);
  door = await openUploads({
    warehouse,
    uploads: {
      worker(task, id, { onProgress, ...options }) {
        if (task === 'load') begun.push(id);
        return work(task, id, {
          ...options,
          onProgress(step) {
            if (task === 'load') meanwhile(step.step);
            onProgress(step);
          },
        });
      },
    },
    office: { desk, isProxy, isBehindProxy: true, header: 'x-remote-user', provider: null },
    record: (event) => void told.push(event),
  });
});
afterAll(async () => {
  await door.close();
  desk.close();
});

const as = (account: string) => ({ authorization: '', 'sec-fetch-site': 'same-origin', 'x-remote-user': account });
const idOf: Readonly<Record<string, string>> = { 济南市: 'P1', 青岛市: 'Q1', 烟台市: 'Y1' };
const handIn = async (account: string, city: string): Promise<string> => {
  const { body } = await door.send(
    { [`项目表_${city}.csv`]: applications(application(idOf[city]!, { city })) },
    { headers: as(account) }
  );
  return body.id;
};
const load = (account: string, id: string) =>
  door.ask(`/api/uploads/${id}/load`, { method: 'POST', headers: as(account) });

test('a load that waits its turn is not done for an account that was shut or given another city meanwhile', async () => {
  const [first, second] = [await handIn('jinan', '济南市'), await handIn('qingdao', '青岛市')];
  expect((await load('jinan', first)).status).toBe(202);
  const { status, body } = await load('qingdao', second);
  expect([status, body.state]).toEqual([202, 'queued']);
  const third = await handIn('yantai', '烟台市');
  expect((await load('yantai', third)).status).toBe(202);
  disable(desk, null, 'qingdao');
  grant(desk, null, 'yantai', { role: 'city', scope: { city: ['威海市'] } });
  const published = async (): Promise<Json[]> =>
    (await door.ask('/api/loads', { headers: as('jinan') })).body.rows ?? [];
  const refused = () => told.filter(({ event }) => event === 'load_refused').map(({ by }) => by);
  while (refused().length < 2 && !told.some(({ event, by }) => event === 'loaded' && by !== 'jinan'))
    await new Promise((resolve) => setTimeout(resolve, 200));
  expect(refused().sort()).toEqual(['qingdao', 'yantai']);
  expect(told.filter(({ event }) => event === 'loaded').map(({ by }) => by)).toEqual(['jinan']);
  expect(await published()).toHaveLength(1);
  expect(begun).toEqual([first]);
  // Who sees all is told why, and may load them.
  for (const id of [second, third]) {
    const { body: seen } = await door.ask(`/api/uploads/${id}`, { headers: as('chu') });
    expect(seen.load).toMatchObject({ state: 'done', result: { status: 'refused' } });
    expect(seen.load.result.reasons[0]).toContain('停用了，或者换了角色、范围');
  }
});

test('a load that runs is not published for an account that is shut meanwhile', async () => {
  told.length = 0;
  const { body: before } = await door.ask('/api/loads', { headers: as('chu') });
  const { body: sent } = await door.send(
    { '项目表_济南市.csv': applications(application('P1'), application('P2')) },
    { headers: as('jinan') }
  );
  const steps: string[] = [];
  meanwhile = (step) => {
    steps.push(step);
    if (step === '回读校验') disable(desk, null, 'jinan');
  };
  expect((await load('jinan', sent.id)).status).toBe(202);
  while (!told.some(({ event }) => event.startsWith('load'))) await new Promise((resolve) => setTimeout(resolve, 200));
  expect(steps).toContain('回读校验');
  expect(told.filter(({ event }) => event.startsWith('load'))).toMatchObject([
    { event: 'load_refused', by: 'jinan', details: { why: 'account_shut', version: null } },
  ]);
  const { body: seen } = await door.ask(`/api/uploads/${sent.id}`, { headers: as('chu') });
  expect(seen.load).toMatchObject({ state: 'done', result: { status: 'refused' } });
  expect(seen.load.result.reasons).toEqual([expect.stringContaining('停用')]);
  const { body: after } = await door.ask('/api/loads', { headers: as('chu') });
  expect(after.rows.map(({ version }: Json) => version)).toEqual(before.rows.map(({ version }: Json) => version));
});
