import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { prepareMessage, readAlerts, type MessageItem, type Recipient } from '#alerts';
import { readDashboards } from '#query';
import type { Alerts, IncidentHistory, Outbox } from '#spec';
import type { RecordedEvent } from '#store';
import { followWarehouse, type Warehouse } from '#warehouse';
import { openOffice, settle, type TestedOffice } from '../accounts/office.ts';
import { cityReader, readerOf } from '../readers.ts';
import { asked, openDoor, type Door } from './door.ts';

const recipients: Recipient[] = [
  { id: 'chu', roles: ['division'], scope: {}, seesRows: true, channels: ['mail'] },
  { id: 'jinan', roles: ['city'], scope: { city: ['济南市'] }, seesRows: true, channels: ['mail', 'group'] },
];

let warehouse: Warehouse;
let app: FastifyInstance;
let door: Door;
let reader: Reader = seat;
const events: RecordedEvent[] = [];
beforeAll(async () => {
  const folder = inject('sampleWarehouse');
  warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  door = await openDoor(folder, recipients);
  const dashboards = await readDashboards('dashboards');
  app = await createApp({
    reader: () => reader,
    warehouse,
    dashboards: async () => dashboards,
    alerts: door,
    writes: { refusal: null, token: 'x' },
    record: (event) => events.push(event),
  });
});
afterAll(async () => {
  await app.close();
  await door.close();
  warehouse.close();
});

async function ask<T>(as: Reader, url: string): Promise<T> {
  reader = as;
  const answer = await app.inject({ url: encodeURI(url) });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return answer.json<T>();
}

const post = async (as: Reader, url: string, payload: object) => {
  reader = as;
  return app.inject({ method: 'POST', url, payload, headers: { authorization: 'Bearer x' } });
};

