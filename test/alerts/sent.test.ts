import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  alertsFile,
  askVersion,
  openAlerts,
  readCondition,
  recipientsOf,
  takeEvaluation,
  takeTick,
  type AlertsContent,
  type AlertsStore,
  type Context,
  type Found,
  type Outcome,
} from '#alerts';
import { readChannels } from '#alerts/channels';
import { everything } from '#spec';
import { noDecisions } from '#store';
import { readCurrent } from '#warehouse';
import { readOwnAlerts } from '#server/alerts-content.ts';
import { followSending } from '#server/follow-sending.ts';
import { addWith, openTested, phrase } from '../accounts/desk.ts';
import { seeded } from '../xlsx/seeded.ts';
import { startMail } from './channels/mail-server.ts';
import { startRobot } from './channels/robot.ts';
import { writeSecret } from './channels/trying.ts';
import { ofFindings } from './door.ts';
import { othersThan } from './others.ts';

/*
 * All that leaves, by a real mail server, robots and a folder, while conditions begin, change, are reminded of, go
 * further up and end: what reaches 济南市 names nobody and no number of another city, and nothing says a secret.
 */

const random = seeded(19);
const digits = (length: number) => Array.from({ length }, () => 1 + random.below(9)).join('');

/** Of each city what nobody else has. */
const planted = new Map(
  ['济南市', '青岛市', '烟台市', '潍坊市'].map((city) => [
    city,
    {
      firm: `${digits(6)}号示例厂`,
      id: `XM-${digits(8)}`,
      code: `9137${digits(14)}`,
      sum: `${digits(7)}.${digits(2)}`,
    },
  ])
);
const wordsOf = (city: string) => Object.values(planted.get(city)!).join('、');
const everyWord = [...planted.keys()].map((city) => `${city}${wordsOf(city)}`).join('；');
const foreign = [...planted].flatMap(([city, own]) => (city === '济南市' ? [] : [city, ...Object.values(own)]));

/** Of each city a row, whose words name the others where they are part of the matter. */
const rowsOf = (alert: string, value: string, due: string | null): Found[] =>
  [...planted].map(([city, own]) => ({
    key: `${alert} ${own.id}`,
    about: { city },
    value: `${own.sum} ${value}`,
    message: everyWord,
    // Some are told in no words of their own to whoever sees a part.
    own: alert.length % 3 === 0 ? null : `${city}${wordsOf(city)}`,
    evidence: { all: everyWord },
    due,
    isUnknown: false,
  }));

const secrets: Record<string, Partial<Record<'address' | 'secret' | 'user' | 'password', string>>> = {
  内网邮件: { user: 'baijing', password: 'mima-of-the-mail-1949' },
  济南企微: { address: 'cgi/send?key=wecom-0123456789abcdef' },
  济南钉钉: { address: 'robot/send?access_token=dingtalk-fedcba9876543210', secret: 'SEC-dingtalk-signs-by-this' },
  济南飞书: { address: 'open/hook/feishu-aaaa-bbbb-cccc-dddd', secret: 'feishu-signs-by-this' },
  济南接口: { address: 'hook/webhook-1111222233334444', secret: 'webhook-signs-by-this' },
  坏群: { address: 'cgi/send?key=broken-9876543210abcdef' },
  处室群: { address: 'cgi/send?key=division-0011223344556677' },
};
const everySecret = Object.values(secrets).flatMap(({ address, secret, password }) => [
  ...(address === undefined ? [] : [address, address.split(/[=/]/).at(-1)!]),
  ...[secret, password].filter((each) => each !== undefined),
]);

let folder: string;
let store: AlertsStore;
let content: AlertsContent;
let context: Context;
let real: ReadonlyMap<string, Outcome>;
let mail: Awaited<ReturnType<typeof startMail>>;
let robot: Awaited<ReturnType<typeof startRobot>>;
let desk: Awaited<ReturnType<typeof openTested>>;
let stop: () => Promise<void>;
let others: string[];
const log: string[] = [];

