import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { PackageWorker, ReplayWorker, Step, Worker, WorldsWorker } from '#api';
import { root } from '#environment/content.ts';
import type { Message, Reply, Task } from './task.ts';

interface Options {
  signal: AbortSignal;
  onProgress?: (step: Step) => void;
  mayPublish?: () => Promise<readonly string[]>;
}

/**
 * Where Node keeps what it made of the program, so that a process
 * need not make it again: half of what it takes to start one.
 */
export const compiled = join(root, 'node_modules/.cache/compiled');

/** Minutes that a task may take: what takes longer has met a file that nobody meant, and others wait behind it. */
export const limits: Readonly<Record<Task, number>> = {
  preview: 10,
  marks: 10,
  'dry-run': 60,
  load: 120,
  replay: 60,
  worlds: 120,
  'new-day': 120,
  prune: 60,
  retention: 120,
  push: 120,
  alerts: 10,
  package: 60,
  entering: 60,
  judge: 120,
};

/** Lets the tasks of a server run each in a process of its own, which ends at once when it is called off. */
export function workersOf(
  warehouse: string,
  minutes: Readonly<Record<Task, number>> = limits
): Worker &
  ReplayWorker &
  WorldsWorker &
  PackageWorker &
  ((
    task: 'new-day' | 'prune' | 'retention' | 'push' | 'alerts' | 'entering' | 'judge',
    id: string,
    options: Options
  ) => Promise<unknown>) {
  return (task: Task, id: string, { signal, onProgress = () => {}, mayPublish = () => Promise.resolve([]) }: Options) =>
    new Promise((resolve, reject) => {
      const child = fork(join(import.meta.dirname, '../tasks/work.ts'), [task, warehouse, id], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { NODE_COMPILE_CACHE: compiled, ...process.env },
      });
      let last: Message | null = null;
      const stop = () => child.kill('SIGKILL');
      const reply = (reasons: readonly string[]) => child.connected && child.send({ reasons } satisfies Reply);
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        stop();
      }, minutes[task] * 60_000);
      signal.addEventListener('abort', stop, { once: true });
      child.on('message', (message: Message) => {
        if ('progress' in message) onProgress(message.progress);
        else if ('asks' in message) void mayPublish().then(reply, stop);
        else last = message;
      });
      child.once('error', reject);
      child.once('close', (code, killedBy) => {
        signal.removeEventListener('abort', stop);
        clearTimeout(timer);
        if (last && 'result' in last) resolve(last.result);
        else if (last && 'failed' in last) reject(new Error(last.failed));
        else if (isLate) reject(new Error(`${task} ${id} was stopped after ${minutes[task]} minutes`));
        else reject(new Error(`the process for ${task} ${id} ended with ${code ?? killedBy}`));
      });
      if (signal.aborted) stop();
    });
}
