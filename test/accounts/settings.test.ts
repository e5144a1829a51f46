import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Refusal } from '#spec';
import { readSettings, type Settings } from '../../src/access/content/settings.ts';
import { timesOf } from '../../src/access/desk.ts';
import { changePassword, makeToken } from '../../src/access/own-account.ts';
import { signIn } from '../../src/access/sign-in.ts';
import { findSession, touchSession, type Session } from '../../src/access/store/sessions.ts';
import { addWith, empty, minute, openTested, phrase, second, type TestedDesk } from './desk.ts';

/** Each row of data/access/settings.csv, set to what 等保 2.0 三级 asks for or to another value than its default. */

let desk: TestedDesk;
let usual: Settings;
beforeAll(async () => {
  desk = await openTested();
  usual = desk.settings;
});
afterAll(() => desk.close());
beforeEach(async () => {
  empty(desk);
  desk.settings = usual;
  const scope = { city: ['济南市'] };
  const jinan = { account: 'jinan', title: '王某', office: '', role: 'city', scope };
  await addWith(desk, { ...jinan, password: phrase, mustChange: false });
});

const set = (settings: Partial<Settings>) => (desk.settings = { ...usual, ...settings });
const enter = (password = phrase, address = '10.1.1.1', name = 'jinan') => signIn(desk, { name, password, address });
const find = (key: string) => findSession(desk.store, key, { now: desk.now(), idle: timesOf(desk).idle });
const need = (key: string): Session => find(key) ?? fail('there is no session');
const fail = (message: string): never => {
  throw new Error(message);
};
const codeOf = (work: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(work)
    .then(
      () => 'taken',
      (error: Refusal) => error.code
    );
/** What comes of choosing a password, of a new session of the account. */
const choose = async (next: string, present = phrase) => {
  const { key } = await enter(present);
  return codeOf(() => changePassword(desk, need(key), { password: present, next }));
};

/** What was tried of each setting: the name of a row that is tried nowhere is found by the last test. */
const tried = new Set<string>();
const setting = (name: keyof Settings, said: string, work: () => Promise<void>) => {
  tried.add(name);
  test(`${name}: ${said}`, work);
};

setting('password_min_length', 'a password is so long at least', async () => {
  set({ password_min_length: 16 });
  expect(await choose('泉城路上有七棵柳树和一口井')).toBe('weak_password');
  expect(await choose('泉城路上有七棵柳树和一口井还有石桥')).toBe('taken');
});

setting('password_classes', 'a password has so many kinds of characters', async () => {
  set({ password_classes: 3 });
  expect(await choose('gulls over the quiet pier')).toBe('weak_password');
  expect(await choose('Gulls over 7 quiet piers')).toBe('taken');
});

setting('password_max_age_days', 'an older password is changed before anything else', async () => {
  set({ password_max_age_days: 90 });
  desk.wait(89 * 24 * 60 * minute);
  expect((await enter()).stage).toBe('open');
  desk.wait(2 * 24 * 60 * minute);
  expect((await enter()).stage).toBe('password');
});

setting('password_history', 'none of the last so many is taken again, an older one is', async () => {
  set({ password_history: 2 });
  const next = ['泉城路上有七棵柳树', '黄河滩上第九块石头', '曲水亭街三只白鹭鸟', '趵突泉边两只旧木船'].map(
    (each) => `${each}和一口井`
  );
  let present = phrase;
  for (const password of next.slice(0, 2)) {
    expect(await choose(password, present)).toBe('taken');
    present = password;
  }
  expect(await choose(phrase, present)).toBe('used_password');
  expect(await choose(next[2] ?? '', present)).toBe('taken');
  expect(await choose(phrase, next[2])).toBe('taken');
});

setting('first_password_days', 'a password that somebody else gave opens nothing after so many', async () => {
  set({ first_password_days: 3 });
  desk.store.database.exec('update accounts set must_change = 1');
  desk.wait(2 * 24 * 60 * minute);
  expect((await enter()).stage).toBe('password');
  desk.wait(2 * 24 * 60 * minute);
  expect(await codeOf(() => enter())).toBe('first_password_expired');
  set({ first_password_days: 0 });
  expect((await enter()).stage).toBe('password');
});

setting('lock_after', 'so many failures lock', async () => {
  set({ lock_after: 3 });
  for (let i = 0; i < 3; i++) expect(await codeOf(() => enter('wrong'))).toBe('wrong_sign_in');
  expect(await codeOf(() => enter())).toBe('too_many_attempts');
});

setting('lock_minutes', 'and for so long', async () => {
  set({ lock_after: 3, lock_minutes: 30 });
  for (let i = 0; i < 3; i++) await codeOf(() => enter('wrong'));
  desk.wait(29 * minute);
  expect(await codeOf(() => enter())).toBe('too_many_attempts');
  desk.wait(minute + second);
  expect((await enter()).stage).toBe('open');
});

setting('address_failures', 'an address fails so often, of whatever accounts', async () => {
  set({ address_failures: 5 });
  for (let i = 0; i < 5; i++) await codeOf(() => enter('wrong', '10.9.9.9', `guess-${i}`));
  expect(await codeOf(() => enter(phrase, '10.9.9.9'))).toBe('too_many_attempts');
  expect((await enter(phrase, '10.9.9.8')).stage).toBe('open');
});

setting('idle_minutes', 'a session ends where nothing is done for so long', async () => {
  set({ idle_minutes: 10 });
  const { key } = await enter();
  desk.wait(9 * minute);
  touchSession(desk.store, need(key).id, desk.now());
  desk.wait(9 * minute);
  expect(find(key)).not.toBeNull();
  desk.wait(minute);
  expect(find(key)).toBeNull();
});

setting('absolute_hours', 'and after so long whatever is done', async () => {
  set({ absolute_hours: 1 });
  const { key } = await enter();
  for (let i = 0; i < 3; i++) {
    desk.wait(19 * minute);
    touchSession(desk.store, need(key).id, desk.now());
  }
  desk.wait(3 * minute);
  expect(find(key)).toBeNull();
});

setting('sessions_per_account', 'so many at one time, the oldest ends', async () => {
  set({ sessions_per_account: 1 });
  const before = await enter();
  const after = await enter(phrase, '10.1.1.2');
  expect([find(before.key), find(after.key)?.stage]).toEqual([null, 'open']);
});

setting('second_factor', 'whoever may do one of these sets one up before anything else', async () => {
  set({ second_factor: new Set(['publish']) });
  expect((await enter()).stage).toBe('factor');
  set({ second_factor: new Set(['decide']) });
  expect((await enter()).stage).toBe('open');
});

setting('token_max_days', 'a token lasts no longer', async () => {
  set({ token_max_days: 7 });
  const { key } = await enter();
  const make = (days: number) =>
    codeOf(() => makeToken(desk, need(key), { title: '报表', capabilities: ['rows'], days, password: phrase }));
  expect([await make(8), await make(7)]).toEqual(['bad_days', 'taken']);
});

// Tried against a real provider in provider.test.ts.
tried.add('provider_claim');

test('there is no setting that was not tried', async () => {
  const { settings, faults } = await readSettings('data/access');
  expect(faults).toEqual([]);
  expect(Object.keys(settings ?? {}).filter((name) => !tried.has(name))).toEqual([]);
});
