import { readdirSync } from 'node:fs';
import type { Api } from './context.ts';

/** Seconds up to which requests are counted together. */
export const steps = [0.01, 0.05, 0.1, 0.3, 1, 3, 15];

/** Requests of one route that ended alike. */
export interface Kind {
  route: string;
  status: number;
  count: number;
  seconds: number;
  within: number[];
}

export interface Measured {
  kinds: ReadonlyMap<string, Kind>;
  open: number;
  /** Nanoseconds. */
  delay: number;
}

/** What is measured, in the text that Prometheus reads. */
export function measuresOf({ warehouse, kept, decisions }: Api, { kinds, open, delay }: Measured): string {
  const { rss, heapUsed, external } = process.memoryUsage();
  const all = [...kinds.values()];
  const labels = ({ route, status }: Kind) => `route="${route.replaceAll(/["\\\n]/g, '_')}",status="${status}"`;
  const one = (name: string, type: string, help: string, value: number | string) =>
    `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}`;
  const name = 'baijing_request_seconds';
  return `${[
    one('process_resident_memory_bytes', 'gauge', 'Memory of the process.', rss),
    one('nodejs_heap_used_bytes', 'gauge', 'Memory of JavaScript.', heapUsed),
    one('nodejs_external_bytes', 'gauge', 'Memory outside of JavaScript.', external),
    one('process_open_fds', 'gauge', 'Open files.', openFiles()),
    one('process_uptime_seconds', 'gauge', 'Since the start.', process.uptime().toFixed(0)),
    one(
      'nodejs_eventloop_lag_p99_seconds',
      'gauge',
      'How late the process comes to what waits.',
      (delay / 1e9).toFixed(4)
    ),
    one('baijing_requests_open', 'gauge', 'Requests that wait for their answer.', open),
    one('baijing_kept_bytes', 'gauge', 'Answers that are kept.', kept.bytes()),
    one('baijing_warehouse_faults', 'gauge', 'What is damaged.', warehouse.faults().length),
    one('baijing_record_fault', 'gauge', '1: what was decided cannot be read.', decisions.now().fault === null ? 0 : 1),
    one('baijing_published', 'gauge', '1: there is a version.', warehouse.version() === null ? 0 : 1),
    `# HELP ${name} How long answers took.\n# TYPE ${name} histogram`,
    ...all.flatMap((kind) => [
      ...steps.map((most, at) => `${name}_bucket{${labels(kind)},le="${most}"} ${kind.within[at]}`),
      `${name}_bucket{${labels(kind)},le="+Inf"} ${kind.count}`,
      `${name}_sum{${labels(kind)}} ${kind.seconds.toFixed(4)}`,
      `${name}_count{${labels(kind)}} ${kind.count}`,
    ]),
  ].join('\n')}\n`;
}

function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
