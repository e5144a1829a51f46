import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Refusal } from '#spec';
import {
  add,
  disable,
  enable,
  endSessionsOf,
  failing,
  grant,
  hasAdministrator,
  reset,
  unlock,
} from '../../src/access/administer.ts';
import { timesOf } from '../../src/access/desk.ts';
import {
  beginFactor,
  changePassword,
  confirmFactor,
  dropFactor,
  makeToken,
  signOutEverywhere,
} from '../../src/access/own-account.ts';
import { readerOf } from '../../src/access/reader-of.ts';
import { giveCode, signIn } from '../../src/access/sign-in.ts';
import { changeAccount, findAccount } from '../../src/access/store/accounts.ts';
import { findSession, type Session } from '../../src/access/store/sessions.ts';
import { findToken, listTokens } from '../../src/access/store/tokens.ts';
import { codeOf, stepAt } from '../../src/access/totp.ts';
import { addWith, empty, hashOf, minute, openTested, phrase, second, type TestedDesk } from './desk.ts';

const first = 'what-somebody-else-gave';
const jinan = {
  account: 'jinan',
  title: '王某',
  office: '济南市工业和信息化局',
  role: 'city',
  scope: { city: ['济南市'] },
};
let desk: TestedDesk;

let settings: TestedDesk['settings'];
beforeAll(async () => {
  desk = await openTested();
  ({ settings } = desk);
});
afterAll(() => desk.close());
beforeEach(async () => {
  empty(desk);
  desk.settings = settings;
  desk.events.length = 0;
  await addWith(desk, { ...jinan, password: first, mustChange: true });
});

const codeNow = (secret: string, by = 0) => codeOf(secret, stepAt(desk.now()) + by);
const sessionOf = (key: string): Session | null =>
  findSession(desk.store, key, { now: desk.now(), idle: timesOf(desk).idle });
const need = (key: string): Session => {
  const session = sessionOf(key);
  if (session === null) throw new Error('there is no session');
  return session;
};
const enterAs = (name = 'jinan', password = phrase, address = '10.1.1.1') => signIn(desk, { name, password, address });
const refused = (work: Promise<unknown> | (() => unknown)): Promise<Refusal> =>
  Promise.resolve(typeof work === 'function' ? Promise.resolve().then(work) : work).then(
    () => {
      throw new Error('it was not refused');
    },
    (error: Refusal) => error
  );
/** Signs in with a password that was chosen. */
async function settle(): Promise<string> {
  changeAccount(desk.store, 'jinan', { password: await hashOf(phrase), mustChange: false });
  return (await enterAs()).key;
}

test('the file is for its owner alone, and holds neither passwords nor what browsers keep', async () => {
  const key = await settle();
  expect(desk.mode()).toBe(0o600);
  const rows = ['accounts', 'sessions', 'old_passwords'].flatMap((table) =>
    desk.store.database.prepare(`select * from ${table}`).all()
  );
  for (const secret of [first, phrase, key]) expect(JSON.stringify(rows)).not.toContain(secret);
});

test('the first password leads to choosing one, and only then in; each step has another key', async () => {
  const { key, stage } = await enterAs('JINAN ', first);
  expect(stage).toBe('password');
  const changed = await changePassword(desk, need(key), { password: first, next: phrase });
  expect(changed.stage).toBe('open');
  expect(changed.key).not.toBe(key);
  expect(sessionOf(key)).toBeNull();
  expect(need(changed.key).account).toBe('jinan');
  expect((await enterAs()).stage).toBe('open');
});

test('a key that somebody brought along is not kept: it ends where they sign in', async () => {
  await settle();
  const { key: planted } = await enterAs();
  const { key } = await signIn(desk, { name: 'jinan', password: phrase, address: '10.1.1.1', before: planted });
  expect(key).not.toBe(planted);
  expect(sessionOf(planted)).toBeNull();
});

