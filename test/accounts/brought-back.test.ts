import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import {
  disable,
  findSession,
  findToken,
  makeFeed,
  makeToken,
  readerOfFeed,
  signIn,
  timesOf,
  type Desk,
} from '#access';
import { recordFile } from '#pipeline';
import { openAccounts } from '#server/open-accounts.ts';
import { openStore } from '#store';
import { backUpTo, bringBackFrom } from '#tasks/safekeeping.ts';
import { addWith, ofJinan, phrase } from './desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'brought-back-'));
const [warehouse, backups] = [join(folder, 'warehouse'), join(folder, 'backups')];
const keys = { session: '', token: '', feed: '' };

const sessionOf = (desk: Desk, key: string) =>
  findSession(desk.store, key, { now: desk.now(), idle: timesOf(desk).idle });

/** What of the keys lets anybody in, in a warehouse. */
async function letsIn(at: string) {
  const { desk, close } = await openAccounts(at, () => undefined);
  try {
    return {
      session: sessionOf(desk, keys.session) !== null,
      token: findToken(desk.store, keys.token, desk.now()) !== null,
      feed: readerOfFeed(desk, keys.feed) !== null,
    };
  } finally {
    close();
  }
}

const lastLine = (at: string) => {
  const store = openStore(recordFile(at), { readOnly: true });
  try {
    expect(store.broken()).toBeNull();
    return JSON.parse(store.last('access')?.body ?? '') as unknown;
  } finally {
    store.close();
  }
};

beforeAll(async () => {
  const { desk, close } = await openAccounts(warehouse, () => undefined);
  for (const account of ['jinan', 'left']) await addWith(desk, { ...ofJinan, account });
  disable(desk, null, 'left');
  keys.session = (await signIn(desk, { name: 'jinan', password: phrase, address: '10.0.0.1' })).key;
  const session = sessionOf(desk, keys.session)!;
  const asked = { title: '报表', password: phrase };
  keys.token = (await makeToken(desk, session, { ...asked, capabilities: ['rows'], days: 30 })).key;
  keys.feed = (await makeFeed(desk, session, { ...asked, title: '手机' })).key;
  close();
  await backUpTo(backups, warehouse, () => undefined);
});

test('what let somebody in before is of no use after a restore: it may have been revoked since', async () => {
  expect(await letsIn(warehouse)).toEqual({ session: true, token: true, feed: true });
  const back = join(folder, 'back');
  const { lines, isRefused } = await bringBackFrom(backups, back, { keepsTokens: false });
  expect(isRefused).toBe(false);
  expect(await letsIn(back)).toEqual({ session: false, token: false, feed: false });
  expect(lines.join('\n')).toMatch(
    /登录已全部退出（1 处）。\n令牌 jinan“报表”、订阅 jinan“手机”：已全部作废.*\n账号是备份那一刻的，启用的有 jinan：/
  );
  expect(lastLine(back)).toMatchObject({
    event: 'brought_back',
    sessions: 1,
    keepsTokens: false,
    tokens: [expect.stringMatching(/^jinan [0-9a-f]{12}$/)],
    feeds: [expect.stringMatching(/^jinan [0-9a-f]{12}$/)],
  });
});

test('who says that none was revoked keeps tokens and feeds, and no session', async () => {
  const back = join(folder, 'kept');
  const { lines } = await bringBackFrom(backups, back, { keepsTokens: true });
  expect(await letsIn(back)).toEqual({ session: false, token: true, feed: true });
  expect(lines.join('\n')).toContain('仍然有效');
  expect(lastLine(back)).toMatchObject({ event: 'brought_back', keepsTokens: true });
});

test('a warehouse in which nobody signs in is brought back as it was', async () => {
  const [empty, to, back] = ['seat', 'seat-backups', 'seat-back'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(empty);
  openStore(recordFile(empty)).close();
  await backUpTo(to, empty, () => undefined);
  expect(await bringBackFrom(to, back, { keepsTokens: false })).toMatchObject({
    isRefused: false,
    answer: { ways: null },
  });
  expect(existsSync(join(back, 'access.sqlite'))).toBe(false);
});
