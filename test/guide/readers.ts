import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openDesk, readScopeValues, seat } from '#access';
import { createApp, inProcess, type Pages } from '#api';
import dimensions from '#dimensions';
import { readForms } from '#clerks';
import { openLibrary } from '#guide';
import { noticesAtHand, recordFile } from '#pipeline';
import { dimensionNames, readDashboards } from '#query';
import { followDecisions } from '#store';
import { followWarehouse } from '#warehouse';
import { enteringDoor } from '#server/entering-door.ts';
import { addWith, phrase } from '../accounts/desk.ts';
import { openDoor } from '../alerts/door.ts';
import type { Ask } from './by-door.ts';

const content = { pipelines: 'pipelines', reference: 'data/reference' };
const host = 'guide.example';

export interface Readers {
  /** Asks as whoever has a role; '' is who has not signed in, `seat` who sits at the machine. */
  askAs(role: string): Promise<Ask>;
  close(): Promise<void>;
}

/** Whose rows an account of the tests sees, by the dimensions that divide its role. */
const given: Readonly<Record<string, readonly string[]>> = { city: ['济南市'], county: ['历下区'] };

/** The program over a warehouse for every role that there is, each signed in as an account of its own. */
export async function openReaders(warehouseFolder: string, pages: Pages): Promise<Readers> {
  const own = mkdtempSync(join(tmpdir(), 'guide-'));
  const opened = await openDesk({
    warehouse: own,
    content: 'data/access',
    dimensions: dimensionNames,
    scopes: await readScopeValues('data/reference', dimensions, { city: '市' }),
    record: () => {},
  });
  const desk = { ...opened, settings: { ...opened.settings, second_factor: new Set<never>() } };
  const warehouse = await followWarehouse(warehouseFolder, { poll: 60_000, log: () => {} });
  const dashboards = await readDashboards('dashboards');
  const decisions = followDecisions(recordFile(warehouseFolder));
  const told = await openDoor(warehouseFolder, [], { isWhole: true });
  const library = await openLibrary('data/guide');
  const common = {
    warehouse,
    dashboards: () => Promise.resolve(dashboards),
    forms: (moment?: Parameters<typeof readForms>[1]) => readForms(content, moment),
    templates: 'data/forms',
    briefs: 'data/briefs',
    scenarios: 'pipelines/scenarios',
    guide: () => Promise.resolve(library),
    notices: () => noticesAtHand(content, '2026-06-30'),
    alerts: told,
    seals: { keys: join(own, 'keys'), office: '示例处室' },
    build: 'guide',
    decisions,
    uploads: { worker: () => Promise.reject(new Error('nothing is loaded here')) },
    entering: enteringDoor({
      warehouse: warehouseFolder,
      worker: () => Promise.reject(new Error('nothing is tried here')),
      desk: desk,
      digest: async () => 'here',
      onSaved() {},
    }),
    pages,
  };
  const office = await createApp({
    ...common,
    packer: async () => ({ refused: '这里不装' }),
    writes: { refusal: null, token: '' },
    office: { desk, isProxy: () => false, isBehindProxy: false, header: null, provider: null },
  });
  // Pages find the API where the last program put it: here there are two.
  const door = globalThis as unknown as Record<symbol, unknown>;
  const ofOffice = door[inProcess];
  const alone = await createApp({ ...common, reader: () => seat, writes: { refusal: null, token: 'x' } });
  const ofSeat = door[inProcess];
  const cookies = new Map<string, string>();

  async function signIn(role: string): Promise<string> {
    const known = cookies.get(role);
    if (known !== undefined) return known;
    const scope = Object.fromEntries((desk.roles.get(role)?.scopedBy ?? []).map((name) => [name, [...given[name]!]]));
    const account = role.replaceAll('_', '-');
    await addWith(desk, { account, title: role, office: '', role, scope, password: phrase, mustChange: false });
    const { statusCode, headers, body } = await office.inject({
      method: 'POST',
      url: '/api/session',
      headers: { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      payload: JSON.stringify({ name: account, password: phrase }),
    });
    if (statusCode !== 201) throw new Error(`${role} cannot sign in: ${body}`);
    const cookie = [headers['set-cookie'] ?? []].flat().map((each) => each.split(';')[0]);
    cookies.set(role, cookie.join('; '));
    return cookie.join('; ');
  }

  return {
    async askAs(role) {
      const app: FastifyInstance = role === 'seat' ? alone : office;
      const cookie = role === '' || role === 'seat' ? '' : await signIn(role);
      return async (url) => {
        door[inProcess] = role === 'seat' ? ofSeat : ofOffice;
        const { statusCode, headers, body } = await app.inject({
          url: encodeURI(decodeURI(url)),
          headers: { host: role === 'seat' ? 'localhost' : host, accept: 'text/html', ...(cookie ? { cookie } : {}) },
        });
        const location = typeof headers.location === 'string' ? headers.location : null;
        return { status: statusCode, type: String(headers['content-type'] ?? ''), body, location };
      };
    },
    async close() {
      await Promise.all([office.close(), alone.close()]);
      await told.close();
      warehouse.close();
      decisions.close();
      desk.store.close();
      rmSync(own, { recursive: true });
    },
  };
}
