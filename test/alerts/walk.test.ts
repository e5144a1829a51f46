import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  alertsFile,
  openAlerts,
  readAlertsContent,
  recipientsOf,
  takeEvaluation,
  takeTick,
  workdaysBetween,
  type AlertsContent,
  type AlertsStore,
  type Found,
} from '#alerts';
import { readKnownScopes } from '#server/open-accounts.ts';
import { namesForAlerts } from '#server/alerts-content.ts';
import { content as contentHere } from '#environment/content.ts';
import { followSending } from '#server/follow-sending.ts';
import { faultsOfSending } from '#tasks/sending-content.ts';
import { testChannel } from '#tasks/test-channel.ts';
import { addWith, phrase } from '../accounts/desk.ts';
import { browse, openOffice, type TestedOffice } from '../accounts/office.ts';
import { startMail } from './channels/mail-server.ts';
import { writeSecret } from './channels/trying.ts';

/*
 * An officer of 济南 by what README says alone: the mail is set up and tried, the deadline of tomorrow stands in a
 * calendar, a matter is answered for; then they are on leave, and what nobody answers for reaches the head.
 */

/** The rows that README gives as an example, by the file that they go into. */
const told = Map.groupBy(
  Array.from(readFileSync('README.md', 'utf8').matchAll(/^(data\/alerts\/(\w+)\.csv) +(\S.*)$/gm)),
  ([, , name]) => name!
);

