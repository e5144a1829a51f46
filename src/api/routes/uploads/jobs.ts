import { randomUUID } from 'node:crypto';
import type { Job as JobAnswer, Task } from '#spec';
import { createSerialQueue } from '../../http/serial-queue.ts';
import type { Step, Worker } from './worker.ts';

/** One task for one upload, from when it was asked for. */
export interface Job {
  id: string;
  upload: string;
  task: Task;
  state: JobAnswer['state'];
  /** What it is at, while it runs. */
  step: Step | null;
  result: unknown;
  /** What was published when it began: what came since it may know nothing of. */
  upon: string | null;
  /** The server stopped before it had ended: it is done from the beginning. */
  resumed: boolean;
  /** Resolves when it has ended, whichever way. */
  ended: Promise<void>;
  cancel(): void;
}

export interface Jobs {
  /** Queues a task; one that waits or runs already is not queued twice. */
  add(task: Task, upload: string, options?: { resumed?: boolean }): Job;
  find(id: string): Job | undefined;
  /** The jobs of an upload, the newest last. */
  of(upload: string): Job[];
  /** How many wait or run in the queue of a task. */
  open(task: Task): number;
  /** How many stand before a job in its queue. */
  ahead(job: Job): number;
  forget(upload: string): void;
  /** Cancels whatever waits or runs. */
  close(): Promise<void>;
}

/** Ended jobs are remembered up to this number. */
const remembered = 60;

/** Previews have a queue of their own, so that nobody waits for a load to see a file. */
export function createJobs(
  worker: Worker,
  log: (message: string) => void,
  published: () => string | null = () => null
): Jobs {
  const jobs = new Map<string, Job>();
  const queues = { preview: createSerialQueue(), load: createSerialQueue() };
  const all = () => [...jobs.values()];
  const isOpen = ({ state }: Job) => state === 'queued' || state === 'running';
  const queueOf = (task: Task) => (task === 'preview' ? 'preview' : 'load');

  function add(task: Task, upload: string, { resumed = false }: { resumed?: boolean } = {}): Job {
    const same = all().find((job) => job.upload === upload && job.task === task && isOpen(job));
    if (same) return same;
    const off = new AbortController();
    const job: Job = {
      id: randomUUID(),
      upload,
      task,
      state: 'queued',
      step: null,
      result: null,
      upon: published(),
      resumed,
      ended: Promise.resolve(),
      cancel: () => off.abort(),
    };
    off.signal.addEventListener('abort', () => {
      if (job.state === 'queued') job.state = 'cancelled';
    });
    const run = async () => {
      if (off.signal.aborted) return;
      job.state = 'running';
      job.upon = published();
      try {
        job.result = await worker(task, upload, { signal: off.signal, onProgress: (step) => (job.step = step) });
        job.state = 'done';
      } catch (error) {
        job.state = off.signal.aborted ? 'cancelled' : 'failed';
        if (job.state === 'failed')
          log(`${task} of upload ${upload}: ${error instanceof Error ? error.message : String(error)}`);
      }
      job.step = null;
    };
    job.ended = queues[queueOf(task)].run(run);
    jobs.set(job.id, job);
    for (const old of all()
      .filter((each) => !isOpen(each))
      .slice(0, Math.max(0, jobs.size - remembered)))
      jobs.delete(old.id);
    return job;
  }

  return {
    add,
    find: (id) => jobs.get(id),
    of: (upload) => all().filter((job) => job.upload === upload),
    open: (task) => all().filter((each) => isOpen(each) && queueOf(each.task) === queueOf(task)).length,
    ahead: (job) =>
      all()
        .filter((each) => isOpen(each) && queueOf(each.task) === queueOf(job.task))
        .findIndex(({ id }) => id === job.id),
    forget(upload) {
      for (const job of all()) if (job.upload === upload) jobs.delete(job.id);
    },
    async close() {
      const open = all().filter(isOpen);
      for (const job of open) job.cancel();
      await Promise.all(open.map(({ ended }) => ended));
    },
  };
}
