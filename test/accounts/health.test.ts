import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressesOf } from '#api';
import { openApp, type TestedApp } from '../api/app.ts';
import { addWith, openTested, phrase, type TestedDesk } from './desk.ts';

let desk: TestedDesk;
let tested: TestedApp;
beforeAll(async () => {
  desk = await openTested();
  const jinan = { account: 'jinan', title: '', office: '', role: 'city', scope: { city: ['济南市'] } };
  await addWith(desk, { ...jinan, password: phrase, mustChange: false });
  const office = {
    desk,
    isProxy: addressesOf(['127.0.0.1']),
    isBehindProxy: true,
    header: 'x-remote-user',
    provider: null,
  };
  tested = await openApp({ office });
  await mkdir(join(tested.folder, 'uploads'), { recursive: true });
  const name = '00000000-0000-4000-8000-000000000001.json.damaged';
  await writeFile(join(tested.folder, 'uploads', name), '');
  await tested.warehouse.refresh();
});
afterAll(async () => {
  await tested.close();
  desk.close();
});

const ask = async (headers: Record<string, string>) =>
  (await tested.app.inject({ url: '/api/health', headers: { host: 'localhost', ...headers } })).json<{
    status: string;
    faults: string[];
  }>();
const proxied = { 'x-forwarded-for': '10.0.0.7', 'x-forwarded-proto': 'https' };

test('that something is wrong is told to everybody; what, to this machine and to who signed in', async () => {
  const onMachine = await ask({});
  expect(onMachine.faults.join()).toContain('00000000-0000-4000-8000-000000000001');
  expect((await ask({ ...proxied, 'x-remote-user': 'jinan' })).faults).toEqual(onMachine.faults);
  // Also where the machine asked by the same name before.
  const stranger = await ask(proxied);
  expect(stranger).toMatchObject({ status: 'degraded' });
  expect(stranger.faults).toEqual(['有不对的地方，是什么只告诉登录的人和这台机器。']);
  expect((await ask({})).faults).toEqual(onMachine.faults);
});