const thursday = Date.UTC(2026, 3, 23, 1);
const cities = ['济南市', '青岛市', '烟台市', '潍坊市', '淄博市', '枣庄市', '东营市', '济宁市'];
let root: string;
let tables: string;
let warehouse: string;
let mail: Awaited<ReturnType<typeof startMail>>;
let office: TestedOffice;
let store: AlertsStore;
let content: AlertsContent;
let stop = async () => {};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'alerts-walk-'));
  [tables, warehouse] = [join(root, 'tables'), join(root, 'warehouse')];
  for (const folder of [tables, warehouse]) mkdirSync(folder);
  mkdirSync(`${warehouse}-secrets`, { mode: 0o700 });
  mail = await startMail(() => null, {
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      password === 'the-mail-of-the-office' ? done(null, { user: username }) : done(new Error('no')),
  });
  for (const name of ['channels', 'recipients', 'schedules', 'duties', 'workdays']) {
    const own = readFileSync(`data/alerts/${name}.csv`, 'utf8');
    const given = (told.get(name) ?? []).map(([, , , row]) =>
      // The server of this test, instead of the office's.
      row!.replace(/^(\S+?,smtp),[^,]*,\d+,tls,/, `$1,127.0.0.1,${mail.port},明文,`)
    );
    writeFileSync(join(tables, `${name}.csv`), `${[own.trimEnd(), ...given].join('\n')}\n`);
  }
  writeSecret(`${warehouse}-secrets`, '处室邮件', { user: 'baijing', password: 'the-mail-of-the-office' });
  store = openAlerts(alertsFile(warehouse));
  const names = await namesForAlerts(tables, 'data/access');
  content = await readAlertsContent({ conditions: 'pipelines/alerts', tables }, names);
  office = await openOffice({
    alerts: {
      store: () => store,
      content: () => Promise.resolve(content),
      channels: () => Promise.resolve([]),
      mark: () => String(Math.random()),
    },
  });
  office.wait(thursday - Date.now());
  const given = { office: '', password: phrase, mustChange: false };
  await addWith(office.desk, { ...given, account: 'wang', title: '王', role: 'city', scope: { city: ['济南市'] } });
  await addWith(office.desk, { ...given, account: 'zhang', title: '张', role: 'division', scope: {} });
  stop = await followSending({
    warehouse,
    tables,
    content: () => Promise.resolve(content),
    desk: office.desk,
    origin: 'https://baijing.example',
    log: () => {},
  });
}, 60_000);
afterAll(async () => {
  await stop();
  store.close();
  await office.close();
  await mail[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

const contextNow = () => ({
  conditions: content.conditions,
  recipients: recipientsOf(content.subscriptions, office.desk),
  calendar: content.calendar,
});
const row = (city: string, key: string, message: string, due: string | null = null): Found => ({
  ...{ key, about: { city }, value: '1', message, own: message, evidence: {}, due, isUnknown: false },
});

/** What reached somebody since they last looked, by subject and line. */
const seen = new Map<string, number>();
async function mailOf(account: string): Promise<string> {
  const waiting = () => store.database.prepare("select 1 from outbox where status in ('waiting', 'sending')").all();
  await expect.poll(waiting, { timeout: 60_000, interval: 50 }).toEqual([]);
  const own = mail.mails.filter(({ to }) => to.some((each) => each.startsWith(`${account}@`)));
  const fresh = own.slice(seen.get(account) ?? 0);
  seen.set(account, own.length);
  return (await Promise.all(fresh.map(async ({ raw }) => (await PostalMime.parse(raw)).text ?? ''))).join('\n');
}

test('mail, calendar, an answer, a leave, and the head is told', async () => {
  // What README shows holds, and the channel is tried.
  expect([...told.keys()].sort()).toEqual(['channels', 'recipients', 'schedules']);
  const { subscriptions } = content;
  const scopes = await readKnownScopes(contentHere);
  expect([...content.faults, ...(await faultsOfSending(tables, { subscriptions, pages: null, scopes }))]).toEqual([]);
  const tried = await testChannel({ name: '处室邮件', tables, warehouse, to: 'wang@jn.example.gov.cn' });
  expect(tried.lines[0]).toBe('处室邮件（邮件，发给 wang@jn.example.gov.cn）：对方收下了');
  expect(await mailOf('wang')).toContain('这是一条试发的消息');

  // Thursday: two matters of 济南, and all cities have until tomorrow at five.
  const evaluate = (at: string, found: Record<string, Found[]>) => {
    const outcomes = new Map([...content.conditions.keys()].map((name) => [name, { found: found[name] ?? [] }]));
    takeEvaluation(store, at, { at, version: at, outcomes }, contextNow());
    takeTick(store, at, contextNow());
  };
  evaluate('2026-04-20T09:00:00', {});
  const due = '2026-04-24T17:00:00';
  const of = (batch: string) => row('济南市', `济南市 ${batch}`, `济南市 ${batch} 批次超出 2 个。`);
  const matters = {
    over_quota: [of('甲'), of('乙')],
    notice_deadline: cities.map((city) => row(city, `丙 填报 ${city}`, `${city}还没有提交的 3 个。`, due)),
  };
  evaluate('2026-04-23T09:00:00', matters);
  const first = await mailOf('wang');
  for (const said of ['甲 批次超出', '乙 批次超出', '济南市还没有提交的 3 个', '还有 1 天'])
    expect(first).toContain(said);
  expect(cities.slice(1).filter((city) => first.includes(city))).toEqual([]);
  // The division reads a line of each city: they are not yet too many.
  const whole = await mailOf('zhang');
  expect(cities.filter((city) => !whole.includes(`${city}还没有提交`))).toEqual([]);

  // Tomorrow stands in the calendar, with a reminder.
  const browser = browse(office);
  expect((await browser.post('/api/session', { name: 'wang', password: phrase })).status).toBe(201);
  const feed = (await browser.post('/api/account/feeds', { title: '手机', password: phrase })).body as {
    deadlines: string;
  };
  const calendar = await browse(office).get(new URL(feed.deadlines).pathname);
  const component = new ICAL.Component(ICAL.parse(calendar.text) as unknown[]);
  const events = component.getAllSubcomponents('vevent').map((event) => ({
    at: String(event.getFirstPropertyValue('dtstart')),
    says: String(event.getFirstPropertyValue('summary')),
    alarms: event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
  }));
  expect(events).toEqual([{ at: due, says: '济南市还没有提交的 3 个。', alarms: ['-PT32H'] }]);

  // One of two is answered for.
  const listed = (await browser.get('/api/alerts')).body as { incidents: { id: number; message: string }[] };
  const one = listed.incidents.find(({ message }) => message.includes('甲'))!;
  expect((await browser.post(`/api/alerts/${one.id}/acknowledge`, { note: '已约谈' })).status).toBe(201);

  // On leave: nobody answers for the other. The head hears of it on the fifth day of work, of none that was answered.
  let [day, escalated] = ['2026-04-23', ''];
  while (escalated === '' && day < '2026-05-20') {
    day = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    takeTick(store, `${day}T09:00:00`, contextNow());
    const text = await mailOf('zhang');
    if (text.includes('批次超出')) escalated = text;
  }
  expect(workdaysBetween('2026-04-23', day, content.calendar)).toBe(5);
  expect(escalated).toContain('乙 批次超出');
  expect(escalated).not.toContain('甲 批次超出');
  const other = listed.incidents.find(({ message }) => message.includes('乙'))!;
  const history = (await browser.get(`/api/alerts/${other.id}`)).body as { history: { what: string }[] };
  expect(history.history.map(({ what }) => what)).toContain('escalated');
});