test('whoever fails is answered the same, for whatever reason', async () => {
  await settle();
  await add(desk, null, { account: 'closed', title: '', office: '', role: 'division', scope: {} });
  disable(desk, null, 'closed');
  const answers = await Promise.all(
    [
      ['jinan', 'wrong'],
      ['nobody-here', phrase],
      ['closed', phrase],
      ['', ''],
    ].map(async ([name = '', password = '']) => {
      const { status, code, message, details } = await refused(enterAs(name, password, `10.9.9.${name.length}`));
      return { status, code, message, details };
    })
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, code: 'wrong_sign_in' });
});

test('an unknown name takes the same work as a known one', async () => {
  await settle();
  const timed = async (name: string, at: number) => {
    const from = performance.now();
    await refused(enterAs(name, 'wrong', `10.7.${at}.1`));
    return performance.now() - from;
  };
  const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const known: number[] = [];
  const unknown: number[] = [];
  for (let at = 0; at < 7; at++) {
    known.push(await timed('jinan', at));
    unknown.push(await timed(`somebody-${at}`, at + 100));
  }
  // Without the work an unknown name is answered a hundred times faster.
  expect(median(unknown)).toBeGreaterThan(median(known) / 3);
});

describe('failures', () => {
  const fail = (name: string, address: string) => refused(enterAs(name, 'wrong', address));

  test('five of an account from an address lock it there, known or not, and for a while', async () => {
    await settle();
    for (const name of ['jinan', 'not-there']) {
      const codes: string[] = [];
      for (let i = 0; i < 6; i++) codes.push((await fail(name, '10.2.2.2')).code);
      expect(codes).toEqual([...Array<string>(5).fill('wrong_sign_in'), 'too_many_attempts']);
    }
    expect((await refused(enterAs('jinan', phrase, '10.2.2.2'))).status).toBe(429);
    desk.wait(15 * minute + second);
    expect((await enterAs('jinan', phrase, '10.2.2.2')).stage).toBe('open');
  });

  test('a hundred at once are not a hundred guesses', async () => {
    await settle();
    const codes = await Promise.all(Array.from({ length: 30 }, async () => (await fail('jinan', '10.2.2.3')).code));
    expect(codes.filter((code) => code === 'wrong_sign_in')).toHaveLength(5);
  });

  test('somebody who fails on purpose locks out nobody who comes from where they always come from', async () => {
    await settle();
    await enterAs('jinan', phrase, '10.1.1.1');
    for (let i = 0; i < 30; i++) await fail('jinan', `10.66.${i}.1`);
    expect((await refused(enterAs('jinan', phrase, '10.67.1.1'))).code).toBe('too_many_attempts');
    expect((await enterAs('jinan', phrase, '10.1.1.1')).stage).toBe('open');
  });

  test('an address has so many failures of all accounts, and an account of one’s own gives none back', async () => {
    desk.settings = { ...settings, address_failures: 6 };
    await settle();
    for (let i = 0; i < 5; i++) await fail(`guess-${i}`, '10.3.3.3');
    expect((await enterAs('jinan', phrase, '10.3.3.3')).stage).toBe('open');
    expect((await fail('guess-6', '10.3.3.3')).code).toBe('wrong_sign_in');
    expect((await fail('guess-7', '10.3.3.3')).code).toBe('too_many_attempts');
  });

  test('are listed by account and by address, never by a name that is none; an administrator lets try again', async () => {
    await settle();
    expect(failing(desk)).toEqual([]);
    desk.wait(second);
    for (let i = 0; i < 5; i++) await fail('jinan', '10.4.4.4');
    desk.wait(second);
    for (let i = 0; i < 5; i++) await fail('泰山脚下的密码', '10.4.4.5');
    const until = desk.now() + 15 * minute;
    const ofName = { failures: 5, isLocked: true, until: until - second };
    expect(failing(desk)).toEqual([
      { account: null, address: '10.4.4.5', failures: 5, isLocked: false, until },
      { ...ofName, account: null, address: '10.4.4.4', isLocked: false },
      { ...ofName, account: 'jinan', address: '10.4.4.4' },
    ]);
    for (let i = 0; i < 20; i++) await fail('jinan', `10.68.${i}.1`);
    expect(failing(desk)[0]).toMatchObject({ account: 'jinan', address: null, failures: 20, isLocked: true });
    expect((await refused(enterAs('jinan', phrase, '10.4.4.4'))).code).toBe('too_many_attempts');
    unlock(desk, 'admin', 'jinan');
    expect(desk.events.at(-1)).toMatchObject({ by: 'admin', event: 'account_unlocked', details: { account: 'jinan' } });
    expect(failing(desk).filter(({ account }) => account !== null)).toEqual([]);
    expect((await enterAs('jinan', phrase, '10.4.4.4')).stage).toBe('open');
    desk.wait(15 * minute + second);
    expect(failing(desk)).toEqual([]);
  });
});

