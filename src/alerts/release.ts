import { daysLeft } from './calendar.ts';
import type { Condition } from './condition.ts';
import { severities } from './condition.ts';
import type { Civil, Incident, Item, Recipient, What } from './incident.ts';
import type { MessageItem } from './message.ts';
import { incidentKey, type Context, type State } from './state.ts';
import { isFor, mayHear } from './who.ts';

/** A message that leaves, before it has its place in the outbox. */
export interface Leaving {
  recipient: string;
  channel: string;
  items: readonly MessageItem[];
}

export interface Release {
  messages: readonly Leaving[];
  left: readonly Item[];
  dropped: readonly { item: Item; why: 'gone' | 'out of scope' | 'acknowledged' }[];
  /** Incidents of which somebody is now told. */
  incidents: ReadonlyMap<string, Incident>;
}

/**
 * What waits and is due becomes messages, one for each recipient and channel. Each item is asked again whether it still
 * stands, and whether the recipient may still be told: what is gone before it is told is told to nobody.
 */
export function release(state: State, waiting: readonly Item[], at: Civil, context: Context): Release {
  const incidents = new Map<string, Incident>();
  const find = ({ alert, key }: Item) =>
    incidents.get(incidentKey(alert, key)) ?? state.incidents.get(incidentKey(alert, key));
  const due = waiting.filter((item) => item.due <= at);
  const left: Item[] = [];
  const dropped: Release['dropped'][number][] = [];
  const spoken = new Map<string, MessageItem[]>();
  const opened = new Set(due.filter(({ what }) => what === 'opened').map(idOf));
  for (const item of due) {
    const condition = context.conditions.get(item.alert);
    const recipient = context.recipients.find(({ id }) => id === item.recipient);
    const incident = find(item);
    const said = condition === undefined ? null : asItStands(item, incident, at, condition, recipient, state);
    const own = incident?.number === item.number ? incident : undefined;
    const drop = (why: Release['dropped'][number]['why']) => dropped.push({ item, why });
    if (said === 'acknowledged') drop(said);
    else if (said === null) {
      drop('gone');
      if (item.what === 'opened' && own?.status === 'away')
        incidents.set(incidentKey(item.alert, item.key), { ...own, missed: [...own.missed, item.recipient] });
    } else if (recipient === undefined || !mayHear(recipient, condition!, item.what, incident)) drop('out of scope');
    else {
      left.push(item);
      if (own !== undefined && said.what !== 'resolved') {
        const told = { ...own.told, [recipient.id]: own.value };
        incidents.set(incidentKey(item.alert, item.key), { ...own, told });
      }
      // Who is only now told that it began hears of it as it is.
      if (item.what === 'changed' && opened.has(idOf({ ...item, what: 'opened' }))) continue;
      const said_ = spoken.get(recipient.id) ?? [];
      if (!said_.some((each) => each.alert === said.alert && each.key === said.key && each.what === said.what))
        spoken.set(recipient.id, [...said_, said]);
    }
  }
  return { messages: messagesOf(spoken, context), left, dropped, incidents };
}

const idOf = ({ alert, key, number, recipient, what }: Item): string =>
  JSON.stringify([alert, key, number, recipient, what]);

/** An item as it is to be said now; null where it is gone. */
function asItStands(
  { alert, key, number, what, recipient: to }: Item,
  incident: Incident | undefined,
  at: Civil,
  condition: Condition,
  recipient: Recipient | undefined,
  state: State
): MessageItem | 'acknowledged' | null {
  if (what === 'unknown') return (state.known.get(alert)?.unknown.length ?? 0) > 0 ? { alert, key, what } : null;
  if (what === 'baseline') {
    const count = recipient === undefined ? 0 : baselineOf(state, condition, recipient);
    return count > 0 ? { alert, key, what, count } : null;
  }
  if (incident === undefined) return null;
  const said = { alert, key, number, what };
  // What happened has happened; that something is over is said of the one that is.
  if (what === 'event' || what === 'resolved') return said;
  if (incident.number !== number || incident.status !== 'open') return null;
  if (what === 'reminder' || what === 'escalated') return incident.acknowledged !== null ? 'acknowledged' : said;
  if (what === 'changed') return incident.told[to] === incident.value && Object.hasOwn(incident.told, to) ? null : said;
  if (what === 'opened' || what === 'moved' || incident.due === null) return said;
  const days = daysLeft(at, incident.due);
  if (days === 'overdue') return { ...said, what: 'overdue' };
  return what === 'overdue' ? null : { ...said, days };
}

const baselineOf = (state: State, { name, to }: Condition, recipient: Recipient): number =>
  [...state.incidents.values()].filter(
    ({ alert, isBaseline, status, about }) =>
      alert === name && isBaseline && status === 'open' && isFor(recipient, to, about)
  ).length;

function messagesOf(spoken: ReadonlyMap<string, readonly MessageItem[]>, context: Context): Leaving[] {
  return context.recipients.flatMap(({ id, channels }) => {
    const items = spoken.get(id);
    if (items === undefined) return [];
    const told = inOrder(gathered(items, context), context);
    return channels.map((channel) => ({ recipient: id, channel, items: told }));
  });
}

/** More than so many of one kind are their number. */
function gathered(items: readonly MessageItem[], { conditions }: Context): MessageItem[] {
  const kinds = Map.groupBy(items, ({ alert, what }) => JSON.stringify([alert, what]));
  return [...kinds.values()].flatMap((alike) => {
    const { alert, what } = alike[0]!;
    return alike.length > (conditions.get(alert)?.many ?? Infinity) ? [{ alert, what, many: alike.length }] : alike;
  });
}

function inOrder(items: readonly MessageItem[], { conditions }: Context): MessageItem[] {
  const rank = ({ alert }: MessageItem) => severities.indexOf(conditions.get(alert)?.severity ?? 'info');
  const words = ({ alert, what, key = '' }: MessageItem): [string, What, string] => [alert, what, key];
  return items.toSorted((one, other) => rank(one) - rank(other) || compare(words(one), words(other)));
}

function compare(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((word, index) => word !== other[index]);
  return at === -1 ? 0 : one[at]! < other[at]! ? -1 : 1;
}
