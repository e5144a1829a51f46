import type { Task } from '#spec';

export interface Step {
  step: string;
  detail?: string;
  /** How much of the whole is done, 0 to 1. */
  share: number;
}

/**
 * Does a task for an upload outside this process, or finds what is to be marked in a file of it (`<upload> <hash>`);
 * rejects when it fails or is called off.
 */
export type Worker = (
  task: Task | 'marks',
  id: string,
  options: { signal: AbortSignal; onProgress: (step: Step) => void }
) => Promise<unknown>;
