import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { BriefAsked, MadeBrief } from './made-brief.ts';
import { compiled } from './workers.ts';

/** Milliseconds that one may take. */
const atMost = 110_000;

/** What the process that makes a brief says at its end. */
export type BriefMessage = { made: MadeBrief } | { failed: string };

/** Makes a page as a reader sees it, in a process of its own: neither its time nor its memory is the server's. */
export function makeBriefElsewhere(warehouse: string, asked: BriefAsked): Promise<MadeBrief> {
  return new Promise((resolve, reject) => {
    // By the public address it would take itself for an office, to which somebody must sign in.
    const { ORIGIN: _, ...env } = process.env;
    const child = fork(join(import.meta.dirname, 'make-brief.ts'), [warehouse, JSON.stringify(asked)], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      env: { NODE_COMPILE_CACHE: compiled, ...env },
    });
    let last: BriefMessage | null = null;
    const timer = setTimeout(() => child.kill('SIGKILL'), atMost);
    child.on('message', (message: BriefMessage) => (last = message));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (last && 'made' in last) resolve(last.made);
      else reject(new Error(last ? last.failed : `the process that makes a brief ended with ${code ?? signal}`));
    });
  });
}
