import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { add } from '../../src/access/administer.ts';
import { changeAccount } from '../../src/access/store/accounts.ts';
import { newSecret } from '../../src/access/totp.ts';
import { addWith, empty, ofJinan, phrase } from './desk.ts';
import { browse, openOffice, settle, type TestedOffice } from './office.ts';

/** How such doors were opened elsewhere: each case is an attempt that must come to nothing. */

let office: TestedOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(() => {
  empty(office.desk);
  office.events.length = 0;
  office.used.length = 0;
});

const administrator = { account: 'root', role: 'administrator', scope: {} };

describe('whoever finds the session of an administrator open', () => {
  test('gets no password of it: their own account is changed under “my account”, against the present one', async () => {
    const browser = await settle(office, administrator);
    await add(office.desk, null, { ...administrator, account: 'second', title: '', office: '' });
    for (const [verb, form] of [
      ['reset', {}],
      ['grant', { role: 'division', scope: '' }],
      ['disable', {}],
    ] as const) {
      const { status, body, text } = await browser.post(`/api/accounts/ROOT/${verb}`, form);
      expect([verb, status, (body.error as { code: string }).code]).toEqual([verb, 409, 'own_account']);
      expect(text).not.toMatch(/[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/);
    }
    const account = (await browser.get('/api/account')).body;
    expect([account.stage, account.mustChange]).toEqual(['open', false]);
  });

  test('changes neither password nor second factor without the password', async () => {
    const browser = await settle(office, administrator);
    const changed = await browser.post('/api/account/password', { password: 'guess', next: '黄河滩上第九棵柳树' });
    expect(changed.status).toBe(403);
    await browser.post('/api/account/factor/begin');
    expect((await browser.post('/api/account/factor/confirm', { code: '000000', password: 'guess' })).status).toBe(403);
  });
});

test('whoever has a password alone, and no second factor, throws nobody out', async () => {
  const browser = await settle(office);
  changeAccount(office.desk.store, 'jinan', { secret: newSecret() });
  const thief = browse(office);
  expect((await thief.post('/api/session', { name: 'jinan', password: phrase })).body).toEqual({ stage: 'code' });
  expect((await thief.post('/api/session/end-all')).status).toBe(409);
  expect((await browser.get('/api/session')).body).toMatchObject({ account: 'jinan', stage: 'open' });
});

describe('a first password', () => {
  test('that nobody used for a while opens nothing any more', async () => {
    const root = await settle(office, administrator);
    const made = await root.post('/api/accounts', {
      account: 'zibo',
      title: '李某',
      role: 'city',
      scope: 'city=淄博市',
    });
    const password = String(made.body.password);
    const days = office.desk.settings.first_password_days;
    office.wait((days * 24 + 1) * 3600 * 1000);
    const late = await browse(office).post('/api/session', { name: 'zibo', password });
    expect([late.status, (late.body.error as { code: string }).code]).toEqual([403, 'first_password_expired']);
    const wrong = await browse(office).post('/api/session', { name: 'zibo', password: 'guess' });
    expect((wrong.body.error as { code: string }).code).toBe('wrong_sign_in');
  });
});

describe('whoever signs in nowhere', () => {
  test('cannot fill the record: after so many refusals a minute one line says how many more there were', async () => {
    const stranger = browse(office);
    for (let i = 0; i < 100; i++) await stranger.get(`/api/projects/${i}`);
    const written = office.used.filter(({ event }) => event === 'refused').length;
    expect(written).toBeLessThanOrEqual(30);
    office.used.length = 0;
    office.pass(61_000);
    await stranger.get('/api/projects/101');
    expect(office.used[0]).toMatchObject({ event: 'refused_more', details: { count: 100 - written } });
    expect(office.used[1]).toMatchObject({ event: 'refused' });
  });

  test('nor can an account, which is refused as often as it likes', async () => {
    const browser = await settle(office);
    office.used.length = 0;
    for (let i = 0; i < 320; i++) await browser.get('/api/accounts');
    expect(office.used).toHaveLength(300);
    office.used.length = 0;
    office.pass(61_000);
    await browser.get('/api/accounts');
    expect(office.used[0]).toMatchObject({ event: 'refused_more', by: 'jinan', details: { count: 20 } });
  });

  test('cannot fill it by trying on where they are locked', async () => {
    await addWith(office.desk, { ...ofJinan, account: 'jinan' });
    const stranger = browse(office);
    for (let i = 0; i < 30; i++) await stranger.post('/api/session', { name: 'jinan', password: `guess ${i}` });
    const count = (name: string) => office.events.filter(({ event }) => event === name).length;
    expect([count('sign_in_failed'), count('sign_in_locked')]).toEqual([5, 1]);
  });
});

describe('a name that is written otherwise', () => {
  test.each(['JINAN', ' jinan ', 'ｊｉｎａｎ', 'jinan\u3000'])('“%s” is counted as the same', async (name) => {
    await addWith(office.desk, { ...ofJinan, account: 'jinan' });
    const stranger = browse(office);
    for (let i = 0; i < 5; i++) await stranger.post('/api/session', { name, password: 'guess' });
    expect((await stranger.post('/api/session', { name: 'jinan', password: phrase })).status).toBe(429);
  });
});

describe('a page of another site', () => {
  test.each([
    ['says null', { origin: 'null' }],
    ['says a neighbour', { origin: 'https://evil.baijing.example' }],
    ['says another scheme', { origin: 'http://elsewhere.example' }],
    ['says this name in the clear', { origin: 'http://baijing.example' }],
    ['is led here by the address bar', { 'sec-fetch-site': 'none' }],
    ['is of the same site but not the same origin', { 'sec-fetch-site': 'same-site' }],
  ])('that %s neither signs in nor out', async (_, headers) => {
    const browser = await settle(office);
    const said = { origin: '', 'sec-fetch-site': '', ...headers };
    const post = (url: string, form: object) =>
      browser.ask({
        method: 'POST',
        url,
        headers: Object.fromEntries(
          Object.entries({ ...said, 'content-type': 'application/json' }).filter(([, value]) => value !== '')
        ),
        payload: JSON.stringify(form),
      });
    expect((await post('/api/session/end', {})).status).toBe(403);
    expect((await post('/api/session', { name: 'jinan', password: phrase })).status).toBe(403);
    expect((await browser.get('/api/session')).body).toMatchObject({ account: 'jinan', stage: 'open' });
  });
});

describe('an address that is written otherwise', () => {
  test.each(['/%61pi/session/end', '/ap%69/session/%65nd'])(
    '%s signs nobody out for a page of a neighbour',
    async (url) => {
      const browser = await settle(office);
      const headers = { origin: 'https://evil.baijing.example', 'content-type': 'application/json' };
      expect((await browser.ask({ method: 'POST', url, headers, payload: '{}' })).status).toBe(403);
      expect((await browser.get('/api/session')).body).toMatchObject({ account: 'jinan', stage: 'open' });
    }
  );

  test('leaves out no line of the record', async () => {
    const browser = await settle(office);
    office.used.length = 0;
    expect((await browser.get('/%61pi/accounts')).status).toBe(403);
    expect(office.used).toMatchObject([{ event: 'refused', by: 'jinan', details: { what: '/api/accounts' } }]);
  });
});

describe('a proxy that names people', () => {
  let proxied: TestedOffice;
  beforeAll(async () => {
    proxied = await openOffice({ proxies: ['10.0.0.9'], header: 'x-remote-user' });
    await addWith(proxied.desk, {
      account: 'jinan',
      title: '王某',
      office: '',
      role: 'city',
      scope: { city: ['济南市'] },
      password: phrase,
      mustChange: false,
    });
  });
  afterAll(() => proxied.close());
  const ask = (url: string, headers: Record<string, string>, remoteAddress = '10.0.0.9') =>
    browse(proxied).ask({ method: 'GET', url, remoteAddress, headers: { 'x-forwarded-proto': 'https', ...headers } });

  test.each([
    ['two names at once', { 'x-remote-user': 'jinan, root' }],
    ['a name with an underscore', { x_remote_user: 'jinan' }],
    ['a name among other headers', { 'x-forwarded-user': 'jinan' }],
    ['a name that only looks like one', { 'x-remote-user': 'jinªn' }],
    ['a name with a space that is none', { 'x-remote-user': '\u00a0jinan' }],
  ])('is not believed %s', async (_, headers) => {
    expect((await ask('/api/session', headers)).body).toMatchObject({ account: null, stage: null });
  });

  test('leaves nothing to manage here, and the pages offer nothing of it', async () => {
    const headers = { 'x-remote-user': 'jinan' };
    expect((await ask('/api/session', headers)).body).toMatchObject({ account: 'jinan', stage: 'open', way: 'portal' });
    const { status, body } = await ask('/api/account', headers);
    expect([status, (body.error as { code: string }).code]).toEqual([409, 'by_portal']);
  });
});