describe('what stands', () => {
  it('is told the whole to who sees the whole, the most severe first', async () => {
    const { incidents, total, conditions, evaluated_at: at } = await ask<Alerts>(seat, '/api/alerts');
    expect(total).toBe(incidents.length);
    expect(new Set(incidents.map(({ about }) => about.city)).size).toBeGreaterThan(10);
    expect(conditions.length).toBeGreaterThan(1);
    expect(at).toBe('2026-03-02T10:01:00');
    const ranks = incidents.map(({ severity }) => ['urgent', 'normal', 'info'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
  });

  it('is refused in words where it is asked of another city than the own, as lists are', async () => {
    reader = cityReader('济南市');
    const answer = await app.inject({ url: encodeURI('/api/alerts?city=青岛市') });
    expect(answer.statusCode).toBe(403);
    expect(answer.json<{ error: object }>().error).toMatchObject({
      code: 'out_of_scope',
      message: '您的账号只看济南市；青岛市的这里不显示。',
      details: { parameter: 'city', value: '青岛市' },
    });
    const both = await ask<Alerts>(cityReader('济南市'), '/api/alerts?city=济南市&city=青岛市');
    expect(both.unfit).toEqual([
      { state: 'left_out', filters: ['city'], says: '您的账号只看济南市；青岛市的不在内。' },
    ]);
    expect(await ask<Alerts>(cityReader('济南市'), '/api/alerts?city=济南市')).not.toHaveProperty('unfit');
    await ask<Alerts>(readerOf({ batch: ['2025'] }), '/api/alerts?city=青岛市');
  });

  it('is narrowed by city, condition and status', async () => {
    const { incidents } = await ask<Alerts>(seat, '/api/alerts?city=济南市&alert=all_findings');
    expect(incidents.length).toBeGreaterThan(0);
    expect(new Set(incidents.map(({ about, alert }) => `${about.city} ${alert}`))).toEqual(
      new Set(['济南市 all_findings'])
    );
    expect((await ask<Alerts>(seat, '/api/alerts?status=closed')).incidents).toEqual([]);
  });

  it('names to nobody of a part a number of another part', async () => {
    const view = { store: door.store(), content: await door.content(), now: asked };
    const all = readAlerts({ ...view, who: { reader: seat, role: null } }, {}).incidents;
    const own = new Set(all.filter(({ about }) => about.city === '济南市').map(({ message }) => message));
    const who = { reader: cityReader('济南市'), role: 'city' };
    const { incidents, conditions, total } = readAlerts({ ...view, who }, {});
    expect([total, conditions]).toEqual([own.size === 0 ? 0 : total, []]);
    expect(incidents.length).toBe(all.filter(({ about }) => about.city === '济南市').length);
    const numbers = /SL\d{4}-(\d{4})-\d{4}/g;
    const foreign = incidents.flatMap(({ message, key, value, evidence }) =>
      Array.from(`${message} ${key} ${value ?? ''} ${JSON.stringify(evidence)}`.matchAll(numbers), ([, code]) => code)
    );
    expect(foreign.filter((code) => code !== '3701')).toEqual([]);
    expect(incidents.some(({ message }) => message.includes('SL2'))).toBe(true);
  });

  it('is told to no role that it is not for, and to nobody without rows', async () => {
    const view = { store: door.store(), content: await door.content(), now: asked };
    const of = (one: Reader, role: string) => readAlerts({ ...view, who: { reader: one, role } }, {}).total;
    expect(of(cityReader('济南市'), 'county')).toBe(0);
    expect(of(readerOf({ city: ['济南市'] }, ['sums'], '大屏'), 'city')).toBe(0);
  });

  it('is counted on every page, without what somebody answers for, and of nobody without rows', async () => {
    const { incidents } = await ask<Alerts>(seat, '/api/alerts');
    const unanswered = incidents.filter(({ acknowledged }) => acknowledged === null).length;
    expect(await ask(seat, '/api/alerts/count')).toEqual({ open: unanswered, urgent: 0 });
    expect(incidents.filter((each) => each.is_counted)).toHaveLength(unanswered);
    expect(await ask(readerOf({}, ['sums'], '大屏'), '/api/alerts/count')).toEqual({ open: null, urgent: 0 });
  });
});

describe('one incident', () => {
  it('says what became of it and who was told', async () => {
    const { incidents } = await ask<Alerts>(seat, '/api/alerts?city=济南市&alert=all_findings');
    const { incident, history, told } = await ask<IncidentHistory>(seat, `/api/alerts/${incidents.at(-1)!.id}`);
    expect(history[0]!.what).toBe('opened');
    expect(told.map(({ recipient, what }) => `${recipient} ${what}`).sort()).toEqual(['chu 新出现', 'jinan 新出现']);
    expect(incident.status).toBe('open');
  });

  it('of another part is as one that is not there', async () => {
    const { incidents } = await ask<Alerts>(seat, '/api/alerts?city=青岛市');
    reader = cityReader('济南市');
    const [there, nowhere] = await Promise.all(
      [incidents[0]!.id, 999_999].map((id) => app.inject({ url: `/api/alerts/${id}` }))
    );
    expect([there!.statusCode, there!.body]).toEqual([404, nowhere!.body]);
  });

  it('is acknowledged with a note, on record, once it is there and open', async () => {
    const { incidents } = await ask<Alerts>(seat, '/api/alerts');
    const { id, alert } = incidents.find(({ acknowledged }) => acknowledged === null)!;
    const answer = await post(seat, `/api/alerts/${id}/acknowledge`, { note: '已约谈企业', person: '张三' });
    expect([answer.statusCode, answer.json()]).toEqual([201, { id }]);
    const { incident, history } = await ask<IncidentHistory>(seat, `/api/alerts/${id}`);
    expect(incident.acknowledged).toMatchObject({ by: '张三', note: '已约谈企业' });
    expect(history.at(-1)).toMatchObject({ what: 'acknowledged', by: '张三', note: '已约谈企业' });
    expect(events.find(({ event }) => event === 'alert_acknowledged')).toMatchObject({
      stream: 'use',
      event: 'alert_acknowledged',
      details: { alert, incident: id },
    });
    expect((await post(seat, '/api/alerts/999999/acknowledge', { note: '', person: '张三' })).statusCode).toBe(404);
    expect((await post(seat, `/api/alerts/${id}/acknowledge`, { note: '' })).statusCode).toBe(400);
    const who = readerOf({}, ['rows'], '评审');
    expect((await post(who, `/api/alerts/${id}/acknowledge`, { note: '' })).statusCode).toBe(403);
  });
});

describe('the outbox', () => {
  it('says what waits and what was sent', async () => {
    const { waiting, messages } = await ask<Outbox>(seat, '/api/outbox');
    expect(waiting.map(({ recipient }) => recipient)).toContain('jinan');
    expect(new Set(waiting.map(({ due }) => due))).toEqual(new Set(['2026-03-03T09:00:00']));
    expect(messages.every(({ status }) => status === 'waiting')).toBe(true);
  });

  it('of who sees a part is their own', async () => {
    const { waiting, messages } = await ask<Outbox>({ ...cityReader('济南市'), account: 'jinan' }, '/api/outbox');
    expect(new Set([...waiting, ...messages].map(({ recipient }) => recipient))).toEqual(new Set(['jinan']));
  });

  it('and the settings are not there for who sees a part', async () => {
    reader = cityReader('济南市');
    expect((await app.inject({ url: '/api/alerts/settings' })).statusCode).toBe(404);
    await ask(seat, '/api/alerts/settings');
  });
});

describe('a message', () => {
  let office: TestedOffice;
  beforeAll(async () => void (office = await openOffice()));
  afterAll(() => office.close());

  it('is written as its recipient reads it when it leaves, or is not sent at all', async () => {
    await settle(office, { account: 'jinan', role: 'city', scope: { city: ['济南市'] } });
    const store = door.store();
    const itemsOf = (city: string): MessageItem[] =>
      (store.database.prepare('select alert, key, number, body from incidents').all() as Record<string, string>[])
        .filter(({ body }) => (JSON.parse(body!) as { about: { city?: string } }).about.city === city)
        .map(({ alert, key, number }) => ({ alert: alert!, key: key!, number: Number(number), what: 'opened' }));
    const content = await door.content();
    const options = { store, content, desk: office.desk, origin: 'https://baijing.example', now: asked };
    const message = (items: MessageItem[], more: object = {}) => ({
      id: 'ob-1',
      messageId: '<ob-1@baijing.invalid>',
      recipient: 'jinan',
      channel: 'mail',
      items,
      due: '2026-03-03T09:00:00',
      ...more,
    });
    const sent = prepareMessage(message([...itemsOf('济南市'), ...itemsOf('青岛市')]), options);
    if ('dropped' in sent) throw new Error(sent.dropped);
    expect(sent.lines).toHaveLength(itemsOf('济南市').length);
    expect(sent.lines.join('\n')).not.toMatch(/青岛|SL\d{4}-3702/);
    expect([sent.link, sent.subject]).toEqual(['https://baijing.example/alerts', expect.stringContaining('百景提醒')]);
    expect(sent.subject).not.toMatch(/济南|SL2/);
    expect(prepareMessage(message(itemsOf('青岛市')), options)).toEqual({ dropped: 'out of scope' });
    expect(prepareMessage(message(itemsOf('济南市'), { channel: 'robot' }), options)).toHaveProperty('dropped');
    // Who is in that group may see another city.
    const ofGroup = prepareMessage(message(itemsOf('济南市'), { channel: 'group' }), options);
    expect(ofGroup).toEqual({ dropped: 'out of scope of the channel' });
    expect(prepareMessage(message(itemsOf('济南市'), { recipient: 'nobody' }), options)).toHaveProperty('dropped');
    const unknown: MessageItem = { alert: 'all_findings', key: '*', what: 'unknown' };
    expect(prepareMessage(message([unknown]), options)).toEqual({ dropped: 'out of scope' });
  });
});
