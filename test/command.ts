import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  /** Resolves with the first line that matches, from either stream; rejects when the process ends without one. */
  says(pattern: RegExp): Promise<string>;
  ended: Promise<Ended>;
}

/** Starts the real command line in a process of its own. */
export function start(...args: string[]): Running {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const out = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(([code, signal]): Ended => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...out,
  }));
  const lineOf = (pattern: RegExp) => `${out.stdout}\n${out.stderr}`.split('\n').find((line) => pattern.test(line));
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = lineOf(pattern);
        if (line === undefined) return;
        listeners.delete(look);
        resolve(line);
      };
      listeners.add(look);
      look();
      void ended.then(({ code }) =>
        lineOf(pattern) === undefined ? reject(new Error(`ended with ${code}: ${out.stdout}${out.stderr}`)) : undefined
      );
    });
  return { child, says, ended };
}

/** Runs the real command line to its end. */
export const run = (...args: string[]): Promise<Ended> => start(...args).ended;