beforeAll(async () => {
  const warehouse = inject('sampleWarehouse');
  folder = join(mkdtempSync(join(tmpdir(), 'alerts-sent-')), 'warehouse');
  mkdirSync(folder);
  mkdirSync(`${folder}-secrets`, { mode: 0o700 });
  mail = await startMail(() => null, {
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
  });
  // One takes nothing, and says back all that it was asked.
  robot = await startRobot(({ url, body }, response) =>
    url.includes('broken') ? response.writeHead(400).end(`${url} ${body}`) : response.end('{"errcode":0,"code":0}')
  );
  const tables = join(folder, '..', 'tables');
  mkdirSync(tables);
  const group = (name: string, kind: string, scope = 'city=济南市') =>
    `${name},${kind},127.0.0.1,${robot.port},明文,,,,,,${scope},`;
  const lines = [
    'name,kind,host,port,security,certificate,ca,net,from,folder,scope,note',
    `内网邮件,smtp,127.0.0.1,${mail.port},明文,,,,bj@example.gov.cn,,,`,
    group('济南企微', 'wecom'),
    group('济南钉钉', 'dingtalk'),
    group('济南飞书', 'feishu'),
    group('济南接口', 'webhook'),
    group('坏群', 'wecom'),
    group('处室群', 'wecom', '全省'),
    '济南留底,folder,,,,,,,,jinan,city=济南市,',
    '处室留底,folder,,,,,,,,division,全省,',
  ];
  writeFileSync(join(tables, 'channels.csv'), `${lines.join('\n')}\n`);
  for (const [name, { address, ...more }] of Object.entries(secrets))
    writeSecret(`${folder}-secrets`, name, {
      ...(address === undefined ? {} : { address: `http://127.0.0.1:${robot.port}/${address}` }),
      ...more,
    });

  desk = await openTested();
  const given = { title: '', office: '', password: phrase, mustChange: false };
  await addWith(desk, { ...given, account: 'jinan', role: 'city', scope: { city: ['济南市'] } });
  await addWith(desk, { ...given, account: 'chu', role: 'division', scope: {} });
  // Had the province when all was evaluated, and has 济南市 when it is sent.
  await addWith(desk, { ...given, account: 'qian', role: 'city', scope: { city: ['济南市'] } });

  const own = await readOwnAlerts();
  const { channels, faults } = await readChannels(tables);
  expect([...faults, ...own.faults]).toEqual([]);
  const findings = readCondition('all_findings', ofFindings, ['division', 'city']);
  const new_ = readCondition('baseline_of_it', ofFindings, ['division', 'city']);
  content = {
    ...own,
    // By name, however many there are; further up and again, whatever it is.
    conditions: new Map(
      [...own.conditions, [findings.name, findings] as const, [new_.name, new_] as const].map(([name, file]) => [
        name,
        {
          ...file,
          many: name === 'all_findings' ? 1 : 200,
          remindWorkdays: 2,
          escalate: { to: 'head', afterWorkdays: 3 },
        },
      ])
    ),
    subscriptions: channels.flatMap(({ name }) =>
      ['jinan', 'chu', 'qian'].map((account) => ({
        account,
        channel: name,
        address: name === '内网邮件' ? `${account}@example.gov.cn` : null,
        duties: ['head', 'system'],
        line: 2,
      }))
    ),
    channels: channels.map(({ name, kind, scope }) => ({
      name,
      scope: scope === '' ? null : scope === '全省' ? everything : { city: ['济南市'] },
      isGroup: ['wecom', 'dingtalk', 'feishu'].includes(kind),
    })),
  };
  const version = (await readCurrent(warehouse))!.version;
  real = await askVersion({ warehouse, version, content, decisions: noDecisions, papers: [] }, null);
  others = [...new Set([...(await othersThan('济南市', warehouse)), ...foreign])];
  store = openAlerts(alertsFile(folder));
  const now = recipientsOf(content.subscriptions, desk);
  const { roles, scope } = now.find(({ id }) => id === 'chu')!;
  const recipients = now.map((each) => (each.id === 'qian' ? { ...each, roles, scope, channels: ['内网邮件'] } : each));
  context = { conditions: content.conditions, recipients, calendar: content.calendar };
  const origin = 'https://baijing.example';
  const told = () => Promise.resolve(content);
  stop = await followSending({ warehouse: folder, tables, content: told, desk, origin, log: (line) => log.push(line) });
}, 120_000);
afterAll(async () => {
  await stop();
  store.close();
  desk.close();
  await mail[Symbol.asyncDispose]();
  await robot[Symbol.asyncDispose]();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

/** What all conditions find at a moment, and what of it is told by the next; all of it leaves. */
async function pass(at: string, until: string, of: (name: string) => Outcome | null): Promise<void> {
  const outcomes = new Map([...content.conditions.keys()].flatMap((name) => [[name, of(name)] as const]));
  const asked = new Map([...outcomes].flatMap(([name, outcome]) => (outcome === null ? [] : [[name, outcome]])));
  takeEvaluation(store, at, { at, version: at, outcomes: asked }, context);
  takeTick(store, until, context);
  const waiting = () =>
    store.database.prepare("select * from outbox where status in ('waiting', 'sending') and attempts = 0").all();
  await expect.poll(waiting, { timeout: 60_000, interval: 100 }).toEqual([]);
}

/** All that was received, decoded, by whom it was meant for. */
async function received(): Promise<{ jinan: string[]; division: string[] }> {
  const letters = await Promise.all(
    mail.mails.map(async ({ to, raw }) => {
      const { subject, text, html, headers, attachments } = await PostalMime.parse(raw);
      return { to: to[0], said: JSON.stringify([subject, text, html, headers, attachments, raw]) };
    })
  );
  const mailTo = (account: string) =>
    letters.filter(({ to }) => to === `${account}@example.gov.cn`).map(({ said }) => said);
  const kept = (name: string) =>
    readdirSync(join(`${folder}-messages`, name)).map((file) =>
      readFileSync(join(`${folder}-messages`, name, file), 'utf8')
    );
  const posts = robot.received.map(({ url, headers, body }) => {
    expect(() => JSON.parse(body) as unknown).not.toThrow();
    return {
      isDivision: url.includes('division-'),
      said: `${JSON.stringify(headers)} ${JSON.stringify(JSON.parse(body))}`,
    };
  });
  const postTo = (isDivision: boolean) =>
    posts.filter((post) => post.isDivision === isDivision).map(({ said }) => said);
  return {
    jinan: [...mailTo('jinan'), ...mailTo('qian'), ...kept('jinan'), ...postTo(false)],
    division: [...mailTo('chu'), ...kept('division'), ...postTo(true)],
  };
}

/** Some forty of all cities. */
const spread = (found: readonly Found[]): Found[] =>
  found.filter((_row, at) => at % Math.ceil(found.length / 40) === 0);

test('nothing that is sent to 济南 names another city, and nothing says a secret', async () => {
  const planned = (value: string, due: string) => (name: string) => ({
    found: [
      ...spread(real.get(name)?.found ?? []),
      ...rowsOf(name, value, content.conditions.get(name)!.kind === 'deadline' ? due : null),
    ],
  });
  const isLate = (name: string) => name === 'baseline_of_it';
  await pass('2026-03-02T09:00:00', '2026-03-02T09:30:00', (name) => (isLate(name) ? null : { found: [] }));
  await pass('2026-03-02T10:00:00', '2026-03-03T10:00:00', planned('1', '2026-03-05T17:00:00'));
  await pass('2026-03-03T11:00:00', '2026-03-04T11:00:00', planned('2', '2026-03-06T17:00:00'));
  await pass('2026-03-05T11:00:00', '2026-03-09T11:00:00', planned('2', '2026-03-06T17:00:00'));
  await pass('2026-03-09T12:00:00', '2026-03-10T11:00:00', () => ({ found: null, why: `算不出来：${everyWord}` }));
  await pass('2026-03-10T12:00:00', '2026-03-12T15:00:00', () => ({ found: [] }));

  const { jinan, division } = await received();
  // What must be there is: of each kind something, and of 济南 its own.
  const [toJinan, toDivision] = [jinan.join('\n'), division.join('\n')];
  for (const each of Object.values(planted.get('济南市')!)) expect(toJinan).toContain(each);
  for (const each of foreign) expect(toDivision).toContain(each);
  expect(others.filter((each) => toDivision.includes(each)).length).toBeGreaterThan(foreign.length);
  const told = store.database.prepare("select distinct what from items where recipient = 'jinan' and status = 'left'");
  expect(told.all().map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'baseline',
      'opened',
      'event',
      'changed',
      'due',
      'moved',
      'reminder',
      'escalated',
      'resolved',
    ])
  );
  expect(jinan.length).toBeGreaterThan(20);

  for (const said of jinan) {
    expect(others.filter((each) => said.includes(each))).toEqual([]);
    expect(
      Array.from(said.matchAll(/SL\d{4}-(\d{4})-/g), ([, code]) => code).filter((code) => code !== '3701')
    ).toEqual([]);
  }

  // Nor is a number that was counted when one of them had more.
  const most = store.database
    .prepare("select count(*) as n from incidents where json_extract(body, '$.about.city') = '济南市' group by alert")
    .all()
    .reduce((least, { n }) => Math.max(least, Number(n)), 0);
  const numbersIn = (said: string) => Array.from(said.matchAll(/(\d+) 条，请看/g), ([, number]) => Number(number));
  expect(Math.max(...numbersIn(toDivision))).toBeGreaterThan(most);
  expect(numbersIn(toJinan).length).toBeGreaterThan(0);
  expect(Math.max(...numbersIn(toJinan))).toBeLessThanOrEqual(most);

  // What did not arrive is kept with what the other side said of it.
  const state = ['outbox', 'attempts', 'items', 'history'].map((table) =>
    JSON.stringify(store.database.prepare(`select * from ${table}`).all())
  );
  const [outbox, attempts] = state;
  expect(outbox).toContain('坏群');
  expect(attempts).toContain('400');
  expect(log.length).toBeGreaterThan(0);
  const logged = log.join('\n');
  expect([...others, '济南市'].filter((each) => logged.includes(each))).toEqual([]);
  const everywhere = [...jinan, ...division, logged, ...state].join('\n');
  expect(everySecret.filter((each) => everywhere.includes(each))).toEqual([]);
  expect(everySecret.filter((each) => everywhere.includes(Buffer.from(each).toString('base64').slice(0, -2)))).toEqual(
    []
  );
});