describe('a session', () => {
  test('ends where nothing was done for a while, and in the end whatever is done', async () => {
    const key = await settle();
    desk.wait(29 * minute);
    expect(sessionOf(key)).not.toBeNull();
    desk.wait(2 * minute);
    expect(sessionOf(key)).toBeNull();
    const other = await enterAs();
    for (let i = 0; i < 30; i++) {
      const session = sessionOf(other.key);
      if (session)
        desk.store.database.prepare('update sessions set seen_at = ? where id = ?').run(desk.now(), session.id);
      desk.wait(25 * minute);
    }
    expect(sessionOf(other.key)).toBeNull();
  });

  test('another key at each change of the password, and the others end', async () => {
    const key = await settle();
    const elsewhere = await enterAs();
    const changed = await changePassword(desk, need(key), { password: phrase, next: '第八块石头上什么也没有写' });
    expect([sessionOf(key), sessionOf(elsewhere.key)]).toEqual([null, null]);
    expect(need(changed.key).stage).toBe('open');
    // A session does not grow older than it may by changing passwords.
    expect(need(changed.key).createdAt).toBe(desk.now());
    desk.wait(20 * minute);
    const again = await changePassword(desk, need(changed.key), {
      password: '第八块石头上什么也没有写',
      next: phrase + '九',
    });
    expect(need(again.key).endsAt).toBe(need(again.key).createdAt + timesOf(desk).absolute);
    expect(need(again.key).createdAt).toBe(desk.now() - 20 * minute);
  });

  test('ends with every other one where the account says so, is shut, reset, or given other rights', async () => {
    for (const end of [
      () => signOutEverywhere(desk, { account: 'jinan', stage: 'open' }),
      () => disable(desk, 'admin', 'jinan'),
      () => grant(desk, 'admin', 'jinan', { role: 'reviewer', scope: {} }),
      () => endSessionsOf(desk, 'admin', 'jinan'),
      () => reset(desk, 'admin', 'jinan'),
    ]) {
      enable(desk, null, 'jinan');
      await settle();
      const keys = [(await enterAs()).key, (await enterAs()).key];
      await end();
      expect(keys.map(sessionOf)).toEqual([null, null]);
    }
  });

  test('where one is allowed, the oldest ends', async () => {
    desk.settings = { ...desk.settings, sessions_per_account: 1 };
    const key = await settle();
    const { key: later } = await enterAs();
    expect([sessionOf(key), sessionOf(later)?.stage]).toEqual([null, 'open']);
  });
});

describe('passwords', () => {
  test('one that was used is not taken again, nor one without the present one', async () => {
    const key = await settle();
    const codes = [];
    for (const [password, next] of [
      [phrase, phrase],
      ['wrong', '第九块石头上画着一条鱼'],
      [phrase, 'Admin@123456'],
    ] as const)
      codes.push((await refused(changePassword(desk, need(key), { password, next }))).code);
    expect(codes).toEqual(['used_password', 'wrong_password', 'weak_password']);
    const other = await changePassword(desk, need(key), { password: phrase, next: '第九块石头上画着一条鱼和水' });
    const back = changePassword(desk, need(other.key), { password: '第九块石头上画着一条鱼和水', next: phrase });
    expect((await refused(back)).code).toBe('used_password');
  });

  test('one that is too old leads to choosing another', async () => {
    desk.settings = { ...desk.settings, password_max_age_days: 90 };
    await settle();
    expect((await enterAs()).stage).toBe('open');
    desk.wait(91 * 24 * 60 * minute);
    expect((await enterAs()).stage).toBe('password');
  });
});

