import type { Task } from '#spec';

export interface Step {
  step: string;
  detail?: string;
  /** How much of the whole is done, 0 to 1. */
  share: number;
}

/** What goes on while a task is done. */
export interface WorkerOptions {
  signal: AbortSignal;
  onProgress: (step: Step) => void;
  /** Asked before anything is published: why it must not be; nothing where it may. */
  mayPublish?: () => Promise<readonly string[]>;
}

/**
 * Does a task for an upload outside this process, or finds what is to be marked in a file of it (`<upload> <hash>`);
 * rejects when it fails or is called off.
 */
export type Worker = (task: Task | 'marks', id: string, options: WorkerOptions) => Promise<unknown>;
