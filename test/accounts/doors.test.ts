import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { add } from '#access';
import type { Scope } from '#spec';
import { codeOf, stepAt } from '../../src/access/totp.ts';
import { empty, phrase } from './desk.ts';
import { browse, host, openOffice, settle, type TestedOffice } from './office.ts';

let office: TestedOffice;
let plain: TestedOffice;
let proxied: TestedOffice;
beforeAll(async () => {
  plain = await openOffice();
  proxied = await openOffice({ proxies: ['10.0.0.9'], header: 'x-remote-user' });
});
afterAll(async () => {
  await plain.close();
  await proxied.close();
});
beforeEach(() => {
  office = plain;
  for (const each of [plain, proxied]) {
    empty(each.desk);
    each.events.length = 0;
  }
});

const errorOf = (body: Readonly<Record<string, unknown>>) => (body.error as { code: string } | undefined)?.code;

test('nobody is told who they are, and may nothing', async () => {
  const { body, status } = await browse(office).get('/api/session');
  expect([status, body]).toEqual([
    200,
    {
      mode: 'office',
      account: null,
      name: '',
      role: null,
      capabilities: [],
      scope: {},
      stage: null,
      way: null,
      hasProvider: false,
      typing: { program: null, warehouse: null },
    },
  ]);
  for (const url of ['/api/accounts', '/api/account', '/api/projects'])
    expect([url, (await browse(office).get(url)).status]).toEqual([url, 401]);
});

test('where the data lie is told to who types commands about all of them, and to nobody else', async () => {
  const named = await openOffice({ namedWarehouse: '/srv/baijing/data' });
  try {
    const told = async (account: string, role: string, scope: Scope) => {
      const { body } = await (await settle(named, { account, role, scope })).get('/api/session');
      return (body.typing as { warehouse: string | null }).warehouse;
    };
    expect(await told('shiming', 'division', {})).toBe('/srv/baijing/data');
    expect(await told('guanli', 'administrator', {})).toBe('/srv/baijing/data');
    expect(await told('jinan', 'city', { city: ['济南市'] })).toBeNull();
    expect(await told('pingshen', 'reviewer', {})).toBeNull();
  } finally {
    await named.close();
  }
});

test('who signs in gets cookies of this name alone, over TLS alone, that no program of a page reads', async () => {
  const browser = browse(office);
  const first = await add(office.desk, null, {
    account: 'jinan',
    title: '',
    office: '',
    role: 'city',
    scope: { city: ['济南市'] },
  });
  const { status, headers, body } = await browser.post('/api/session', { name: 'jinan', password: first });
  expect([status, body]).toEqual([201, { stage: 'password' }]);
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(/^__Host-baijing=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    expect.stringMatching(/^__Host-baijing-write=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
  ]);
  expect(headers['cache-control']).toBe('no-store');
  // The first password opens the way to another one and nothing else.
  expect((await browser.get('/api/session')).body).toMatchObject({
    account: 'jinan',
    capabilities: [],
    stage: 'password',
  });
  expect((await browser.get('/api/projects')).status).toBe(401);
});

test('a session that was planted before is not the one that is signed in', async () => {
  const attacker = await settle(office);
  const victim = browse(office);
  for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
  await add(office.desk, null, { account: 'weihai', title: '', office: '', role: 'city', scope: { city: ['威海市'] } });
  const planted = attacker.cookies.get('__Host-baijing');
  await victim.post('/api/session', { name: 'jinan', password: phrase });
  expect(victim.cookies.get('__Host-baijing')).not.toBe(planted);
  expect((await attacker.get('/api/session')).body.stage).toBeNull();
});

