import { awaitLock, takeLock, type Lock } from './lock.ts';
import type { LockOwner } from './lock-owner.ts';
import { sweep } from './sweep.ts';

/** Takes away what a load that was killed left behind, unless another load is at work and will do so itself. */
export async function tidy(warehouse: string): Promise<void> {
  const taken = await takeLock(warehouse);
  if ('lock' in taken) await swept(warehouse, taken.lock, () => Promise.resolve());
}

/** Does what no load may come between, once whoever is at work has ended. */
export async function underLock<T>(
  warehouse: string,
  work: () => Promise<T>,
  onWait: (holder: LockOwner) => void = () => {}
): Promise<T> {
  const { lock } = await awaitLock(warehouse, onWait);
  return swept(warehouse, lock, work);
}

/** Whoever takes the lock sweeps first: what a killed load left half done is known from its lock alone. */
async function swept<T>(warehouse: string, lock: Lock, work: () => Promise<T>): Promise<T> {
  try {
    await sweep(warehouse, lock.predecessor);
    return await work();
  } finally {
    await lock.release();
  }
}