describe('a second factor', () => {
  async function withFactor() {
    const key = await settle();
    const secret = beginFactor(desk, need(key));
    const confirmed = await confirmFactor(desk, need(key), { code: codeNow(secret), password: phrase });
    desk.wait(60 * second);
    return { key: confirmed.key, secret };
  }

  test('counts once a code of it was given, and then a password alone opens nothing', async () => {
    const key = await settle();
    const secret = beginFactor(desk, need(key));
    expect((await enterAs()).stage).toBe('open');
    const wrong = confirmFactor(desk, need(key), { code: '000000', password: phrase });
    expect((await refused(wrong)).code).toBe('wrong_code');
    expect(beginFactor(desk, need(key))).toBe(secret);
    await confirmFactor(desk, need(key), { code: codeNow(secret), password: phrase });
    desk.wait(60 * second);
    const { key: half, stage } = await enterAs();
    expect(stage).toBe('code');
    expect((await refused(changePassword(desk, need(half), { password: phrase, next: 'x' }))).code).toBe(
      'not_signed_in'
    );
    const { key: whole, stage: then } = giveCode(desk, need(half), half, codeNow(secret));
    expect([then, sessionOf(half), sessionOf(whole)?.stage]).toEqual(['open', null, 'open']);
  });

  test('a code serves once, also in another session', async () => {
    const { secret } = await withFactor();
    const code = codeNow(secret);
    const one = await enterAs();
    const other = await enterAs();
    expect(giveCode(desk, need(one.key), one.key, code).stage).toBe('open');
    expect((await refused(() => giveCode(desk, need(other.key), other.key, code))).code).toBe('wrong_code');
  });

  test('five wrong codes end it, over sessions and addresses', async () => {
    const { secret } = await withFactor();
    const codes: string[] = [];
    for (let i = 0; i < 6; i++) {
      const { key } = await enterAs('jinan', phrase, `10.8.${i}.1`);
      codes.push((await refused(() => giveCode(desk, need(key), key, '000000'))).code);
      if (i === 5) expect(sessionOf(key)).toBeNull();
    }
    expect(codes).toEqual([...Array<string>(5).fill('wrong_code'), 'too_many_attempts']);
    const { key } = await enterAs();
    expect((await refused(() => giveCode(desk, need(key), key, codeNow(secret)))).status).toBe(429);
  });

  test('is asked for before anything else of who may do what needs it, and is not theirs to take away', async () => {
    desk.settings = { ...desk.settings, second_factor: new Set(['propose']) };
    const key = await settle();
    expect(need(key).stage).toBe('factor');
    const secret = beginFactor(desk, need(key));
    const { key: open } = await confirmFactor(desk, need(key), { code: codeNow(secret), password: phrase });
    expect(need(open).stage).toBe('open');
    desk.wait(60 * second);
    const dropped = await dropFactor(desk, need(open), { code: codeNow(secret), password: phrase });
    expect(need(dropped.key).stage).toBe('factor');
  });

  test('who lost it is helped by an administrator', async () => {
    await withFactor();
    const given = await reset(desk, 'admin', 'jinan');
    expect((await enterAs('jinan', given)).stage).toBe('password');
  });
});

