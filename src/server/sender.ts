import { setTimeout as wait } from 'node:timers/promises';
import { holdFile } from '#store';
import {
  openAlerts,
  runSender,
  type FromSender,
  type Made,
  type Message,
  type Start,
  type ToSender,
} from '#alerts/sender';

/*
 * Sends what the server has to tell, in a process of its own: whatever a mail server or a robot does to it, pages are
 * answered. It is ended and begun again at any moment. It makes no text: the server does, as the reader of each.
 */

/** Milliseconds: that the server may take to make a text, and that what is on its way may take once it is to end. */
const patience = { make: 120_000, end: 5000 };

const waiting = new Map<number, (answer: Exclude<ToSender, { start: Start }>) => void>();
let asked = 0;
/** For as long as this process lives: what nobody refers to is let go. */
let held: (() => void) | null = null;

const tell = (message: FromSender) => {
  if (process.connected) process.send?.(message);
};

/** One line to the server's log. */
const log = (said: string) => tell({ said });

async function prepare(message: Message): Promise<Made> {
  const of = (asked += 1);
  const answer = new Promise<Exclude<ToSender, { start: Start }>>((resolve) => waiting.set(of, resolve));
  tell({ ask: message, of });
  const late = new AbortController();
  const found = await Promise.race([answer, wait(patience.make, null, { signal: late.signal })]);
  late.abort();
  waiting.delete(of);
  if (found === null || !('made' in found)) throw new Error('the server made no text');
  return found.made;
}

async function run({ store: path, ...options }: Start): Promise<void> {
  // Of one warehouse one sends, however many serve it: another waits for its end.
  while ((held = holdFile(`${path}.sending`)) === null) await wait(3000);
  const store = openAlerts(path);
  const onFault = (error: Error) => {
    log(`the sender ends: ${error.message}`);
    process.exit(1);
  };
  const sender = runSender({ ...options, store, prepare, log, onFault });
  process.once('SIGTERM', () => {
    setTimeout(() => process.exit(0), patience.end).unref();
    void sender.stop().then(() => {
      held?.();
      process.exit(0);
    });
  });
}

process.on('message', (message: ToSender) => {
  if ('start' in message) void run(message.start).catch(() => process.exit(1));
  else waiting.get(message.of)?.(message);
});

// A server that is gone makes no texts any more.
process.once('disconnect', () => process.exit(1));
