import { takeLock } from './lock.ts';
import { sweep } from './sweep.ts';

/** Takes away what a load that was killed left behind, unless another load is at work and will do so itself. */
export async function tidy(warehouse: string): Promise<void> {
  const taken = await takeLock(warehouse);
  if ('heldBy' in taken) return;
  await sweep(warehouse, taken.lock.predecessor).finally(() => taken.lock.release());
}
