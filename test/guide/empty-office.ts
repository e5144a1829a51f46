import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openDesk, readScopeValues, seat, type Desk } from '#access';
import { createApp, type Pages } from '#api';
import dimensions from '#dimensions';
import { readForms } from '#clerks';
import { openLibrary } from '#guide';
import { noticesAtHand } from '#pipeline';
import { dimensionNames, readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { enteringDoor } from '#server/entering-door.ts';
import { addWith, phrase } from '../accounts/desk.ts';

const content = { pipelines: 'pipelines', reference: 'data/reference' };
const host = 'empty.example';

export interface EmptyOffice {
  folder: string;
  desk: Desk;
  warehouse: Warehouse;
  /** An account of a role; what it asks is asked by `as`. */
  add(account: string, role: string, scope?: Record<string, string[]>, mustChange?: boolean): Promise<void>;
  as(account: string | null, url: string): Promise<{ status: number; body: string; location: string }>;
  close(): Promise<void>;
}

interface Options {
  pages?: Pages;
  notices?: Parameters<typeof createApp>[0]['notices'];
  isSeat?: boolean;
}

/** The program over a folder in which nothing is, with the content of the project. */
export async function openEmpty({ pages, notices, isSeat = false }: Options = {}): Promise<EmptyOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'empty-'));
  const opened = await openDesk({
    warehouse: folder,
    content: 'data/access',
    dimensions: dimensionNames,
    scopes: await readScopeValues('data/reference', dimensions, { city: '市' }),
    record: () => {},
  });
  const desk = { ...opened, settings: { ...opened.settings, second_factor: new Set<never>() } };
  const warehouse = await followWarehouse(folder, { poll: 60_000, log: () => {} });
  const dashboards = await readDashboards('dashboards');
  const library = await openLibrary('data/guide');
  const app: FastifyInstance = await createApp({
    warehouse,
    dashboards: () => Promise.resolve(dashboards),
    forms: (moment) => readForms(content, moment),
    templates: 'data/forms',
    briefs: 'data/briefs',
    scenarios: 'pipelines/scenarios',
    guide: () => Promise.resolve(library),
    notices: notices ?? (() => noticesAtHand(content, '2026-06-30')),
    build: 'empty',
    writes: { refusal: null, token: '' },
    seals: { keys: join(folder, 'keys'), office: '示例处室' },
    uploads: { worker: () => Promise.reject(new Error('nothing is loaded here')) },
    entering: enteringDoor({
      warehouse: folder,
      worker: () => Promise.reject(new Error('nothing is tried here')),
      desk: isSeat ? null : desk,
      digest: async () => 'here',
      onSaved() {},
    }),
    ...(isSeat
      ? { reader: () => seat }
      : { office: { desk, isProxy: () => false, isBehindProxy: false, header: null, provider: null } }),
    ...(pages ? { pages } : {}),
  });
  const cookies = new Map<string, string>();
  const enter = async (account: string) => {
    const { headers } = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      payload: JSON.stringify({ name: account, password: phrase }),
    });
    const cookie = [headers['set-cookie'] ?? []].flat().map((each) => each.split(';')[0]);
    cookies.set(account, cookie.join('; '));
    return cookies.get(account)!;
  };
  return {
    folder,
    desk,
    warehouse,
    add: (account, role, scope = {}, mustChange = false) =>
      addWith(desk, { account, title: account, office: '', role, scope, password: phrase, mustChange }),
    async as(account, url) {
      const cookie = account === null ? '' : (cookies.get(account) ?? (await enter(account)));
      const { statusCode, headers, body } = await app.inject({
        url,
        headers: { host, accept: 'text/html', ...(cookie ? { cookie } : {}) },
      });
      return { status: statusCode, body, location: String(headers.location ?? '') };
    },
    async close() {
      await app.close();
      warehouse.close();
      desk.store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
