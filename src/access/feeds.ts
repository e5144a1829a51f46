import { civilDay, Refusal } from '#spec';
import type { Desk } from './desk.ts';
import { onRecord } from './on-record.ts';
import { can, type Reader } from './reader.ts';
import { readerOf } from './reader-of.ts';
import { needOwnPassword, needStanding } from './show-password.ts';
import { findAccount } from './store/accounts.ts';
import { addFeed, findFeed, listFeeds, withdrawFeed, type Feed } from './store/feeds.ts';
import type { Session } from './store/sessions.ts';

/** So many an account has at most: each is a way in. */
const most = 10;

/** What a program that looks for its reader may do: read, and nothing else. */
const capabilities = ['sums', 'rows'] as const;

/**
 * Makes an address under which a calendar or a reader of feeds looks. It outlives the session, so that it takes the
 * password, as a token does. What is answered is shown once.
 */
export async function makeFeed(
  desk: Desk,
  session: Session,
  { title, password }: { title: string; password: string }
): Promise<{ id: string; key: string }> {
  const { account: name, stage } = session;
  const account = stage === 'open' ? findAccount(desk.store, name) : null;
  if (account === null) throw new Refusal(409, 'not_signed_in', '请先完成登录。');
  if (!can(readerOf(desk, account), 'rows'))
    throw new Refusal(403, 'not_allowed', '您的账号看不到提醒，不能建订阅地址。', { needs: 'rows' });
  await needOwnPassword(desk, account, session, password);
  return onRecord(desk, ({ store, record }) => {
    needStanding(desk, session);
    if (listFeeds(store, name).length >= most)
      throw new Refusal(409, 'too_many_feeds', `订阅地址最多 ${most} 个，请先作废一个。`);
    const made = addFeed(store, { account: name, title: title.trim().slice(0, 60), createdAt: desk.now() });
    record({ stream: 'access', by: name, event: 'feed_made', details: { feed: made.id } });
    return made;
  });
}

export const dropFeed = (desk: Desk, { account }: Pick<Session, 'account'>, id: string): void =>
  onRecord(desk, ({ store, record }) => {
    if (!withdrawFeed(store, account, id)) throw new Refusal(404, 'unknown_feed', '没有这个订阅地址，它可能已经作废。');
    record({ stream: 'access', by: account, event: 'feed_withdrawn', details: { feed: id } });
  });

/** Who looks by an address, as they are now; null where nobody may. On record once a day and address. */
export function readerOfFeed(desk: Desk, key: string): { reader: Reader; feed: Feed } | null {
  const feed = findFeed(desk.store, key, desk.now());
  const account = feed && findAccount(desk.store, feed.account);
  if (!feed || !account) return null;
  const reader = readerOf(desk, account, capabilities);
  if (!can(reader, 'rows')) return null;
  const [today, last] = [desk.now(), feed.usedAt].map((at) => (at === null ? null : civilDay(new Date(at))));
  if (today !== last)
    desk.record({ stream: 'use', by: account.account, event: 'feed_read', details: { feed: feed.id } });
  return { reader, feed };
}
