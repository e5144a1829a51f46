import { Refusal } from '#spec';

/**
 * Does one work at a time, and each once for all who ask for it meanwhile. Among several askers they take turns, and
 * where there is no room the last that whoever waits for most asked for gives way to whoever waits for less: so many
 * askers as there are places always have one each.
 */
export interface FairQueue {
  /** Resolves when the work was done or failed. Refused where there is no room, then or later. */
  run(name: string, asker: string, work: () => Promise<void>): Promise<void>;
}

interface Waiting {
  askers: Set<string>;
  isRunning: boolean;
  work: () => Promise<void>;
  ended: PromiseWithResolvers<void>;
}

export function createFairQueue(places: number, refusal: () => Refusal): FairQueue {
  const waiting = new Map<string, Waiting>();
  /** In which turn something of an asker was begun last. */
  const turns = new Map<string, number>();
  let turn = 0;

  const countOf = (asker: string) => [...waiting.values()].filter(({ askers }) => askers.has(asker)).length;
  const turnOf = ({ askers }: Waiting) => Math.min(...Array.from(askers, (asker) => turns.get(asker) ?? -1));

  /** Takes out the last of what only those wait for who wait for more than an asker will. */
  function giveWay(asker: string): boolean {
    const will = countOf(asker) + 1;
    const [most] = Array.from(waiting)
      .filter(([, { isRunning }]) => !isRunning)
      .map(([name, each]) => ({ name, each, count: Math.min(...Array.from(each.askers, countOf)) }))
      .filter(({ count }) => count > will)
      .toReversed()
      .sort((a, b) => b.count - a.count);
    if (most === undefined) return false;
    waiting.delete(most.name);
    most.each.ended.reject(refusal());
    return true;
  }

  async function goOn(): Promise<void> {
    if (waiting.size === 0) return turns.clear();
    if ([...waiting.values()].some(({ isRunning }) => isRunning)) return;
    // Of those whose turn it is the one that was asked for first.
    const [next] = Array.from(waiting).sort(([, a], [, b]) => turnOf(a) - turnOf(b));
    if (next === undefined) return;
    const [name, { askers, work, ended }] = next;
    for (const asker of askers) turns.set(asker, turn);
    turn += 1;
    next[1].isRunning = true;
    await work().then(ended.resolve, ended.reject);
    waiting.delete(name);
    await goOn();
  }

  return {
    run(name, asker, work) {
      const under = waiting.get(name);
      if (under) {
        under.askers.add(asker);
        return under.ended.promise;
      }
      if (waiting.size >= places && !giveWay(asker)) throw refusal();
      const ended = Promise.withResolvers<void>();
      waiting.set(name, { askers: new Set([asker]), isRunning: false, work, ended });
      void goOn();
      return ended.promise;
    },
  };
}
