export type Task = 'preview' | 'dry-run' | 'load';

export interface Step {
  step: string;
  detail?: string;
  /** How much of the whole is done, 0 to 1. */
  share: number;
}

/** Does a task for an upload outside this process; rejects when it fails or is called off. */
export type Worker = (
  task: Task,
  id: string,
  options: { signal: AbortSignal; onProgress: (step: Step) => void }
) => Promise<unknown>;
