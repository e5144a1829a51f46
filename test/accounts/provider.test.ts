import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, disable, findAccount, openProvider, reset, stepAt } from '#access';
import { addWith, empty } from './desk.ts';
import { changeAccount } from '../../src/access/store/accounts.ts';
import { newSecret } from '../../src/access/totp.ts';
import { browse, openOffice, type TestedOffice } from './office.ts';
import { openPortal, type Claims, type Portal } from './portal.ts';

const origin = 'https://baijing.example';
let portal: Portal;
let office: TestedOffice;

beforeAll(async () => {
  portal = await openPortal(origin);
  const { issuer } = portal;
  office = await openOffice({
    provider: openProvider({ issuer, client: 'baijing', secret: 'a-secret-of-this-test', origin }),
  });
});
afterAll(async () => {
  await office.close();
  await portal.close();
});
beforeEach(async () => {
  portal.forge = null;
  portal.isForeign = false;
  empty(office.desk);
  office.events.length = 0;
  const scope = { city: ['济南市'] };
  const jinan = { account: 'jinan', title: '王某', office: '', role: 'city', scope };
  await addWith(office.desk, { ...jinan, password: 'unused', mustChange: false });
});

const pathOf = (url: string) => url.slice(origin.length);

/** Goes to the provider and back as somebody, in a browser. */
async function come(subject: string, browser = browse(office), back = '/quota?batch=2025') {
  const sent = await browser.get(`/api/session/provider?back=${encodeURIComponent(back)}`);
  const returned = await portal.visit(String(sent.headers.location), subject);
  const answer = await browser.get(pathOf(returned));
  return { browser, sent, returned, answer, to: answer.headers.location };
}

const problem = (code: string) => `/sign-in?problem=${code}`;
const stageOf = async (browser: ReturnType<typeof browse>) => (await browser.get('/api/session')).body.stage;

test('who is known there and has an account here comes in, by PKCE, to the page that they wanted', async () => {
  const { browser, sent, answer, to } = await come('u-1');
  const asked = new URL(String(sent.headers.location)).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect([asked.get('state')?.length, asked.get('nonce')?.length].every((length) => Number(length) >= 43)).toBe(true);
  expect([answer.status, to]).toEqual([303, '/quota?batch=2025']);
  expect((await browser.get('/api/session')).body).toMatchObject({
    account: 'jinan',
    stage: 'open',
    hasProvider: true,
  });
  expect(office.events.map(({ event }) => event)).toEqual(['provider_bound', 'signed_in']);
  expect(JSON.stringify(office.events)).not.toContain('u-1');
});

test.each(['jinªn', 'ｊinan', 'jinan ', 'ji\u00adnan'])('“%s” there is not jinan here', async (name) => {
  portal.forge = (claims) => ({ ...claims, preferred_username: name });
  expect((await come('u-9')).to).toBe(problem('no_account'));
  portal.forge = (claims) => ({ ...claims, preferred_username: 'JiNan' });
  expect((await come('u-1')).to).toBe('/quota?batch=2025');
});

test('who has a second factor here shows it too, however they came', async () => {
  const secret = newSecret();
  changeAccount(office.desk.store, 'jinan', { secret });
  const { browser } = await come('u-1');
  expect((await browser.get('/api/session')).body).toMatchObject({ stage: 'code', capabilities: [] });
  await browser.post('/api/session/code', { code: codeOf(secret, stepAt(office.desk.now())) });
  expect(await stageOf(browser)).toBe('open');
});

test('who never saw the password that they have here makes a token and a feed without it', async () => {
  changeAccount(office.desk.store, 'jinan', { mustChange: true });
  const { browser } = await come('u-1');
  expect((await browser.get('/api/account')).body).toMatchObject({ waysAskPassword: false });
  const made = await browser.post('/api/account/tokens', { title: '报表', capability: ['rows'], days: 1 });
  expect([made.status, (await browser.post('/api/account/feeds', { title: '手机' })).status]).toEqual([201, 201]);
});

