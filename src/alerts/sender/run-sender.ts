import type { Channel } from '../channels/channel.ts';
import type { Letter, Outcome } from '../channels/letter.ts';
import type { Patience } from '../channels/post.ts';
import { send } from '../channels/send.ts';
import type { Message } from '../message.ts';
import type { AlertsStore } from '../store/open.ts';
import * as outbox from '../store/outbox.ts';
import type { Made } from './talk.ts';

export interface SenderOptions {
  store: AlertsStore;
  channels: readonly Channel[];
  /** The folders of secrets, and of messages that are written to folders. */
  secrets: string;
  messages: string;
  /** Asked of whoever may see what stands in it, before each try. */
  prepare: (message: Message) => Promise<Made>;
  log: (message: string) => void;
  /** What cannot be marked must not be sent again and again: whoever runs it ends, and begins anew. */
  onFault: (error: Error) => void;
  now?: () => number;
  /** Tries a minute and channel: robots refuse more. */
  perMinute?: number;
  /** Milliseconds that a minute of waiting for the next try has. */
  minute?: number;
  /** Milliseconds between looks. */
  every?: number;
  patience?: Patience;
}

const minute = 60_000;

/**
 * Sends what is due: marked, sent, marked. On one channel one after the other, on several at once. What was being sent
 * when the last sender ended is sent again, by the same name. Ends once what is on its way has ended, when stopped.
 */
export function runSender({
  store,
  channels,
  prepare,
  log,
  onFault,
  now = Date.now,
  perMinute = 20,
  every = 1000,
  minute: pause,
  ...around
}: SenderOptions): {
  /** Lets what is on its way end; or, when idle, first all that is due now. */
  stop(when?: { whenIdle?: boolean }): Promise<void>;
} {
  const known = new Map(channels.map((channel) => [channel.name, channel]));
  const busy = new Map<string, Promise<void>>();
  let isStopped = false;
  const again = outbox.takeUpAgain(store, now(), pause);
  if (again > 0) log(`${again} messages were being sent when the sender ended: they are sent again and may come twice`);

  const look = () => {
    if (isStopped) return;
    for (const name of outbox.channelsDue(store, now())) {
      if (busy.has(name)) continue;
      const work = drain(name)
        .catch(onFault)
        .finally(() => busy.delete(name));
      busy.set(name, work);
    }
  };

  async function drain(name: string): Promise<void> {
    for (;;) {
      if (isStopped || outbox.triesSince(store, name, now() - minute) >= perMinute) return;
      const waiting = outbox.nextDue(store, name, now());
      if (waiting === null) return;
      await tryOnce(waiting, known.get(name) ?? null);
    }
  }

  async function tryOnce(waiting: outbox.Waiting, channel: Channel | null): Promise<void> {
    const { number, id } = waiting;
    const prepared = await prepare(waiting).catch((error: Error) => error);
    if (isStopped) return;
    if (!(prepared instanceof Error) && 'dropped' in prepared)
      return outbox.markDropped(store, number, prepared.dropped, now());
    const attempt = outbox.markSending(store, number, now());
    if (attempt === null) return;
    const outcome = await reach(prepared, { id, attempt, channel, name: waiting.channel });
    outbox.markEnded(store, number, { attempt, outcome, now: now(), minute: pause });
    // What the other side said stands in the outbox: it may have said back what was sent.
    if (outcome.is !== 'ok') log(`message ${id}, try ${attempt}: ${outcome.is}`);
  }

  async function reach(
    prepared: Made | Error,
    { id, attempt, channel, name }: { id: string; attempt: number; channel: Channel | null; name: string }
  ): Promise<Outcome> {
    // Why it was not made is in the log of who made it, and may name what this recipient must not read.
    if (prepared instanceof Error || 'dropped' in prepared)
      return { is: 'temporary', reason: '内容没有做成，过一会儿再试' };
    if (channel === null) return { is: 'permanent', reason: `没有渠道 ${name}` };
    const { to, subject, lines, link, files = [] } = prepared;
    const letter: Letter = { id, attempt, to, subject, lines, link, files };
    return send(letter, { ...around, channel, now });
  }

  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      onFault(error as Error);
    }
  }, every);
  look();
  return {
    async stop({ whenIdle = false } = {}) {
      clearInterval(timer);
      if (whenIdle) await Promise.allSettled(busy.values());
      isStopped = true;
      await Promise.allSettled(busy.values());
    },
  };
}
