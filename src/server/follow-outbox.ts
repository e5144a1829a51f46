import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { FromSender, Made, Message, Start, ToSender } from '#alerts/sender';
import { compiled } from './workers.ts';

export interface OutboxOptions extends Start {
  /** Makes what is sent, as its recipient, at each try; or says in one word why nothing is. */
  prepare: (message: Message) => Promise<Made>;
  log: (message: string) => void;
  /** Milliseconds until a sender that ended is begun again: at first, and at most. */
  pauses?: { least: number; most: number };
}

/** Milliseconds after which a sender was well. */
const well = 30_000;

/**
 * Has what waits in the outbox sent while it is served, by a process of its own that is begun again whenever it ends.
 * Where there is no channel there is none. Stopped by what it answers, which lets what is on its way end.
 */
export function followOutbox({ prepare, log, pauses = { least: 500, most: 60_000 }, ...start }: OutboxOptions): {
  /** Of the process; null where there is none just now. */
  pid(): number | null;
  stop(): Promise<void>;
} {
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pause = pauses.least;
  let isStopped = start.channels.length === 0;

  function begin(): void {
    const born = Date.now();
    const begun = fork(join(import.meta.dirname, 'sender.ts'), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { NODE_COMPILE_CACHE: compiled, ...process.env },
    });
    child = begun;
    const tell = (message: ToSender) => {
      if (begun.connected) begun.send(message, () => undefined);
    };
    begun.on('message', (message: FromSender) => {
      if ('said' in message) return log(message.said);
      const { ask, of } = message;
      prepare(ask).then(
        (made) => tell({ made, of }),
        (error: Error) => {
          log(`no text of message ${ask.id}: ${error.message}`);
          tell({ failed: true, of });
        }
      );
    });
    begun.once('error', () => undefined);
    begun.once('close', (code, signal) => {
      child = null;
      if (isStopped) return;
      if (Date.now() - born > well) pause = pauses.least;
      log(`the sender ended with ${code ?? signal}: it is begun again`);
      timer = setTimeout(begin, pause).unref();
      pause = Math.min(pauses.most, pause * 2);
    });
    tell({ start });
  }

  if (!isStopped) begin();
  return {
    pid: () => child?.pid ?? null,
    stop: () =>
      new Promise((resolve) => {
        isStopped = true;
        if (timer) clearTimeout(timer);
        if (child === null) return resolve();
        child.once('close', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