test('whoever comes back from nowhere, again and again, does not fill the record', async () => {
  const { address_failures: most } = office.desk.settings;
  const stranger = browse(office);
  const answers = await Promise.all(
    Array.from({ length: most + 20 }, () => stranger.get('/api/session/provider/callback?state=x&code=y'))
  );
  expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(new Set([problem('provider_failed')]));
  expect(office.events.filter(({ event }) => event === 'sign_in_failed')).toHaveLength(most);
  expect(office.events[0]?.details).toMatchObject({ way: 'provider', why: 'unknown_journey', address: '127.0.0.1' });
});

test('whoever asks to be sent there, however often, drives nobody out who is on the way', async () => {
  const browser = browse(office);
  const sent = await browser.get('/api/session/provider?back=/quota');
  const stranger = browse(office);
  await stranger.get('/api/session/provider');
  for (let i = 0; i < 50; i++)
    await Promise.all(Array.from({ length: 50 }, () => stranger.get('/api/session/provider')));
  const returned = await portal.visit(String(sent.headers.location), 'u-1');
  expect((await browser.get(pathOf(returned))).headers.location).toBe('/quota');
});

test('what a browser holds meanwhile is one cookie that it keeps, and tells nobody what the provider is to be shown', async () => {
  const asked = '/projects?search=' + '项'.repeat(400);
  const { browser, sent, to } = await come('u-1', browse(office), asked);
  expect(to).toBe('/');
  const [cookie = ''] = [sent.headers['set-cookie'] ?? []].flat();
  expect(cookie).toMatch(/^__Host-baijing-journey=[\w-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/);
  const { to: wanted, sent: far } = await come('u-1', browser, `/quota?batch=${'2'.repeat(980)}`);
  expect(wanted).toHaveLength('/quota?batch='.length + 980);
  // As much as nginx takes of an answer's headers where nobody says otherwise.
  expect(JSON.stringify(far.headers).length).toBeLessThan(3500);
  const { searchParams } = new URL(String(far.headers.location));
  const held = browser.cookies.get('__Host-baijing-journey') ?? '';
  for (const secret of [String(searchParams.get('nonce')), 'quota'])
    expect(Buffer.from(held, 'base64url').includes(secret)).toBe(false);
});

test('who signs out here is led to where they sign out there', async () => {
  const { browser } = await come('u-1');
  const out = await browser.send('/api/session/end', {});
  const [, there = ''] = /href="([^"]+session\/end[^"]*)"/.exec(out.text) ?? [];
  const url = new URL(there.replaceAll('&amp;', '&'));
  expect([url.origin, url.searchParams.get('post_logout_redirect_uri')]).toEqual([portal.issuer, `${origin}/sign-in`]);
  expect((await fetch(url)).status).toBe(200);
  expect(await stageOf(browser)).toBeNull();
});

describe('nobody comes in', () => {
  test('by a cookie that was changed, was taken before, or is of another server; the provider is not asked', async () => {
    const { browser, sent, returned } = await come('u-1');
    const [, used = ''] = /=([\w-]+);/.exec(String(sent.headers['set-cookie'])) ?? [];
    const asked = portal.asked;
    const other = openProvider({ issuer: portal.issuer, client: 'baijing', secret: 'a-secret-of-this-test', origin });
    const { held } = await other.begin(office.desk, '/');
    const flipped = (at: number) => {
      const bytes = Buffer.from(used, 'base64url');
      bytes[at]! ^= 1;
      return bytes.toString('base64url');
    };
    for (const cookie of [used, held, flipped(0), flipped(20), flipped(40), used.slice(0, 20), '', 'x'])
      expect(
        (await browser.get(pathOf(returned), { cookie: `__Host-baijing-journey=${cookie}` })).headers.location
      ).toBe(problem('provider_failed'));
    expect(portal.asked).toBe(asked);
    const whys = office.events.flatMap(({ event, details }) => (event === 'sign_in_failed' ? [details?.why] : []));
    expect(whys).toEqual(Array.from({ length: 8 }, () => 'unknown_journey'));
  });

  test.each(['//evil.example', 'https://evil.example/', '/\\evil.example'])('to %s', async (back) => {
    expect((await come('u-1', browse(office), back)).to).toBe('/');
  });

  test('without an account: they are told whom to turn to', async () => {
    const { browser, to } = await come('u-3');
    expect([to, await stageOf(browser)]).toEqual([problem('no_account'), null]);
  });

  test('whose account is shut', async () => {
    disable(office.desk, null, 'jinan');
    expect((await come('u-1')).to).toBe(problem('no_account'));
  });

  test('who was given the name of somebody who left, until an administrator says so', async () => {
    await come('u-1');
    expect((await come('u-2')).to).toBe(problem('no_account'));
    await reset(office.desk, null, 'jinan');
    expect((await come('u-2')).to).toBe('/quota?batch=2025');
    expect(findAccount(office.desk.store, 'jinan')?.subject).toBe(`${portal.issuer} u-2`);
  });

  test.each<[string, (claims: Claims) => Claims]>([
    ['another nonce', (claims) => ({ ...claims, nonce: 'of another' })],
    ['no nonce', ({ nonce: _, ...claims }) => claims],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['another audience', (claims) => ({ ...claims, aud: 'another-client' })],
    ['another audience too, and no party', (claims) => ({ ...claims, aud: ['another-client', 'third'] })],
    ['an end that has passed', (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 3600 })],
    ['no subject', ({ sub: _, ...claims }) => claims],
  ])('by a token with %s, signed or not', async (_, forge) => {
    portal.forge = forge;
    const { browser, to } = await come('u-1');
    expect([to, await stageOf(browser)]).toEqual([problem('provider_failed'), null]);
    expect(office.events.at(-1)).toMatchObject({ event: 'sign_in_failed', by: null });
  });

  test('by a token that another key signed', async () => {
    portal.isForeign = true;
    expect((await come('u-1')).to).toBe(problem('provider_failed'));
  });

  test('by an answer that was made for another browser, twice, or not at all', async () => {
    const sent = await browse(office).get('/api/session/provider');
    const returned = pathOf(await portal.visit(String(sent.headers.location), 'u-1'));
    const victim = browse(office);
    await victim.get('/api/session/provider');
    expect((await victim.get(returned)).headers.location).toBe(problem('provider_failed'));
    expect((await browse(office).get(returned)).headers.location).toBe(problem('provider_failed'));
    const { browser, returned: used } = await come('u-1');
    browser.cookies.delete('__Host-baijing');
    expect((await browser.get(pathOf(used))).headers.location).toBe(problem('provider_failed'));
    expect((await browser.get('/api/session/provider/callback')).headers.location).toBe(problem('provider_failed'));
    expect(await stageOf(browser)).toBeNull();
  });

  test('where they stopped at the provider, or took too long', async () => {
    const browser = browse(office);
    const begun = await browser.get('/api/session/provider');
    const state = new URL(String(begun.headers.location)).searchParams.get('state');
    const denied = `/api/session/provider/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(portal.issuer)}`;
    expect((await browser.get(denied)).headers.location).toBe(problem('provider_failed'));
    const sent = await browser.get('/api/session/provider');
    const returned = pathOf(await portal.visit(String(sent.headers.location), 'u-1'));
    office.wait(11 * 60_000);
    expect((await browser.get(returned)).headers.location).toBe(problem('provider_failed'));
  });
});

test('a provider that is not there is said, and asked again the next time', async () => {
  const gone = openProvider({ issuer: 'http://127.0.0.1:9', client: 'baijing', secret: 'x', origin });
  const other = await openOffice({ provider: gone });
  for (let i = 0; i < 2; i++)
    expect((await browse(other).get('/api/session/provider')).headers.location).toBe(problem('provider_unreachable'));
  await other.close();
});
