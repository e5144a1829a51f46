import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { changeAccount } from '../../src/access/store/accounts.ts';
import { phrase } from '../accounts/desk.ts';
import { browse, openOffice, settle, type TestedOffice } from '../accounts/office.ts';
import { openDoor, type Door } from './door.ts';
import { othersThan } from './others.ts';

let office: TestedOffice;
let door: Door;
let at = '';
let jinan: Awaited<ReturnType<typeof settle>>;
const log: string[] = [];
beforeAll(async () => {
  door = await openDoor(inject('sampleWarehouse'));
  office = await openOffice({ alerts: door, logger: { write: (line) => void log.push(line) } });
  at = (await office.app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  jinan = await settle(office, { account: 'jinan', role: 'city', scope: { city: ['济南市'] } });
});
afterAll(async () => {
  await office.close();
  await door.close();
});

interface Made {
  id: string;
  alerts: string;
  deadlines: string;
}
async function make(browser: typeof jinan, title = '手机'): Promise<Made> {
  const { status, body, text } = await browser.post('/api/account/feeds', { title, password: phrase });
  expect(status, text).toBe(201);
  return body as unknown as Made;
}

/** As a calendar program asks: nothing but the address. */
async function look(address: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${at}${new URL(address).pathname}`, { headers });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
}

test('the feed of 济南 holds nothing of another city, and what is there for 济南', async () => {
  const { alerts, deadlines } = await make(jinan);
  const atom = await look(alerts);
  expect([atom.status, atom.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  expect(atom.text.match(/<entry>/g)!.length).toBeGreaterThan(1);
  expect(atom.text).toContain('济南');
  const calendar = await look(deadlines);
  expect([calendar.status, calendar.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  const said = `${atom.text}\n${calendar.text.replaceAll('\r\n ', '')}\n${log.join('\n')}`;
  const found = (await othersThan('济南市', inject('sampleWarehouse'))).filter((each) => said.includes(each));
  expect(found).toEqual([]);
});

test('who sees the province sees all of it by the same address', async () => {
  const division = await settle(office, { account: 'li', role: 'division', scope: {} });
  const { text } = await look((await make(division)).alerts);
  expect(['济南', '青岛', '烟台'].filter((city) => text.includes(city))).toEqual(['济南', '青岛', '烟台']);
});

test('deadlines stand in the calendar, move with a count, and go when they are done', async () => {
  const store = door.store();
  const put = (due: string, status = 'open') => {
    const { database } = store;
    database
      .prepare("update incidents set status = ?1, body = json_set(body, '$.due', ?2, '$.status', ?1) where id = ?3")
      .run(status, due, id);
    // As the engine does, with a line of history: what stands is read again after one.
    database.prepare("insert into history (incident, at, what) values (?, '2026-03-02T11:00:00', 'moved')").run(id);
  };
  const row = store.database
    .prepare(
      `select id from incidents
      where status = 'open' and json_extract(body, '$.about.city') = '济南市' and alert = 'all_findings' limit 1`
    )
    .get();
  const id = Number(row!.id);
  const { deadlines } = await make(jinan);
  const events = async () => {
    const component = new ICAL.Component(ICAL.parse((await look(deadlines)).text) as unknown[]);
    // The one that is put here, among those of the sample.
    const own = component
      .getAllSubcomponents('vevent')
      .filter((event) => String(event.getFirstPropertyValue('dtstart')).startsWith('2099'));
    return own.map((event) => ({
      at: String(event.getFirstPropertyValue('dtstart')),
      sequence: event.getFirstPropertyValue('sequence'),
      status: event.getFirstPropertyValue('status'),
    }));
  };
  put('2099-04-24T17:00:00');
  expect(await events()).toEqual([{ at: '2099-04-24T17:00:00', sequence: 0, status: 'CONFIRMED' }]);
  put('2099-04-28T17:00:00');
  expect(await events()).toEqual([{ at: '2099-04-28T17:00:00', sequence: 1, status: 'CONFIRMED' }]);
  put('2099-04-28T17:00:00', 'closed');
  expect(await events()).toEqual([{ at: '2099-04-28T17:00:00', sequence: 2, status: 'CANCELLED' }]);
  // Who was given another scope is told nothing of the one before, not even that it is gone.
  changeAccount(office.desk.store, 'jinan', { scope: { city: ['青岛市'] } });
  expect(await events()).toEqual([]);
  changeAccount(office.desk.store, 'jinan', { scope: { city: ['济南市'] } });
});

test('the same is answered by 304, and never out of a shared cache', async () => {
  const { alerts } = await make(jinan);
  const { headers } = await look(alerts);
  expect(headers).toMatchObject({ 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer' });
  expect((await look(alerts, { 'if-none-match': String(headers.etag) })).status).toBe(304);
});

test('what was withdrawn, and what never was, is the same 404; no address stands in log or record', async () => {
  const { id, alerts, deadlines } = await make(jinan);
  const key = new URL(alerts).pathname.split('/')[2]!;
  expect((await look(alerts)).status).toBe(200);
  expect((await jinan.post(`/api/account/feeds/${id}/withdraw`)).status).toBe(201);
  const nowhere = await look(`https://x/feeds/${'A'.repeat(43)}/alerts.atom`);
  for (const address of [alerts, deadlines]) {
    const { status, text } = await look(address);
    expect([status, text]).toEqual([404, nowhere.text]);
  }
  expect(log.length).toBeGreaterThan(5);
  expect(JSON.stringify([log, office.events, office.used])).not.toContain(key);
  expect(office.events.map(({ event }) => event)).toContain('feed_withdrawn');
});

test('by its address nobody does anything else', async () => {
  const { alerts } = await make(jinan);
  const key = new URL(alerts).pathname.split('/')[2]!;
  const answers = [
    await browse(office).get('/api/projects', { authorization: `Bearer ${key}` }),
    await browse(office).get('/api/alerts', { cookie: `__Host-baijing=${key}` }),
    await browse(office).post(`/feeds/${key}/alerts.atom`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 405]);
});
