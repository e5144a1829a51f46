import { availableParallelism } from 'node:os';
import { serveWarehouse } from '../browser/server.ts';
import { benchLoads } from './loads.ts';
import { loadsReport } from './loads-report.ts';
import { benchPages, type PagesOptions } from './pages.ts';
import { pagesReport, spreadOf } from './pages-report.ts';
import { serverReport } from './server-report.ts';
import { benchServer } from './server.ts';

export const partNames = ['load', 'server', 'pages'] as const;
export type PartName = (typeof partNames)[number];

export interface BenchOptions {
  /** What is loaded, and a warehouse that it was loaded into. */
  folder: string;
  warehouse: string;
  rounds: number;
  /** Of one measure of the server. */
  seconds: number;
  connections: number;
  pages?: Pick<PagesOptions, 'paths' | 'over'>;
  log: (message: string) => void;
}

/** Each part beside its floors, in turns: its table with the ratio first, and the machine's load average meanwhile. */
export const parts: Readonly<Record<PartName, (options: BenchOptions) => Promise<string>>> = {
  async load({ folder, rounds, log }) {
    const measured = await benchLoads(folder, { rounds, log });
    const busy = measured.map((round) => round.busy);
    return `${said(rounds, busy)}\n\n${loadsReport(measured)}`;
  },
  async server({ warehouse, rounds, seconds, connections }) {
    const measured = await benchServer(warehouse, { rounds, seconds, connections });
    return `${said(rounds, measured.busy)} ${connections} connections.\n\n${serverReport(measured)}`;
  },
  async pages({ warehouse, rounds, pages, log }) {
    const served = await serveWarehouse(warehouse);
    try {
      const runs = await benchPages({ address: served.address, rounds, ...pages, log });
      const busy = runs.map(({ load }) => load);
      return `${said(rounds, busy)}\n\n${pagesReport(runs)}`;
    } finally {
      await served.stop();
    }
  },
};

function said(rounds: number, busy: readonly number[]): string {
  const { median, least, most } = spreadOf(busy);
  const machine = `${availableParallelism()} cores, Node ${process.versions.node}`;
  return `${rounds} rounds, own and floor in turns; ${machine}, load average ${median.toFixed(1)} (${least.toFixed(1)}–${most.toFixed(1)}).`;
}
