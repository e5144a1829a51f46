import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  alertsFile,
  askVersion,
  civilOf,
  openAlerts,
  prepareMessage,
  recipientsOf,
  takeEvaluation,
  takeTick,
  type About,
  type MessageItem,
} from '#alerts';
import { isWhole } from '#spec';
import { noDecisions } from '#store';
import { asked as opens } from '../alerts/door.ts';
import { amongAll } from './among-all.ts';
import type { DeedOptions } from './deed-options.ts';
import type { Opened } from './open.ts';
import { askers, type Asker } from './readers.ts';
import { foundIn, type Found, type Probe } from './walk.ts';

export const sentDoor = 'what is sent';

/** What is told to an account by itself, beside what it is told where it asks. */
export const alertsFor = (asker: Asker, options: Pick<DeedOptions, 'scan'>): Probe[] =>
  asker.account === null
    ? []
    : [
        standingFor(asker),
        countedFor(asker),
        sentTo(asker, options),
        ...(asker === askers[0] ? [foundAmongAll(asker)] : []),
      ];

/** What is found of a city among all is not found under its own scope: its words are not for it. */
const foundAmongAll = (asker: Asker): Probe => ({
  door: sentDoor,
  asker,
  address: 'what is found among all, in words for a city',
  async ask({ folder: warehouse, version, told }): Promise<Found> {
    const conditions = new Map([...told.content.conditions].filter(([name]) => name === amongAll));
    const content = { ...told.content, conditions };
    const outcomes = await askVersion({ warehouse, version, content, decisions: noDecisions, papers: [] }, null);
    const rows = Array.from(outcomes.values(), ({ found: some }) => some ?? []).flat();
    return found([
      ...(rows.length > 1 ? [] : ['nothing is found among all']),
      ...rows.flatMap(({ own }) => (own === null ? [] : [`words for a city: ${own}`])),
    ]);
  },
});

/** Whether somebody may be told what is about this: a second time, and by hand. */
const isTheirs = ({ scope, capabilities }: Asker, about: About): boolean =>
  Object.entries(scope).every(([name, values]) => values.includes(about[name] ?? '')) &&
  (capabilities.has('rows') || Object.keys(about).length === 0);

/** Where they ask what stands: what is about theirs, by conditions that are for their role. */
const standingFor = (asker: Asker): Probe => ({
  door: '/api/alerts',
  asker,
  address: '/api/alerts, each for their role',
  async ask(now): Promise<Found> {
    const { status, body } = await now.ask(asker, '/api/alerts?limit=1500');
    if (status !== 200) return found([]);
    const { incidents, conditions: listed } = JSON.parse(String(body)) as Standing;
    const { conditions } = now.told.content;
    const isFor = (alert: string) => isWhole(asker.scope) || conditions.get(alert)?.to.includes(asker.role) === true;
    const isPart = !isWhole(asker.scope);
    const settings = await now.ask(asker, '/api/alerts/settings');
    const ofAll = incidents.filter(
      ({ id, key, value, evidence, message }) =>
        key !== String(id) || evidence !== null || (value !== null && message.endsWith(unsaid))
    );
    const told = await Promise.all(
      incidents.slice(0, 12).map(async ({ id }) => {
        const one = await now.ask(asker, `/api/alerts/${id}`);
        return one.status === 200 && (JSON.parse(String(one.body)) as { told: unknown[] }).told.length > 0 ? [id] : [];
      })
    );
    return found([
      ...incidents.flatMap(({ alert, about }) =>
        isTheirs(asker, about) && isFor(alert) ? [] : [`${alert} about ${JSON.stringify(about)}`]
      ),
      ...(isPart && settings.status !== 404 ? [`who is told of what: ${settings.status}`] : []),
      ...(isPart && listed.length > 0 ? [`what is asked of all: ${listed[0]!.title}`] : []),
      ...(isPart && ofAll.length > 0 ? [`what all of it stands on: ${JSON.stringify(ofAll[0])}`] : []),
      ...(isPart && told.flat().length > 0 ? [`who else was told of ${told.flat()[0]}`] : []),
    ]);
  },
});

interface Standing {
  incidents: {
    id: number;
    alert: string;
    about: About;
    key: string;
    value: unknown;
    evidence: unknown;
    message: string;
  }[];
  conditions: { title: string }[];
}

/** What is said of an incident that was not found under the scope of what it is about. */
const unsaid = '有一条，请登录后看相应的页面。';

const countedFor = (asker: Asker): Probe => ({
  door: '/api/alerts/count',
  asker,
  address: '/api/alerts/count, of rows',
  async ask(now): Promise<Found> {
    const { body } = await now.ask(asker, '/api/alerts/count');
    const { open } = JSON.parse(String(body)) as { open: number | null };
    return found(open === null || asker.capabilities.has('rows') ? [] : [`${open} stand open`]);
  },
});

