import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { openDesk, type AddedAccount, type Desk, type Provider, type Settings } from '#access';
import { addressesOf, createApp, type Office } from '#api';
import type { RecordedEvent } from '#store';
import type { Warehouse } from '#warehouse';
import { addWith, phrase } from './desk.ts';

/** A warehouse that holds nothing: signing in needs none of it. */
const nothing = {
  folder: '',
  version: () => null,
  mark: () => '',
  warning: () => null,
  faults: () => [],
  lease: () => Promise.reject(new Error('nothing is published')),
} as unknown as Warehouse;

export interface TestedOffice {
  app: FastifyInstance;
  desk: Desk;
  events: RecordedEvent[];
  /** What was used or refused, as it goes to the record. */
  used: RecordedEvent[];
  /** Lets the time of the door go on, not of the desk. */
  pass(milliseconds: number): void;
  wait(milliseconds: number): void;
  close(): Promise<void>;
}

export const host = 'baijing.example';
const origin = `https://${host}`;

/** The real door of an office, whose warehouse is empty. */
export async function openOffice({
  settings = {},
  proxies = [],
  header = null,
  provider = null,
  pages,
  alerts = null,
  logger = null,
  log = () => undefined,
  namedWarehouse = null,
}: {
  settings?: Partial<Settings>;
  proxies?: string[];
  header?: string | null;
  provider?: Provider | null;
  pages?: Parameters<typeof createApp>[0]['pages'];
  alerts?: Parameters<typeof createApp>[0]['alerts'];
  logger?: { write(line: string): void } | null;
  log?: (message: string) => void;
  namedWarehouse?: string | null;
} = {}): Promise<TestedOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  const events: RecordedEvent[] = [];
  const used: RecordedEvent[] = [];
  let at = Date.now();
  let passed = 0;
  const opened = await openDesk({
    warehouse: folder,
    content: 'data/access',
    dimensions: ['city', 'county'],
    record: (event) => void events.push(event),
    now: () => at,
  });
  const desk = { ...opened, settings: { ...opened.settings, second_factor: new Set<never>(), ...settings } };
  const office: Office = {
    desk,
    isProxy: addressesOf(proxies),
    isBehindProxy: proxies.length > 0,
    header,
    provider,
  };
  const app = await createApp({
    warehouse: nothing,
    dashboards: () => Promise.resolve(new Map()),
    build: 'test',
    office,
    alerts,
    logger,
    log,
    namedWarehouse,
    record: (event) => void used.push(event),
    now: () => Date.now() + passed,
    allowsHost: (name) => name.split(':')[0] === host || name.startsWith('localhost'),
    ...(pages ? { pages } : {}),
  });
  return {
    app,
    desk,
    events,
    used,
    pass: (milliseconds) => void (passed += milliseconds),
    wait: (milliseconds) => void (at += milliseconds),
    async close() {
      await app.close();
      desk.store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface Browsed {
  status: number;
  body: Readonly<Record<string, unknown>>;
  text: string;
  headers: Readonly<Record<string, unknown>>;
}

/** A browser as far as cookies and what it says of itself go. */
export function browse({ app }: Pick<TestedOffice, 'app'>, more: Record<string, string> = {}) {
  const cookies = new Map<string, string>();
  const ask = async (options: InjectOptions & { headers?: Record<string, string> }): Promise<Browsed> => {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const { statusCode, headers, body } = await app.inject({
      ...options,
      headers: { host, ...(cookie ? { cookie } : {}), ...more, ...options.headers },
    });
    for (const each of [headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (/max-age=0/i.test(each)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const isJson = String(headers['content-type']).startsWith('application/json');
    return { status: statusCode, headers, text: body, body: isJson ? (JSON.parse(body) as Browsed['body']) : {} };
  };
  const post = (url: string, form: object = {}, headers: Record<string, string> = {}) =>
    ask({
      method: 'POST',
      url,
      headers: { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(form),
    });
  return {
    cookies,
    ask,
    get: (url: string, headers: Record<string, string> = {}) => ask({ method: 'GET', url, headers }),
    post,
    /** Sends a form as a page without a program does. */
    send: (url: string, form: Record<string, string>) =>
      ask({
        method: 'POST',
        url,
        headers: {
          origin,
          accept: 'text/html,application/xhtml+xml',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams(form).toString(),
      }),
  };
}

/** A browser in which an account signed in. */
export async function settle(
  tested: TestedOffice,
  {
    account = 'jinan',
    title = '王某',
    office = '',
    role = 'city',
    scope = { city: ['济南市'] },
  }: Partial<AddedAccount> = {}
) {
  await addWith(tested.desk, { account, title, office, role, scope, password: phrase, mustChange: false });
  const browser = browse(tested);
  const { status, text } = await browser.post('/api/session', { name: account, password: phrase });
  if (status !== 201) throw new Error(text);
  return browser;
}
