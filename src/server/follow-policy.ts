import type { Policy, Pruned } from '#pipeline';
import type { Task } from './task.ts';

type Work = (task: Extract<Task, 'prune'>, id: string, options: { signal: AbortSignal }) => Promise<unknown>;

/**
 * While it is served, what a policy does not keep is taken away, in a process of its own: at the start and every hour.
 * What went, and what went wrong, is told in the log. Stopped by what it answers.
 */
export function followPolicy(
  { keep, older }: Policy,
  worker: Work,
  { log, every = 3_600_000 }: { log: (message: string) => void; every?: number }
): () => void {
  const off = new AbortController();
  let isBusy = false;
  const prune = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const { gone, originals } = (await worker('prune', `${keep} ${older}`, { signal: off.signal })) as Pruned;
      if (gone.length + originals.count > 0)
        log(
          `pruned ${gone.length} versions and ${originals.count} originals: ${gone.map((each) => each.version).join(' ')}`
        );
    } catch (error) {
      if (!off.signal.aborted) log(`nothing is pruned: ${(error as Error).message}`);
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void prune(), every).unref();
  void prune();
  return () => {
    clearInterval(timer);
    off.abort();
  };
}
