import type { Capability } from '#spec';
import { phrase } from '../accounts/desk.ts';
import type { DeedOptions } from './deed-options.ts';
import type { Opened, Told } from './open.ts';
import { askers, type Asker } from './readers.ts';
import { foundIn, type Found, type Probe } from './walk.ts';

export const feedDoor = '/feeds/{key}';

/** What is told to programs that show a key alone: of a feed to whoever made it, of a token to what it may do. */
export const keysFor = (asker: Asker, options: Pick<DeedOptions, 'scan' | 'seat'>): Probe[] =>
  asker.account === null
    ? []
    : [feedOf(asker, options), tokenOf(asker, options), ...(asker === askers[0] ? [judgedBy(asker, options)] : [])];

const nobody = askers.find(({ account }) => account === null)!;

const json = (body: unknown) => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/json' },
  payload: JSON.stringify(body),
});

const bodyOf = <T>({ body }: Told): T => JSON.parse(String(body)) as T;

/** An address for calendars and readers of feeds: nothing but what they may see, and nothing once it is withdrawn. */
const feedOf = (asker: Asker, { scan }: Pick<DeedOptions, 'scan'>): Probe => ({
  door: feedDoor,
  asker,
  address: 'an address for programs that cannot sign in',
  async ask(now): Promise<Found> {
    const made = await now.ask(asker, '/api/account/feeds', json({ title: '试', password: phrase }));
    if (!asker.capabilities.has('rows'))
      return all([], made.status === 403 ? [] : [`whoever sees no rows made a feed: ${made.status}`]);
    const { id, ...addresses } = bodyOf<{ id: string; alerts: string; deadlines: string }>(made);
    const look = (address: string) => now.ask(nobody, new URL(address).pathname);
    const told = await Promise.all(Object.values(addresses).map(look));
    const wrong = told.flatMap(({ status }) => (status === 200 ? [] : [`a feed answered ${status}`]));
    const { total } = bodyOf<{ total: number }>(
      await now.ask(asker, '/api/alerts?limit=1&status=open&status=away&status=closed')
    );
    const entries = String(told[0]!.body).match(/<entry>/g)?.length ?? 0;
    if (entries !== Math.min(200, total)) wrong.push(`a feed has ${entries} entries of ${total}`);
    await now.ask(asker, `/api/account/feeds/${id}/withdraw`, json({}));
    const after = await Promise.all(Object.values(addresses).map(look));
    for (const { status } of after) if (status !== 404) wrong.push(`a feed that is withdrawn answered ${status}`);
    const found = told.map((each) => {
      // A calendar breaks its lines.
      const body = Buffer.from(String(each.body).replaceAll('\r\n ', ''));
      return foundIn(asker, feedDoor, { ...each, body }, { scan, written: '', isDeed: true });
    });
    return all(found, wrong);
  },
});

/** Doors of several needs: a token for one of them opens no other, and shows no more than the need does. */
const doors = [
  ...['/api/projects', '/api/findings', '/api/loads', '/api/decisions', '/api/organisations', '/api/alerts'],
  ...['/api/filters', '/api/metrics', '/api/query', '/api/findings.xlsx', '/api/ledger.xlsx', '/api/uploads'],
  ...['/api/record', '/api/record.csv', '/api/accounts', '/api/versions', '/api/packages', '/api/entering'],
];
const addressOf = (door: string): string => (door === '/api/query' ? `${door}?metrics=projects&by=project_id` : door);

/** A token for less than the account may: what it may not do it is refused, in the words of the need. */
const tokenOf = (asker: Asker, { scan }: Pick<DeedOptions, 'scan'>): Probe => ({
  door: 'Authorization: Bearer',
  asker,
  address: 'a token for one capability',
  async ask(now): Promise<Found> {
    const [first = 'sums'] = asker.capabilities;
    const one: Capability = first === 'accounts' ? 'versions' : first;
    const made = await now.ask(
      asker,
      '/api/account/tokens',
      json({ title: '试', capability: [one], days: 1, password: phrase })
    );
    if (made.status !== 201) return all([], [`no token is made: ${made.status} ${String(made.body).slice(0, 120)}`]);
    const { id, token } = bodyOf<{ id: string; token: string }>(made);
    const reader: Asker = { ...asker, capabilities: new Set([one]) };
    const headers = { authorization: `Bearer ${token}` };
    const read = await asked(now, headers);
    const found = read.map(([door, answer]) => foundIn(reader, door, answer, { scan, written: '' }));
    const beyond = await now.ask(
      asker,
      '/api/account/tokens',
      json({ title: '试', capability: [one, 'accounts'], days: 1, password: phrase })
    );
    await now.ask(asker, `/api/account/tokens/${id}/revoke`, json({}));
    const after = (await asked(now, headers)).filter(([, { status }]) => status !== 401);
    return all(found, [
      ...(beyond.status === 400 ? [] : [`a token beyond its account: ${beyond.status}`]),
      ...after.map(([door, { status }]) => `a token that is revoked: ${status} at ${door}`),
    ]);
  },
});

/** Whoever may fill in and load, but not what is shared, loads nothing that is of all. */
const judgedBy = (asker: Asker, { seat }: Pick<DeedOptions, 'seat'>): Probe => ({
  door: 'POST /api/entering/judge',
  asker,
  address: 'by who may not share',
  async ask(now): Promise<Found> {
    const made = await now.ask(
      seat,
      '/api/account/tokens',
      json({ title: '试', capability: ['enter', 'publish'], days: 1, password: phrase })
    );
    const { id, token } = bodyOf<{ id: string; token: string }>(made);
    const { headers, ...rest } = json({});
    const judging = { ...rest, headers: { ...headers, authorization: `Bearer ${token}` } };
    const { status } = await now.ask(nobody, '/api/entering/judge', judging);
    await now.ask(seat, `/api/account/tokens/${id}/revoke`, json({}));
    return all([], status === 403 ? [] : [`whoever may not share loads what is of all: ${status}`]);
  },
});

const asked = (now: Opened, headers: Readonly<Record<string, string>>): Promise<(readonly [string, Told])[]> =>
  Promise.all(doors.map(async (door) => [door, await now.ask(nobody, addressOf(door), { headers })] as const));

const all = (found: readonly Found[], wrong: readonly string[]): Found => ({
  isAnswered: found.some(({ isAnswered }) => isAnswered),
  leaks: [...wrong, ...found.flatMap(({ leaks }) => leaks)],
  mine: [...new Set(found.flatMap(({ mine }) => mine))],
  foreign: [...new Set(found.flatMap(({ foreign }) => foreign))],
  told: null,
});
