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

/** What such a process says while it works, and at the end. */
export type Message = { progress: Progress & { share: number } } | { result: unknown } | { failed: string };
