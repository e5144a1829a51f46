import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds: memory in MiB, and open files. Linux only. */
export interface Held {
  memory: number;
  files: number;
}

export function heldBy(pid: number): Held {
  const kib = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return { memory: Math.round(kib / 1024), files: readdirSync(`/proc/${pid}/fd`).length };
}

/** The processes that a process started and that still run. */
export function childrenOf(pid: number): number[] {
  const started = (thread: string) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ');
  return readdirSync(`/proc/${pid}/task`).flatMap(started).filter(Boolean).map(Number);
}
