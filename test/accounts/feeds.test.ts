import { afterEach, beforeEach, expect, test } from 'vitest';
import { dropFeed, findSession, makeFeed, readerOfFeed, signIn, timesOf, type Session } from '#access';
import { changeAccount } from '../../src/access/store/accounts.ts';
import { disable, reset } from '../../src/access/administer.ts';
import { addWith, hashOf, openTested, phrase, type TestedDesk } from './desk.ts';

let desk: TestedDesk;
beforeEach(async () => {
  desk = await openTested();
  const given = { title: '', office: '', password: phrase, mustChange: false };
  await addWith(desk, { ...given, account: 'jinan', role: 'city', scope: { city: ['济南市'] } });
  await addWith(desk, { ...given, account: 'wall', role: 'screen', scope: {} });
});
afterEach(() => desk.close());

const asked = { title: '手机', password: phrase };

/** A session in which an account signed in. */
async function sessionOf(name = 'jinan'): Promise<Session> {
  const { key } = await signIn(desk, { name, password: phrase, address: '10.0.0.1' });
  const found = findSession(desk.store, key, { now: desk.now(), idle: timesOf(desk).idle });
  if (found === null) throw new Error(`${name} is not signed in`);
  return found;
}

test('whoever has the address reads as its account, and does nothing else', async () => {
  const { key } = await makeFeed(desk, await sessionOf(), asked);
  const { reader } = readerOfFeed(desk, key)!;
  expect(reader).toMatchObject({ account: 'jinan', scope: { city: ['济南市'] } });
  expect([...reader.capabilities].sort()).toEqual(['rows', 'sums']);
  expect(readerOfFeed(desk, `${key}x`)).toBeNull();
  expect(readerOfFeed(desk, '')).toBeNull();
});

test('no key of it is kept, in the file or on record', async () => {
  const { key, id } = await makeFeed(desk, await sessionOf(), asked);
  const kept = JSON.stringify([desk.store.database.prepare('select * from feeds').all(), desk.events]);
  expect(kept).toContain(id);
  expect(kept).not.toContain(key);
});

test('it follows the account: another scope at once, none when it is shut, reset or withdrawn', async () => {
  const made = async () => (await makeFeed(desk, await sessionOf(), asked)).key;
  const key = await made();
  changeAccount(desk.store, 'jinan', { scope: { city: ['青岛市'] } });
  expect(readerOfFeed(desk, key)!.reader.scope).toEqual({ city: ['青岛市'] });
  changeAccount(desk.store, 'jinan', { role: 'nothing-of-the-kind' });
  expect(readerOfFeed(desk, key)).toBeNull();
  changeAccount(desk.store, 'jinan', { role: 'city' });
  disable(desk, 'root', 'jinan');
  changeAccount(desk.store, 'jinan', { isActive: true });
  expect(readerOfFeed(desk, key)).toBeNull();
  const again = await made();
  await reset(desk, 'root', 'jinan');
  expect(readerOfFeed(desk, again)).toBeNull();
  changeAccount(desk.store, 'jinan', { password: await hashOf(phrase), mustChange: false });
  const session = await sessionOf();
  const { id, key: last } = await makeFeed(desk, session, asked);
  expect(() => dropFeed(desk, { account: 'wall' }, id)).toThrow('没有这个订阅地址');
  dropFeed(desk, session, id);
  expect(readerOfFeed(desk, last)).toBeNull();
});

test('is on record when it is made and withdrawn, and once a day when it is looked at', async () => {
  const session = await sessionOf();
  const { id, key } = await makeFeed(desk, session, asked);
  for (let hour = 0; hour < 30; hour += 1) {
    readerOfFeed(desk, key);
    desk.wait(3_600_000);
  }
  dropFeed(desk, session, id);
  const told = desk.events.filter(({ event }) => event.startsWith('feed_')).map(({ event }) => event);
  expect(told).toEqual(['feed_made', 'feed_read', 'feed_read', 'feed_withdrawn']);
});

test('nobody makes one who sees no rows, has not signed in to the end, or has ten', async () => {
  await expect(makeFeed(desk, await sessionOf('wall'), asked)).rejects.toThrow('看不到提醒');
  const session = await sessionOf();
  await expect(makeFeed(desk, { ...session, stage: 'factor' }, asked)).rejects.toThrow('请先完成登录');
  for (let at = 0; at < 10; at += 1) await makeFeed(desk, session, asked);
  await expect(makeFeed(desk, session, asked)).rejects.toThrow('最多 10 个');
});
