import { connect } from 'node:net';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The same numbers from 0 to 1 for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Asks for an address and hangs up after so many milliseconds, whatever has come by then. */
export function hangUp(address: string, path: string, after: number): Promise<void> {
  const { hostname, port, host } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\n\r\n`);
      setTimeout(() => {
        socket.destroy();
        resolve();
      }, after);
    });
    socket.on('error', () => resolve());
  });
}

/** Asks for an address and reads nothing of it, until it is let go. */
export function readSlowly(address: string, path: string): { letGo(): void } {
  const { hostname, port, host } = new URL(address);
  const socket = connect({ port: Number(port), host: hostname });
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  socket.pause();
  return { letGo: () => socket.destroy() };
}

/** The longest that `/api/health` took while some work went on, in milliseconds. */
export async function worstHealth(address: string, work: Promise<unknown>): Promise<number> {
  let worst = 0;
  let isOver = false;
  const watch = (async () => {
    while (!isOver) {
      const begun = performance.now();
      const { status } = await fetch(`${address}/api/health`);
      if (status !== 200) throw new Error(`health answers ${status}`);
      worst = Math.max(worst, performance.now() - begun);
      await wait(100);
    }
  })();
  await work.finally(() => (isOver = true));
  await watch;
  return worst;
}

/** How many database files a process has open, how many that have no name any more, and how many in all. */
export function filesOf(pid: number): { databases: number; nameless: number; all: number } {
  const names = readdirSync(`/proc/${pid}/fd`).flatMap((each) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${each}`)];
    } catch {
      return [];
    }
  });
  const count = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
  return { databases: count(/\.duckdb$/), nameless: count(/ \(deleted\)$/), all: names.length };
}

/** Megabytes that a process holds. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
