import { findAccount, type Desk } from '#access';
import { covers, isWhole } from '#spec';
import { isWithin } from './who.ts';
import type { AlertsContent } from './content/read.ts';
import type { Incident } from './incident.ts';
import type { Message, MessageItem, Prepared } from './message.ts';
import { readerNow, recipientsOf } from './recipients.ts';
import type { AlertsStore } from './store/open.ts';
import { findIncident, whatWords, type View } from './view.ts';

export interface PrepareOptions {
  store: AlertsStore;
  content: AlertsContent;
  desk: Pick<Desk, 'store' | 'roles'>;
  /** By which people reach the pages; null where nobody said it. */
  origin: string | null;
  now: number;
}

/**
 * The text of a message as its recipient may read it at this moment: made by what answers the page too, so that nothing
 * stands in it that they would not find there. Who has no account, no role or no such channel any more gets nothing.
 */
export function prepareMessage(
  { recipient: account, channel, items }: Message,
  { store, content, desk, origin, now }: PrepareOptions
): Prepared | { dropped: string } {
  const reader = readerNow(account, desk);
  const role = findAccount(desk.store, account)?.role ?? null;
  const [recipient] = recipientsOf(
    content.subscriptions.filter((each) => each.account === account),
    desk
  );
  const own = content.subscriptions.find((each) => each.account === account && each.channel === channel);
  if (reader === null || recipient === undefined) return { dropped: 'no such account' };
  if (own === undefined) return { dropped: 'no such recipient' };
  const through = content.channels.find(({ name }) => name === channel);
  // Whoever is in a group reads what its recipient may read.
  if (through === undefined || (through.isGroup && through.scope === null)) return { dropped: 'no such channel' };
  if (through.scope !== null && !covers(through.scope, reader.scope)) return { dropped: 'out of scope of the channel' };
  const view: View = { store, content, who: { reader, role }, now };
  const told = items.flatMap((item) => {
    const line = lineOf(item, view, recipient.roles);
    return line === null ? [] : [{ item, line }];
  });
  if (told.length === 0) return { dropped: 'out of scope' };
  const link = origin === null ? null : `${origin}/alerts`;
  return {
    to: own.address,
    subject: subjectOf(
      told.map(({ item }) => item),
      content
    ),
    lines: [...told.map(({ line }) => line), ...(origin === null ? ['请登录系统，在“提醒”页查看和认领。'] : [])],
    link,
  };
}

/** What is told by how many, and of what: no name of anybody stands in it. */
function subjectOf(items: readonly MessageItem[], { conditions }: AlertsContent): string {
  const [first] = items;
  const count = items.reduce((sum, { many = 1 }) => sum + many, 0);
  const title = conditions.get(first?.alert ?? '')?.title ?? '提醒';
  const isUrgent = items.some(({ alert }) => conditions.get(alert)?.severity === 'urgent');
  const said = count === 1 ? `${title}：${whatWords[first!.what]}` : `${title}等 ${count} 条`;
  return `${isUrgent ? '【紧急】' : ''}百景提醒 ${said}`;
}

/** One line; null of what its recipient may not read any more. */
function lineOf(item: MessageItem, view: View, roles: readonly string[]): string | null {
  const { alert, key, number, what, many, count, days } = item;
  const condition = view.content.conditions.get(alert);
  if (condition === undefined || !roles.some((role) => isTold(condition, role))) return null;
  const head = `【${condition.title}】`;
  if (!isOwnNumber(alert, many ?? count ?? 0, view)) return null;
  if (many !== undefined) return `${head}${whatWords[what]} ${many} 条，请看“提醒”页。`;
  if (what === 'baseline') return `${head}启用提醒时，您的范围里已有 ${count ?? 0} 条，请看“提醒”页。`;
  if (what === 'unknown') {
    const row = view.store?.database.prepare('select body from conditions where alert = ?').get(alert);
    const { why = null } = (row === undefined ? {} : JSON.parse(String(row.body))) as { why?: string | null };
    return isWhole(view.who.reader.scope) ? `${head}现在算不出来，不等于没有：${why ?? '有的行不知道'}` : null;
  }
  if (key === undefined || number === undefined) return null;
  const incident = findIncident(view, { alert, key, number });
  if (incident === null || !isWithin(view.who.reader.scope, incident.about)) return null;
  const since = what === 'opened' || what === 'event' ? '' : `（${incident.opened_at.slice(0, 10)} 起）`;
  return `${head}${wordsOf(what, days, incident.due)}${since}：${incident.message}`;
}

/** Whether so many can be the reader's own: the number was counted before, and they may have had more then. */
function isOwnNumber(alert: string, number: number, { store, who }: View): boolean {
  const { scope } = who.reader;
  if (number === 0 || isWhole(scope)) return true;
  const rows = store?.database.prepare('select body from incidents where alert = ?').all(alert) ?? [];
  const own = rows.filter(({ body }) => isWithin(scope, (JSON.parse(String(body)) as Pick<Incident, 'about'>).about));
  return number <= own.length;
}

const isTold = ({ to, escalate }: { to: readonly string[]; escalate: { to: string } | null }, role: string): boolean =>
  to.includes(role) || escalate?.to === role;

function wordsOf(what: MessageItem['what'], days: number | undefined, due: string | null): string {
  if (what !== 'due') return whatWords[what];
  const at = due === null ? '' : `${due.slice(0, 16).replace('T', ' ')} 截止，`;
  return days === 0 ? `${at}就是今天` : `${at}还有 ${days ?? '?'} 天`;
}
