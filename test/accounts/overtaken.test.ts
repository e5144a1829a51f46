import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { disable, enable, endSessionsOf } from '../../src/access/administer.ts';
import { makeFeed } from '../../src/access/feeds.ts';
import { changePassword, confirmFactor, beginFactor, dropFactor, makeToken } from '../../src/access/own-account.ts';
import { signIn } from '../../src/access/sign-in.ts';
import { changeAccount, findAccount } from '../../src/access/store/accounts.ts';
import { findSession, listSessions, type Session } from '../../src/access/store/sessions.ts';
import { codeOf, stepAt } from '../../src/access/totp.ts';
import { listFeeds } from '../../src/access/store/feeds.ts';
import { listTokens } from '../../src/access/store/tokens.ts';
import type { Desk } from '../../src/access/desk.ts';
import { addWith, hashOf, openTested, phrase, type TestedDesk } from './desk.ts';
import { browse, host, openOffice, settle, type TestedOffice } from './office.ts';

/** To hash a password takes its time, and more where many wait: what is changed meanwhile counts. */

const next = '黄河滩上第九棵柳树歪着看';
const address = '10.0.0.7';
const asked = { name: 'jinan', password: phrase, address };

let desk: TestedDesk;
beforeEach(async () => {
  desk = await openTested();
  await hashOf(next);
  const added = { account: 'jinan', title: '', office: '', role: 'city', scope: { city: ['济南市'] } };
  await addWith(desk, { ...added, password: phrase, mustChange: false });
});
afterEach(() => desk.close());

const sessions = () => listSessions(desk.store, 'jinan', { now: desk.now(), idle: 1e9 }).length;
async function open(): Promise<Session> {
  const { key } = await signIn(desk, asked);
  const session = findSession(desk.store, key, { now: desk.now(), idle: 1e9 });
  if (session === null) throw new Error('no session');
  return session;
}
const setFactor = async (): Promise<string> => {
  const session = await open();
  const secret = beginFactor(desk, session);
  const code = codeOf(secret, stepAt(desk.now()));
  const found = findSession.bind(null, desk.store);
  const { key } = await confirmFactor(desk, { ...session, secret }, { code, password: phrase });
  expect(found(key, { now: desk.now(), idle: 1e9 })?.stage).toBe('open');
  return secret;
};

describe('whoever signs in while', () => {
  test('the account is shut is not let in, nor when it is opened again', async () => {
    const signing = signIn(desk, asked);
    disable(desk, null, 'jinan');
    await expect(signing).rejects.toMatchObject({ code: 'wrong_sign_in' });
    enable(desk, null, 'jinan');
    expect(sessions()).toBe(0);
  });

  test('the password becomes another is not let in by the old one', async () => {
    const signing = signIn(desk, asked);
    changeAccount(desk.store, 'jinan', { password: await hashOf(next) });
    await expect(signing).rejects.toMatchObject({ code: 'wrong_sign_in' });
    expect(sessions()).toBe(0);
  });
});

describe('whoever is signed out while they', () => {
  test('change their password changes nothing', async () => {
    const session = await open();
    const before = findAccount(desk.store, 'jinan')?.password;
    const changing = changePassword(desk, session, { password: phrase, next });
    endSessionsOf(desk, null, 'jinan');
    await expect(changing).rejects.toMatchObject({ code: 'sign_in' });
    expect(findAccount(desk.store, 'jinan')?.password).toBe(before);
    expect(sessions()).toBe(0);
  });

  test('set up a second factor sets up none', async () => {
    const session = await open();
    const secret = beginFactor(desk, session);
    const code = codeOf(secret, stepAt(desk.now()));
    const setting = confirmFactor(desk, { ...session, secret }, { code, password: phrase });
    endSessionsOf(desk, null, 'jinan');
    await expect(setting).rejects.toMatchObject({ code: 'sign_in' });
    expect(findAccount(desk.store, 'jinan')?.secret).toBeNull();
  });

  test('take their second factor away keep it', async () => {
    const secret = await setFactor();
    desk.wait(60_000);
    const [session] = listSessions(desk.store, 'jinan', { now: desk.now(), idle: 1e9 });
    const code = codeOf(secret, stepAt(desk.now()));
    const dropping = dropFactor(desk, session!, { code, password: phrase });
    endSessionsOf(desk, null, 'jinan');
    await expect(dropping).rejects.toMatchObject({ code: 'sign_in' });
    expect(findAccount(desk.store, 'jinan')?.secret).toBe(secret);
  });
});

describe('whoever is signed out while their password is looked at makes', () => {
  const shown = { title: '示例', password: phrase };
  test.each<[string, (session: Session) => Promise<unknown>]>([
    ['no token', (session) => makeToken(desk, session, { ...shown, capabilities: ['rows'], days: 30 })],
    ['no feed', (session) => makeFeed(desk, session, shown)],
  ])('%s', async (_, make) => {
    const session = await open();
    const making = make(session);
    endSessionsOf(desk, null, 'jinan');
    await expect(making).rejects.toMatchObject({ code: 'sign_in' });
    expect([...listTokens(desk.store, 'jinan', 0), ...listFeeds(desk.store, 'jinan')]).toEqual([]);
  });
});

test('a code that signed somebody in meanwhile takes no second factor away', async () => {
  const secret = await setFactor();
  desk.wait(60_000);
  const [session] = listSessions(desk.store, 'jinan', { now: desk.now(), idle: 1e9 });
  const code = codeOf(secret, stepAt(desk.now()));
  const dropping = dropFactor(desk, session!, { code, password: phrase });
  changeAccount(desk.store, 'jinan', { secretStep: stepAt(desk.now()) });
  await expect(dropping).rejects.toMatchObject({ code: 'wrong_code' });
});

describe('whoever sends slowly what they have to say', () => {
  let office: TestedOffice;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());
  /** Sends a form of which the last letter comes once something was done. */
  const sendSlowly = (browser: ReturnType<typeof browse>, url: string, meanwhile: () => void) => {
    const payload = Readable.from(
      (async function* () {
        yield '{"title":"示例",';
        await setTimeout(50);
        meanwhile();
        yield `${url.endsWith('tokens') ? '"capability":["rows"],"days":30,' : ''}"password":"${phrase}"}`;
      })(),
      { objectMode: false }
    );
    const headers = { origin: `https://${host}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    return browser.ask({ method: 'POST', url, headers, payload });
  };

  test.each<[string, (desk: Desk) => void]>([
    ['shut', (desk) => disable(desk, null, 'jinan')],
    ['signed out', (desk) => void endSessionsOf(desk, null, 'jinan')],
  ])('and is %s before it has come makes neither a token nor a feed', async (_, meanwhile) => {
    const browser = await settle(office);
    for (const url of ['/api/account/tokens', '/api/account/feeds'])
      expect((await sendSlowly(browser, url, () => meanwhile(office.desk))).status).toBe(401);
    expect([...listTokens(office.desk.store, 'jinan', 0), ...listFeeds(office.desk.store, 'jinan')]).toEqual([]);
  });

  test('makes one where nothing happened', async () => {
    const browser = await settle(office);
    expect((await sendSlowly(browser, '/api/account/tokens', () => undefined)).status).toBe(201);
  });
});
