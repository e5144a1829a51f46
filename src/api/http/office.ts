import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import {
  findAccount,
  findNamed,
  findSession,
  findToken,
  nobody,
  readerOf,
  timesOf,
  touchSession,
  type Desk,
  type Provider,
} from '#access';
import { asking } from './asking.ts';
import { cookiesNamed } from './cookies.ts';
import type { Who } from './who.ts';

/** A server that people sign in to. */
export interface Office {
  desk: Desk;
  /** Whether an address is the proxy's: what it says of who asks is believed, and of nobody else. */
  isProxy: (address: string) => boolean;
  /** Whether what comes past the proxy is refused: there is one, and it alone speaks TLS. */
  isBehindProxy: boolean;
  /** The header in which the proxy names the account that it let in; null where it does not. */
  header: string | null;
  /** By whom else people may sign in. */
  provider: Provider | null;
}

const unknown: Who = { by: 'nobody', reader: nobody, session: null, key: null };

/** `__Host-`: of this name alone, over TLS alone, and of no neighbour who sets it too. */
export const sessionCookie = '__Host-baijing';
export const writeCookie = '__Host-baijing-write';

const found = new WeakMap<FastifyRequest, Who>();

/** Who a request is of. What a page asks in this process is asked by who opened the page. */
export function whoOf(office: Office, request: FastifyRequest): Who {
  const page = asking.getStore()?.who;
  if (page) return page;
  const known = found.get(request);
  if (known) return known;
  const who = look(office, request);
  found.set(request, who);
  return who;
}

/** Looks anew who a request is of: what it sends took its time, and they may have been shut or signed out meanwhile. */
export const lookAnew = (request: FastifyRequest): void => void found.delete(request);

function look(office: Office, request: FastifyRequest): Who {
  const { desk } = office;
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return byToken(desk, bearer);
  return byHeader(office, request) ?? bySession(desk, request) ?? unknown;
}

function byToken(desk: Desk, bearer: string): Who {
  const token = findToken(desk.store, bearer, desk.now());
  const account = token && findAccount(desk.store, token.account);
  if (!token || !account) return unknown;
  return { by: 'token', reader: readerOf(desk, account, token.capabilities), session: null, key: null };
}

function byHeader({ desk, header, isProxy }: Office, { headers, socket }: FastifyRequest): Who | null {
  if (header === null || !isProxy(socket.remoteAddress ?? '')) return null;
  const said = headers[header];
  // Two of them are joined by a comma: one was brought along.
  if (typeof said !== 'string' || said.trim() === '') return null;
  const account = findNamed(desk.store, said);
  return account === null ? unknown : { by: 'header', reader: readerOf(desk, account), session: null, key: null };
}

function bySession(desk: Desk, { headers }: FastifyRequest): Who | null {
  const now = desk.now();
  const { idle } = timesOf(desk);
  for (const key of cookiesNamed(sessionCookie, headers.cookie)) {
    const session = findSession(desk.store, key, { now, idle });
    if (session === null) continue;
    if (now - session.seenAt > Math.min(60_000, idle / 10)) touchSession(desk.store, session.id, now);
    const account = session.stage === 'open' ? findAccount(desk.store, session.account) : null;
    return { by: 'session', reader: account === null ? nobody : readerOf(desk, account), session, key };
  }
  return null;
}

/** Whether an address is among these: addresses and nets (10.0.0.0/8). What is neither is an Error. */
export function addressesOf(list: readonly string[]): (address: string) => boolean {
  const known = new BlockList();
  for (const each of list) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const size = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (family === 0 || !(size > 0 && size <= most))
      throw new Error(`代理的地址写的是“${each}”，要写成 10.1.2.3 或 10.1.2.0/24`);
    known.addSubnet(address, size, family === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const [, plain = address] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
    const family = isIP(plain);
    return family !== 0 && known.check(plain, family === 4 ? 'ipv4' : 'ipv6');
  };
}
