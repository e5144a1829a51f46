import { watch } from 'node:fs';

/**
 * Calls back after files below any of the folders were written, once they have been left alone for a moment and one
 * call at a time. A call that fails is logged, and the next change calls again.
 */
export function watchContent(
  folders: readonly string[],
  onChange: () => Promise<void>,
  { quiet = 300, log = console.error }: { quiet?: number; log?: (error: unknown) => void } = {}
): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(onChange).catch(log)), quiet);
  };
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, soon));
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