test('signing out ends the session itself, and what the browser kept', async () => {
  const browser = await settle(office);
  const copied = browse(office);
  for (const [name, value] of browser.cookies) copied.cookies.set(name, value);
  expect((await copied.get('/api/session')).body.stage).toBe('open');
  const { status, headers } = await browser.ask({
    method: 'DELETE',
    url: '/api/session',
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect([status, headers['clear-site-data']]).toEqual([200, '"cache"']);
  expect(browser.cookies.size).toBe(0);
  expect((await copied.get('/api/session')).body.stage).toBeNull();
});

describe('a change', () => {
  const change = (browser: ReturnType<typeof browse>, headers: Record<string, string>, drop: string[] = []) => {
    for (const name of drop) browser.cookies.delete(name);
    return browser.ask({
      method: 'POST',
      url: '/api/session/end-all',
      headers: { 'content-type': 'application/json', ...headers },
      payload: '{}',
    });
  };

  test.each<[string, Record<string, string>, string[]]>([
    ['a page of another site', { origin: 'https://evil.example' }, []],
    ['a neighbour', { 'sec-fetch-site': 'same-site', origin: `https://x.${host}` }, []],
    ['a page that has no origin', { origin: 'null' }, []],
    [
      'one of whose headers names another site',
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      [],
    ],
    ['the same name without TLS on another port', { origin: `https://${host}:8443` }, []],
    ['who says nothing of where it is', {}, []],
    ['a link from another site, which sends no strict cookie', { origin: `https://${host}` }, ['__Host-baijing-write']],
  ])('is refused to %s', async (_, headers, drop) => {
    const browser = await settle(office);
    const { status, body } = await change(browser, headers, drop);
    expect(status).toBe(403);
    expect(['cross_origin', 'no_token']).toContain(errorOf(body));
    expect((await browser.get('/api/session')).body.stage).toBe('open');
  });

  test('is refused with the strict cookie of another session', async () => {
    const browser = await settle(office);
    const other = await settle(office, { account: 'weihai' });
    browser.cookies.set('__Host-baijing-write', other.cookies.get('__Host-baijing-write') ?? '');
    expect(errorOf((await change(browser, { origin: `https://${host}` })).body)).toBe('no_token');
  });

  test('by another site signs nobody in either', async () => {
    const first = await add(office.desk, null, {
      account: 'jinan',
      title: '',
      office: '',
      role: 'city',
      scope: { city: ['x'] },
    });
    const { status, headers } = await browse(office).ask({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      payload: `name=jinan&password=${first}`,
    });
    expect([status, headers['set-cookie']]).toEqual([403, undefined]);
  });
});

describe('a form without a program', () => {
  test('goes on to the page that was asked for, or says on the same why not', async () => {
    await settle(office);
    const browser = browse(office);
    const wrong = await browser.send('/api/session', { name: 'jinan', password: 'x', back: '/quota?batch=2025' });
    expect([wrong.status, wrong.headers.location]).toEqual([
      303,
      '/sign-in?problem=wrong_sign_in&back=%2Fquota%3Fbatch%3D2025',
    ]);
    const right = await browser.send('/api/session', { name: 'jinan', password: phrase, back: '/quota?batch=2025' });
    expect([right.status, right.headers.location]).toEqual([303, '/quota?batch=2025']);
    const out = await browser.send('/api/session/end', {});
    expect([out.status, out.headers.location]).toEqual([303, '/sign-in?left=true']);
  });

  test('with a second factor asks for it before anything else', async () => {
    const browser = await settle(office);
    const begun = await browser.post('/api/account/factor/begin');
    const { secret, uri, picture } = begun.body.factor as { secret: string; uri: string; picture: string };
    expect(uri).toContain(secret);
    expect(picture).toMatch(/^<svg /);
    const code = (by: number) => codeOf(secret, stepAt(office.desk.now()) + by);
    expect((await browser.post('/api/account/factor/confirm', { code: code(0), password: phrase })).status).toBe(201);
    office.wait(60_000);
    const other = browse(office);
    const half = await other.send('/api/session', { name: 'jinan', password: phrase, back: '/quota' });
    expect(half.headers.location).toBe('/sign-in?back=%2Fquota');
    expect((await other.get('/api/session')).body).toMatchObject({ stage: 'code', capabilities: [] });
    expect((await other.get('/api/account')).status).toBe(401);
    const again = await other.send('/api/session/code', { code: '000000', back: '/quota' });
    expect(again.headers.location).toBe('/sign-in?problem=wrong_code&back=%2Fquota');
    const whole = await other.send('/api/session/code', { code: code(0), back: '/quota' });
    expect(whole.headers.location).toBe('/quota');
    expect((await other.get('/api/session')).body.stage).toBe('open');
  });
});

describe('a token', () => {
  test('opens what it is for, to a program without cookies, and nothing of the account itself', async () => {
    const browser = await settle(office, { account: 'ting', role: 'administrator', scope: {} });
    const asked = { title: '报表', capability: ['record'], days: 30 };
    // A session that was left open makes none: it would outlive it.
    for (const password of ['guess', undefined])
      expect(errorOf((await browser.post('/api/account/tokens', { ...asked, password })).body)).toBe('wrong_password');
    const made = await browser.post('/api/account/tokens', { ...asked, password: phrase });
    expect(made.status).toBe(201);
    const authorization = `Bearer ${String(made.body.token)}`;
    const program = browse(office, { authorization });
    expect((await program.get('/api/session')).body).toMatchObject({ account: 'ting', capabilities: ['record'] });
    expect((await program.get('/api/accounts')).status).toBe(403);
    expect((await program.get('/api/account')).status).toBe(401);
    expect((await program.post('/api/account/tokens', { title: '', capability: ['record'], days: 1 })).status).toBe(
      401
    );
    const { id } = made.body;
    expect((await browser.post(`/api/account/tokens/${String(id)}/revoke`)).status).toBe(201);
    expect((await program.get('/api/session')).body.stage).toBeNull();
  });

  test('and an address for calendars are made against the password alone', async () => {
    const browser = await settle(office);
    for (const password of ['guess', undefined])
      expect(errorOf((await browser.post('/api/account/feeds', { title: '手机', password })).body)).toBe(
        'wrong_password'
      );
    expect((await browser.get('/api/account')).body).toMatchObject({ feeds: [], waysAskPassword: true });
    expect((await browser.post('/api/account/feeds', { title: '手机', password: phrase })).status).toBe(201);
  });

  test('that is none is nobody, whatever cookie comes with it', async () => {
    const browser = await settle(office);
    const { body } = await browser.get('/api/session', { authorization: 'Bearer baijing_nothing' });
    expect(body).toMatchObject({ account: null, stage: null, capabilities: [] });
  });
});

test('a form shows a password and a token once, on a page that no address leads to', async () => {
  const browser = await settle(office, { account: 'root', role: 'administrator', scope: {} });
  const added = await browser.send('/api/accounts', {
    account: 'zibo',
    title: '李某',
    role: 'city',
    scope: 'city=淄博市',
  });
  expect([added.status, added.headers['cache-control'], added.headers.location]).toEqual([201, 'no-store', undefined]);
  const [password = ''] = /[a-z2-9]{5}(?:-[a-z2-9]{5}){3}/.exec(added.text) ?? [];
  expect((await browse(office).post('/api/session', { name: 'zibo', password })).body).toEqual({ stage: 'password' });
});

test('a form gives a scope a field a dimension; what is left empty limits nothing', async () => {
  const browser = await settle(office, { account: 'root', role: 'administrator', scope: {} });
  const form = { account: 'zibo', title: '李某', role: 'county', scope_city: '淄博市', scope_county: '张店区、临淄区' };
  expect((await browser.send('/api/accounts', form)).status).toBe(201);
  const scopeNow = async () => {
    const rows = (await browser.get('/api/accounts')).body.accounts as { account: string; scope: unknown }[];
    return rows.find(({ account }) => account === 'zibo')?.scope;
  };
  expect(await scopeNow()).toEqual({ city: ['淄博市'], county: ['张店区', '临淄区'] });
  const wider = { role: 'city', scope_city: '淄博市', scope_county: ' ' };
  expect((await browser.send('/api/accounts/zibo/grant', wider)).status).toBe(303);
  expect(await scopeNow()).toEqual({ city: ['淄博市'] });
  expect((await browser.post('/api/accounts/zibo/grant', { role: 'city', scope_town: 'x' })).status).toBe(400);
  expect((await browser.get('/api/accounts')).body.settings).toContainEqual(
    expect.objectContaining({ setting: 'lock_after', title: '连续失败几次锁定', value: '5' })
  );
});

describe('an administrator', () => {
  test('sees and changes accounts; each change is on record under their name', async () => {
    const browser = await settle(office, { account: 'root', role: 'administrator', scope: {} });
    await browser.post('/api/accounts', { account: 'zibo', title: '李某', role: 'city', scope: 'city=淄博市' });
    const rows = async () => (await browser.get('/api/accounts')).body.accounts as Record<string, unknown>[];
    expect(await rows()).toMatchObject([
      { account: 'root' },
      { account: 'zibo', scope: { city: ['淄博市'] }, isActive: true },
    ]);
    expect(JSON.stringify(await rows())).not.toMatch(/argon2|secret"/);
    for (const [url, form] of [
      ['grant', { role: 'county', scope: 'city=淄博市；county=张店区' }],
      ['disable', {}],
      ['enable', {}],
      ['end', {}],
      ['unlock', {}],
      ['reset', {}],
    ] as const)
      expect([url, (await browser.post(`/api/accounts/zibo/${url}`, form)).status]).toEqual([url, 201]);
    expect((await rows())[1]).toMatchObject({ role: 'county', scope: { city: ['淄博市'], county: ['张店区'] } });
    expect((await browser.post('/api/accounts/root/disable')).body).toMatchObject({ error: { code: 'own_account' } });
    expect((await browser.post('/api/accounts/gone/reset')).status).toBe(404);
    const told = office.events.filter(({ event }) => event.startsWith('account_') && event !== 'account_added');
    expect(told.map(({ by, event }) => [by, event])).toEqual([
      ['root', 'account_granted'],
      ['root', 'account_disabled'],
      ['root', 'account_enabled'],
      ['root', 'account_unlocked'],
      ['root', 'account_reset'],
    ]);
  });

  test('is no other than who may: a city is refused, and its refusal says nothing of accounts', async () => {
    const browser = await settle(office);
    for (const url of ['/api/accounts/jinan/grant', '/api/accounts/nobody/grant', '/api/accounts'])
      expect((await browser.post(url, { account: 'x', title: 'x', role: 'division' })).status).toBe(403);
    expect((await browser.get('/api/accounts')).status).toBe(403);
  });
});

describe('behind a proxy', () => {
  const behind = () => void (office = proxied);
  const fail = (remoteAddress: string, headers: Record<string, string>) =>
    browse(office).ask({
      method: 'POST',
      url: '/api/session',
      remoteAddress,
      headers: { 'content-type': 'application/json', origin: `https://${host}`, ...headers },
      payload: JSON.stringify({ name: 'jinan', password: 'x' }),
    });

  test('the address is what the proxy says last, whatever else was brought along', async () => {
    behind();
    for (let i = 0; i < 5; i++)
      expect((await fail('10.0.0.9', { 'x-forwarded-for': `1.2.3.${i}, 7.7.7.7` })).status).toBe(401);
    expect((await fail('10.0.0.9', { 'x-forwarded-for': '9.9.9.9, 7.7.7.7' })).status).toBe(429);
    expect((await fail('10.0.0.9', { 'x-forwarded-for': '7.7.7.8' })).status).toBe(401);
  });

  test('without one, nobody is believed: an address that is made up does not count', async () => {
    for (let i = 0; i < 5; i++) expect((await fail('7.7.7.7', { 'x-forwarded-for': `1.2.3.${i}` })).status).toBe(401);
    expect((await fail('7.7.7.7', { 'x-forwarded-for': '1.2.3.99' })).status).toBe(429);
  });

  test('who comes past it is refused; the machine itself is not, and is believed nothing', async () => {
    behind();
    const past = await browse(office).ask({ url: '/api/session', remoteAddress: '10.0.0.8' });
    expect([past.status, errorOf(past.body)]).toEqual([403, 'past_proxy']);
    expect((await browse(office).ask({ url: '/api/session', remoteAddress: '127.0.0.1' })).status).toBe(200);
    expect((await browse(office).ask({ url: '/api/session', remoteAddress: '::ffff:10.0.0.9' })).status).toBe(200);
  });

  test('a name of another site is refused, whether it is called by it or the proxy passes it on', async () => {
    behind();
    for (const headers of [{ host: 'evil.example' }, { 'x-forwarded-host': 'evil.example' }] as Record<
      string,
      string
    >[])
      expect((await browse(office).ask({ url: '/api/session', remoteAddress: '10.0.0.9', headers })).status).toBe(400);
  });

  describe('that signs people in', () => {
    const asked = async (headers: Record<string, string>, remoteAddress = '10.0.0.9') =>
      (await browse(office).ask({ url: '/api/session', remoteAddress, headers })).body.account;
    beforeEach(async () => {
      behind();
      await add(office.desk, null, {
        account: 'jinan',
        title: '',
        office: '',
        role: 'city',
        scope: { city: ['济南市'] },
      });
    });

    test('is believed what it says of who asks, and nobody else is', async () => {
      expect(await asked({ 'x-remote-user': 'jinan' })).toBe('jinan');
      expect(await asked({ 'x-remote-user': 'jinan' }, '127.0.0.1')).toBeNull();
      expect(await asked({ 'x-remote-user': 'jinan', 'x-forwarded-for': '10.0.0.9' }, '127.0.0.1')).toBeNull();
    });

    test.each<[string, Record<string, string>]>([
      ['a name that nobody has', { 'x-remote-user': 'nobody' }],
      ['two names', { 'x-remote-user': 'jinan, root' }],
      ['an empty one', { 'x-remote-user': ' ' }],
      ['one with another line of it', { x_remote_user: 'jinan' }],
      ['a header of another name', { 'x-user': 'jinan' }],
    ])('%s is nobody', async (_, headers) => {
      expect(await asked(headers)).toBeNull();
    });

    test('changes nothing for a page of another site', async () => {
      await add(office.desk, null, { account: 'root', title: '', office: '', role: 'administrator', scope: {} });
      const change = (headers: Record<string, string>) =>
        browse(office).ask({
          method: 'POST',
          url: '/api/accounts/jinan/disable',
          remoteAddress: '10.0.0.9',
          headers: { 'x-remote-user': 'root', 'content-type': 'application/json', ...headers },
          payload: '{}',
        });
      expect((await change({ origin: 'https://evil.example' })).status).toBe(403);
      expect((await change({})).status).toBe(403);
      expect((await change({ origin: `https://${host}` })).status).toBe(201);
    });
  });
});

test('what broke is told to the log of an office, and not what was asked', async () => {
  const log: string[] = [];
  const other = await openOffice({ log: (line) => log.push(line) });
  const browser = await settle(other);
  expect((await browser.get(`/api/projects?search=${encodeURIComponent('示例甲')}`)).status).toBe(500);
  expect(log.join()).toMatch(/ GET \/api\/projects: [^]*nothing is published/);
  expect(log.join()).not.toMatch(/search|%E7/);
  await other.close();
});
