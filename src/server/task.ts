import type { Progress } from '#pipeline';

/** What is done for the server in a process of its own, so that neither its time nor its memory is the server's. */
export type Task =
  | 'preview'
  | 'marks'
  | 'dry-run'
  | 'load'
  | 'replay'
  | 'worlds'
  | 'new-day'
  | 'prune'
  | 'retention'
  | 'push'
  | 'alerts'
  | 'package'
  | 'entering'
  | 'judge';

/** What such a process says while it works, what it asks before it publishes, and what it says at the end. */
export type Message =
  { progress: Progress & { share: number } } | { asks: 'mayPublish' } | { result: unknown } | { failed: string };

/** What it is told: why nothing must be published; nothing where it may. */
export interface Reply {
  reasons: readonly string[];
}
