import type { Desk } from '#access';
import { alertsFile, civilOf, openAlerts, prepareMessage, readerNow, type AlertsContent } from '#alerts';
import { readSchedules, takeSchedules, type Schedule } from '#alerts/briefs';
import { readChannels, weaknesses } from '#alerts/channels';
import type { Made, Message } from '#alerts/sender';
import { covers } from '#spec';
import { sayFault } from '#spec/content';
import { makeBriefElsewhere } from './fork-brief.ts';
import { followOutbox } from './follow-outbox.ts';
import { prepareBrief } from './prepare-brief.ts';
import { placesOf } from './sending-places.ts';

export interface SendingOptions {
  warehouse: string;
  /** The folder data/alerts. */
  tables: string;
  content: () => Promise<AlertsContent>;
  desk: Pick<Desk, 'store' | 'roles'>;
  /** By which people reach the pages; null where nobody said it. */
  origin: string | null;
  log: (message: string) => void;
  /** Milliseconds between looks at schedules. */
  every?: number;
}

/**
 * While an office is served, what its people are to be told is sent, and what is on a schedule is made when it is due.
 * Without a channel nothing is: what waits, waits. Stopped by what it answers.
 */
export async function followSending({
  warehouse,
  tables,
  content,
  desk,
  origin,
  log,
  every = 20_000,
}: SendingOptions): Promise<() => Promise<void>> {
  const { channels, faults } = await readChannels(tables);
  const { schedules, faults: others } = await readSchedules(tables, { channels: channels.map(({ name }) => name) });
  for (const fault of [...faults, ...others]) log(`alerts: ${sayFault(fault)}`);
  if (channels.length === 0) return () => Promise.resolve();
  for (const channel of channels) for (const each of weaknesses(channel)) log(`通道 ${channel.name}：${each}`);
  const store = openAlerts(alertsFile(warehouse));

  const prepare = async (message: Message): Promise<Made> => {
    const [first] = message.items;
    if (first?.what === 'brief') return briefFor(message, first.alert);
    return prepareMessage(message, { store, content: await content(), desk, origin, now: Date.now() });
  };

  async function briefFor({ recipient, channel }: Message, alert: string): Promise<Made> {
    const isIt = (each: Schedule) =>
      `brief/${each.name}` === alert && each.account === recipient && each.channel === channel;
    const schedule = schedules.find(isIt);
    if (schedule === undefined) return { dropped: '这份定期简报已经取消' };
    const reader = readerNow(recipient, desk);
    const { subscriptions, channels: ways } = await content();
    const own = subscriptions.find((each) => each.account === recipient && each.channel === channel);
    if (reader === null) return { dropped: 'no such account' };
    if (own === undefined) return { dropped: 'no such recipient' };
    const through = ways.find(({ name }) => name === channel);
    // Whoever is in a group reads what its recipient may read.
    if (through === undefined || (through.isGroup && through.scope === null)) return { dropped: 'no such channel' };
    if (through.scope !== null && !covers(through.scope, reader.scope))
      return { dropped: 'out of scope of the channel' };
    const make = (asked: Parameters<typeof makeBriefElsewhere>[1]) => makeBriefElsewhere(warehouse, asked);
    return prepareBrief(schedule, { reader, to: own.address, origin, make });
  }

  const sender = followOutbox({ store: alertsFile(warehouse), channels, ...placesOf(warehouse), prepare, log });
  const look = async () => {
    const { calendar } = await content();
    takeSchedules(store, schedules, civilOf(Date.now()), calendar);
  };
  const timer = setInterval(
    () => void look().catch((error: Error) => log(`schedules are not looked at: ${error.message}`)),
    every
  ).unref();
  return async () => {
    clearInterval(timer);
    await sender.stop();
    store.close();
  };
}