/** Everybody subscribes to everything: their role and scope decide what is sent to them, and to whom else. */
const sentTo = (asker: Asker, { scan }: Pick<DeedOptions, 'scan'>): Probe => ({
  door: sentDoor,
  asker,
  address: 'all that stands, to whoever subscribes to all of it',
  async ask(now): Promise<Found> {
    const folder = await mkdtemp(join(tmpdir(), 'told-'));
    const store = openAlerts(alertsFile(folder));
    try {
      const account = asker.account ?? '';
      const channels = now.told.content.channels.map(({ name }) => name);
      const subscriptions = channels.map((channel) => ({
        ...{ account, channel, address: null, line: 2 },
        duties: ['division', 'city'],
      }));
      const content = { ...now.told.content, subscriptions };
      evaluated(now, store, subscriptions);
      const incidents = rowsOf<{ alert: string; key: string; number: number; about: string }>(
        store,
        "select alert, key, number, body ->> '$.about' as about from incidents"
      );
      const aboutOf = new Map(
        incidents.map(({ alert, key, about }) => [`${alert} ${key}`, JSON.parse(about) as About])
      );
      const queued = rowsOf<{ alert: string; key: string }>(store, 'select alert, key from items').flatMap(
        ({ alert, key }) => {
          const about = aboutOf.get(`${alert} ${key}`);
          return about === undefined || isTheirs(asker, about) ? [] : [`waits for them: ${alert} ${key}`];
        }
      );
      const prepare = (channel: string, item: MessageItem) => {
        const message = { id: 'ob-1', messageId: '<ob-1@matrix>', recipient: account, channel, due: civilOf(opens) };
        const options = { store, content, desk: now.desk, origin: null, now: opens };
        const prepared = prepareMessage({ ...message, items: [item] }, options);
        return 'dropped' in prepared ? null : prepared;
      };
      const [open, group] = channels as [string, string];
      const read: Found[] = [];
      for (const { alert, key, number, about } of incidents) {
        const sent = prepare(open, { alert, key, number, what: 'opened' });
        if (sent === null) continue;
        const body = Buffer.from(JSON.stringify(sent));
        const one = foundIn(asker, sentDoor, { status: 200, headers: {}, body }, { scan, written: '', isDeed: true });
        const isOut = !isTheirs(asker, JSON.parse(about) as About);
        read.push(isOut ? { ...one, leaks: [`is sent: ${alert} ${key}`, ...one.leaks] } : one);
      }
      const first = incidents.find(({ about }) => isTheirs(asker, JSON.parse(about) as About));
      const isInGroup = first !== undefined && prepare(group, { ...first, what: 'opened' }) !== null;
      const isCounted = prepare(open, { alert: 'all_findings', what: 'opened', many: 99_999 }) !== null;
      const isUnknown = prepare(open, { alert: 'all_findings', what: 'unknown' }) !== null;
      return {
        ...found([
          ...queued,
          ...(isInGroup ? ['a group of another city reads it'] : []),
          ...(isCounted && !isWhole(asker.scope) ? ['a number that is not theirs is sent'] : []),
          ...(isUnknown && !isWhole(asker.scope) ? ['why nothing can be said of all is sent'] : []),
          ...read.flatMap(({ leaks }) => leaks),
        ]),
        mine: read.flatMap(({ mine }) => mine),
        foreign: read.flatMap(({ foreign }) => foreign),
      };
    } finally {
      store.close();
      await rm(folder, { recursive: true });
    }
  },
});

type Store = ReturnType<typeof openAlerts>;

/** Nothing stood, then all of it, and it is time to say so. */
function evaluated({ told, desk }: Opened, store: Store, subscriptions: Parameters<typeof recipientsOf>[0]): void {
  const { content, outcomes } = told;
  const context = {
    conditions: content.conditions,
    recipients: recipientsOf(subscriptions, desk),
    calendar: content.calendar,
  };
  const nothing = new Map(Array.from(content.conditions.keys(), (name) => [name, { found: [] }]));
  takeEvaluation(store, 'first', { at: civilOf(opens), version: 'none', outcomes: nothing }, context);
  takeEvaluation(store, 'second', { at: civilOf(opens + 60_000), version: 'all', outcomes }, context);
  takeTick(store, civilOf(opens + 120_000), context);
}

const rowsOf = <T>({ database }: Store, sql: string): T[] => database.prepare(sql).all() as T[];

const found = (leaks: readonly string[]): Found => ({ isAnswered: true, leaks, mine: [], foreign: [], told: null });
