import { isPastItsDay } from '#pipeline';
import type { Task } from './task.ts';

type Work = (task: Extract<Task, 'new-day'>, id: string, options: { signal: AbortSignal }) => Promise<unknown>;

/**
 * While it is served, what was loaded without an as-of day is judged anew once the day has turned, in a process of its
 * own; what cannot be is told in the log and tried again. Stopped by what it answers.
 */
export function followDay(
  warehouse: string,
  worker: Work,
  { log, every = 60_000 }: { log: (message: string) => void; every?: number }
): () => void {
  const off = new AbortController();
  let isBusy = false;
  const look = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      if (!(await isPastItsDay(warehouse))) return;
      const done = (await worker('new-day', 'today', { signal: off.signal })) as { status: string; reasons: string[] };
      if (done.status === 'refused') log(`the new day is not judged: ${done.reasons.join(' ')}`);
      else log(`the new day is judged: ${done.status}`);
    } finally {
      isBusy = false;
    }
  };
  const tell = (error: Error) => {
    if (!off.signal.aborted) log(`the new day is not judged: ${error.message}`);
  };
  const timer = setInterval(() => void look().catch(tell), every).unref();
  void look().catch(tell);
  return () => {
    clearInterval(timer);
    off.abort();
  };
}