describe('an account', () => {
  test.each(['A', 'a', '张三', 'a b', 'x'.repeat(41), '../x', "a'b"])('is not called “%s”', async (account) => {
    const added = add(desk, null, { account, title: '', office: '', role: 'division', scope: {} });
    expect((await refused(added)).code).toBe('bad_name');
  });

  test('has a role that there is, and the scope that the role asks for', async () => {
    const made = (role: string, scope: Record<string, string[]>) =>
      refused(add(desk, null, { account: 'another', title: '', office: '', role, scope }));
    expect((await made('citty', {})).message).toContain('city');
    expect((await made('city', {})).code).toBe('no_scope');
    expect((await made('county', { city: ['济南市'] })).message).toContain('county');
    expect((await made('city', { town: ['x'], city: ['济南市'] })).code).toBe('unknown_dimension');
  });

  test('may nothing where its role or its scope is gone', () => {
    const account = findAccount(desk.store, 'jinan');
    if (account === null) throw new Error('there is no account');
    expect(readerOf(desk, account)).toMatchObject({ account: 'jinan', scope: { city: ['济南市'] } });
    expect(readerOf(desk, { ...account, role: 'gone' }).capabilities.size).toBe(0);
    expect(readerOf(desk, { ...account, scope: {} }).capabilities.size).toBe(0);
    expect(readerOf(desk, { ...account, isActive: false }).capabilities.size).toBe(0);
  });

  test('the last who tends accounts can be neither shut nor given another role', async () => {
    expect(hasAdministrator(desk)).toBe(false);
    await add(desk, null, { account: 'admin', title: '', office: '', role: 'administrator', scope: {} });
    expect((await refused(() => disable(desk, null, 'admin'))).code).toBe('last_administrator');
    expect((await refused(() => grant(desk, null, 'admin', { role: 'division', scope: {} }))).code).toBe(
      'last_administrator'
    );
    expect(hasAdministrator(desk)).toBe(true);
    await add(desk, 'admin', { account: 'second', title: '', office: '', role: 'administrator', scope: {} });
    disable(desk, 'second', 'admin');
    expect(hasAdministrator(desk)).toBe(true);
  });

  test('a token is for less than its account may, ends, and goes with the account', async () => {
    const key = await settle();
    const make = (capabilities: Parameters<typeof makeToken>[2]['capabilities'], days = 30) =>
      makeToken(desk, need(key), { title: '报表', capabilities, days, password: phrase });
    expect((await refused(() => make(['decide']))).code).toBe('beyond_account');
    expect((await refused(() => make(['rows'], 400))).code).toBe('bad_days');
    expect((await refused(() => make([]))).code).toBe('no_capability');
    const made = await make(['rows', 'sums']);
    expect(findToken(desk.store, made.key, desk.now())?.capabilities).toEqual(['rows', 'sums']);
    expect(findToken(desk.store, `${made.key}x`, desk.now())).toBeNull();
    expect(JSON.stringify(listTokens(desk.store, 'jinan', desk.now()))).not.toContain(made.key);
    desk.wait(31 * 24 * 60 * minute);
    expect(findToken(desk.store, made.key, desk.now())).toBeNull();
    const { key: again } = await enterAs();
    const other = await makeToken(desk, need(again), {
      title: '',
      capabilities: ['rows'],
      days: 1,
      password: phrase,
    });
    disable(desk, null, 'jinan');
    expect(findToken(desk.store, other.key, desk.now())).toBeNull();
  });
});

test('all of it is on record, without passwords, codes, keys, names of people and what was typed as a name', async () => {
  const given = await add(desk, null, { ...jinan, account: 'qingdao', scope: { city: ['青岛市'] } });
  const { key } = await enterAs('qingdao', given);
  await changePassword(desk, need(key), { password: given, next: phrase });
  await refused(enterAs('my-secret-typed-as-name', 'x', '10.5.5.5'));
  await refused(enterAs('qingdao', 'a-guess', '10.5.5.5'));
  await reset(desk, 'admin', 'qingdao');
  expect(desk.events.map(({ by, event }) => [by, event])).toEqual([
    [null, 'account_added'],
    ['qingdao', 'password_changed'],
    ['qingdao', 'signed_in'],
    [null, 'sign_in_failed'],
    ['qingdao', 'sign_in_failed'],
    ['admin', 'account_reset'],
  ]);
  // Whose attempts they were, only the address says.
  expect(desk.events[3]?.details).toEqual({ way: 'password', address: '10.5.5.5' });
  expect(desk.events[0]?.details).toEqual({ account: 'qingdao', role: 'city', scope_city: ['青岛市'] });
  const said = JSON.stringify(desk.events);
  for (const secret of [given, phrase, 'a-guess', 'my-secret-typed-as-name', '王某'])
    expect(said).not.toContain(secret);
});
